"""Revisions 4 and after, on top of the demo's three: announced, withdrawn, and the addresses to read them at."""

from datetime import date

from cluster_cms.security.accounts import APPROVER
from policy.models.events import PolicyEvent
from policy.models.revisions import PolicyRevision
from policy.publishing.withdrawal import withdraw_revision
from tests.policy.drafting import good_draft, person, promulgated

BASE = {"ja": "/privacy-policy/", "en": "/en/privacy-policy/"}
# Every address of a page or a document that answers 200 when revision 4 is announced.
PAGES = ("", "upcoming/", "history/", "v/1/", "v/3/", "v/4/", "on/2018-05-01/", "compare/3..4/")
DOCUMENTS = ("history.json", "v/3.json", "v/4.json", "feed.atom")
ADDRESSES = (*PAGES, "compare/1..4/?view=table&all=1", *DOCUMENTS)


def announce(words: str = "In the new year.", *, effective_on: date | None = None, without: int | None = None) -> int:
    """Promulgate a further revision, without one of its clauses if wished, and return its number."""
    page = good_draft(words)
    page.effective_on = effective_on
    if without is not None:
        del page.clauses[without]
    return promulgated(page).number


def withdraw(number: int, reason: str = "It named an exception unknown to the law.") -> PolicyEvent:
    revision = PolicyRevision.objects.get(number=number)
    reasons = {"reason_ja": f"法律にない例外がありました。{reason}", "reason_en": reason}
    return withdraw_revision(revision=revision, actor=person(APPROVER), **reasons)
