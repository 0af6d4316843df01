"""A correction while a later revision waits: carried to the text in force as well, both promulgated in one act.

The draft follows the newest announced revision. What it changes there is carried to the text in force, and to any other
announced text, by `policy/text/carrying.py`. Each text gets a row of its own; those announced keep their dates.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from cluster_cms import clock
from cluster_cms.clock import tokyo_date
from cluster_cms.pages.languages import ENGLISH, JAPANESE, LANGUAGES, active_language
from cluster_cms.security.accounts import User
from policy.ledger.writer import RevisionTerms, append_revision, append_withdrawal
from policy.models.approval import SignOff, fresh_salt
from policy.models.events import PolicyEvent
from policy.models.revisions import PolicyRevision
from policy.publishing.change_rules import SMALL
from policy.text import canonical
from policy.text.canonical import Document, visible
from policy.text.carrying import Carried, Choices, Conflict, carry, restructured
from policy.text.completeness import text_reasons
from policy.text.refusal import Reason


@dataclass(frozen=True)
class CorrectedText:
    """A promulgated text with the correction; `row` is the revision that it replaces."""

    row: PolicyRevision
    carried: Carried
    identity: Document

    @property
    def content(self) -> Document:
        return {**self.carried.content, "identity": self.identity}

    @property
    def announced(self) -> bool:
        return self.row.effect_at > clock.now()

    @property
    def conflicts(self) -> list[Conflict]:
        return self.carried.conflicts

    @property
    def open_conflicts(self) -> list[Conflict]:
        return [conflict for conflict in self.conflicts if conflict.words is None]

    @property
    def missing(self) -> list[str]:
        """The headings of corrected clauses that this text does not have."""
        return [heading_of(clause) for clause in self.carried.missing]

    def field_of(self, conflict: Conflict) -> str:
        """Return the name of a place in a form."""
        return f"{self.row.number}:{conflict.key}"

    def name_of(self, conflict: Conflict) -> str:
        """Return number and heading of the clause in which a place is."""
        clauses = {one["anchor"]: (number, one) for number, one in enumerate(self.row.content["clauses"], 1)}
        part, anchor, *_rest = [*conflict.key.split("/"), ""]
        if part != "clauses" or anchor not in clauses:
            return _("The title") if part == "title" else _("The text before item 1")
        number, clause = clauses[anchor]
        return f"{number} {heading_of(clause)}"


def heading_of(clause: Document) -> str:
    heading = clause["heading"]
    return str(heading[active_language()] or heading[JAPANESE])


def correct(
    draft: Document, base: PolicyRevision, rows: list[PolicyRevision], words: Mapping[str, Choices]
) -> list[CorrectedText]:
    """Return the text of each row with what the draft changes in `base`; `words` are the choices by number of row."""
    return [
        CorrectedText(row, carry(base.content, draft, row.content, words.get(str(row.number), {})), draft["identity"])
        for row in rows
    ]


def chosen_words(texts: list[CorrectedText], words: Mapping[str, str]) -> dict[str, Choices]:
    """Return what was chosen for each text and place, as a draft stores it: with the correction for which it was."""
    return {
        str(text.row.number): {
            conflict.key: {"for": conflict.new, "words": words[text.field_of(conflict)]}
            for conflict in text.conflicts
            if text.field_of(conflict) in words
        }
        for text in texts
    }


def correction_reasons(
    draft: Document, terms: RevisionTerms, base: PolicyRevision, texts: list[CorrectedText]
) -> Iterator[Reason]:
    """Yield what keeps a draft from being a correction of the text in force and of the announced ones."""
    if terms.change_kind not in SMALL:
        sentence = _("Only an editorial change or a minor correction is applied to the text in force as well.")
        yield Reason("correction_kind", sentence, "change_kind")
    if terms.effective_on:
        sentence = _("Leave the date empty: the text in force is corrected at once, the announced one keeps its date.")
        yield Reason("correction_date", sentence, "effective_on")
    if not texts:
        yield Reason("correction_waits", _("No revision is announced any more: the correction has one text only."))
    if changed := list(restructured(base.content, draft)):
        sentence = _("A correction adds, removes and moves no item: %(headings)s.")
        yield Reason("correction_items", sentence % {"headings": _(", ").join(map(heading_of, changed))}, "clauses")
    for text in texts:
        yield from carried_reasons(text)


def carried_reasons(text: CorrectedText) -> Iterator[Reason]:
    """Yield what is open or wrong in one of the texts to which the correction is carried."""
    words = {"number": text.row.number}
    if text.open_conflicts:
        names = dict.fromkeys(text.name_of(conflict) for conflict in text.open_conflicts)
        sentence = _("Revision %(number)s says something else in: %(headings)s. Choose below what it should say there.")
        yield Reason("correction_conflict", sentence % {**words, "headings": _(", ").join(names)})
    elif visible(text.content) == visible(text.row.content):
        sentence = _("The correction changes nothing in revision %(number)s: apply it to the announced one alone.")
        yield Reason("correction_same", sentence % words)
    for reason in text_reasons(text.content):
        sentence = _("In revision %(number)s: %(reason)s")
        yield replace(reason, text=sentence % {**words, "reason": reason.text})


def terms_for(text: CorrectedText, terms: RevisionTerms) -> RevisionTerms:
    """Return what the new row says about itself: for an announced text what was announced, and that it is corrected."""
    if not text.announced:
        return terms
    return announced_again(text.row, terms)


def announced_again(row: PolicyRevision, terms: RevisionTerms) -> RevisionTerms:
    """Return the terms of an announced revision, with the correction named in its summary."""
    return replace(
        terms,
        summary_ja=summary_again(row, terms, JAPANESE),
        summary_en=summary_again(row, terms, ENGLISH),
        effective_on=row.effective_on,
        change_kind=row.change_kind,
        notified_how_ja=row.notified_how_ja,
        notified_how_en=row.notified_how_en,
    )


def summary_again(row: PolicyRevision, terms: RevisionTerms, language: str) -> str:
    with translation.override(language):
        sentence = _("%(summary)s (Announced on %(day)s as revision %(number)s; now corrected: %(words)s)")
        words = {"summary": row.summary(language), "words": terms.summary(language)}
        return sentence % {**words, "day": tokyo_date(row.promulgated_on), "number": row.number}


def append_corrected(
    text: CorrectedText, *, revision: Revision, terms: RevisionTerms, sign_off: SignOff, codes: tuple[str, ...]
) -> PolicyRevision:
    """Freeze one corrected text beside the Wagtail revision that goes live with the act."""
    page = revision.as_object()
    canonical.write(text.content, page)
    own = terms_for(text, terms)
    return append_revision(
        page=page,
        revision=published_beside(revision, page, sign_off.approver),
        terms=own,
        languages=text.row.held,
        change_kind=own.change_kind,
        promulgated_at=clock.now(),
        effective_on=own.effective_on or clock.today(),
        recorded_at_publication=True,
        sign_off=replace(sign_off, salt=fresh_salt()),
        warnings=codes,
    )


def published_beside(revision: Revision, page: Page, actor: User | None) -> Revision:
    """Store a page as a Wagtail revision that nobody saved, published just before `revision`, and log that."""
    held: Revision = Revision.objects.create(
        content_type=revision.content_type,
        base_content_type=revision.base_content_type,
        object_id=revision.object_id,
        object_str=revision.object_str,
        created_at=revision.created_at - timedelta(microseconds=1),
        content=page.serializable_data(),
    )
    log(instance=page, action="wagtail.publish", user=actor, revision=held, content_changed=True)
    return held


def withdraw_corrected(row: PolicyRevision, number: int, actor: User) -> PolicyEvent:
    """Record that an announced revision is replaced, before its effect, by the corrected one of that number."""
    words = {}
    for language in LANGUAGES:
        with translation.override(language):
            sentence = _("Corrected: revision %(number)s is announced in its place, for the same day.")
            words[language] = sentence % {"number": number}
    return append_withdrawal(revision=row, actor=actor, reason_ja=words[JAPANESE], reason_en=words[ENGLISH])
