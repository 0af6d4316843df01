"""What is asked before a reply leaves: a word of the desk's list, a missing file, the name of another company."""

import hashlib
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from cluster_cms.pages.site_settings import CompanySettings, default_site
from cluster_cms.text.company_names import company_key
from cluster_cms.text.folding import searchable
from contact.models import Inquiry, reply_rules
from contact.text import answers

COMPARED = 200  # the newest inquiries whose companies are looked for in a reply
SHORTEST = 3  # characters of a name; shorter ones stand in many words


def questions_about(*, inquiry: Inquiry, text: str, attachments: int = 0) -> list[str]:
    """Return the sentences that ask about a reply; none where nothing is doubtful. `attachments` is their number."""
    rules, folded = reply_rules(), searchable(text)
    meant = _("“%(word)s” stands in the reply. Is that meant?")
    found = [meant % {"word": word} for word in words_in(folded, rules.caution_words)]
    if not attachments and (announced := next(words_in(folded, rules.attachment_words), "")):
        without = _("“%(word)s” stands in the reply, and no file goes with it. Send it without?")
        found.append(without % {"word": announced})
    other = _("“%(company)s”, the company of another customer, stands in the reply. Is that meant?")
    return [*found, *(other % {"company": name} for name in other_companies(inquiry, folded))]


def digest(questions: Iterable[str]) -> str:
    """Return what a box stands for that confirms exactly these questions."""
    return hashlib.sha256("\n".join(questions).encode()).hexdigest()[:16]


def words_in(folded: str, words: str) -> Iterator[str]:
    """Yield the words, one a line, that stand in a folded text, whatever their width, case and kana."""
    return (word.strip() for word in words.splitlines() if (key := searchable(word)) and key in folded)


def other_companies(inquiry: Inquiry, folded: str) -> Iterator[str]:
    """Yield names of companies of other inquiries that a reply holds and the writer has not named."""
    written = answers.search_text(inquiry.answers)
    company = CompanySettings.for_site(default_site())
    seen = {company_key(company.name_ja), company_key(company.name_en)}
    others = Inquiry.objects.not_spam().exclude(pk=inquiry.pk).latest_first().only("answers")
    for other in others[:COMPARED]:
        name = answers.text_of(other.answers, "company")
        key = company_key(name) if name else ""
        if len(key) >= SHORTEST and key not in seen and key in folded and key not in written:
            yield name
        seen.add(key)
