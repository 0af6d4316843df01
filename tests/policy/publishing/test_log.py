"""The ledger against Wagtail's own log: what one knows of a publication, the other knows too."""

from wagtail.models import PageLogEntry

from policy.ledger.verification import verify
from policy.models.revisions import PolicyRevision
from policy.pages import PolicyPage
from tests.policy.drafting import good_draft, promulgated, saved, source


def test_a_publication_that_the_log_lost_is_found(policy_page: PolicyPage) -> None:
    row = PolicyRevision.objects.get(number=2)
    PageLogEntry.objects.filter(revision=row.wagtail_revision, action="wagtail.publish").delete()
    assert verify() == ["revision 2: Wagtail's log does not know of its publication"]


def test_a_publication_around_the_ledger_is_found(policy_page: PolicyPage) -> None:
    revision = saved(good_draft())
    PageLogEntry.objects.log_action(source(), "wagtail.publish", revision=revision)
    assert verify() == [f"Wagtail's log knows of a publication that the ledger lacks: its revision {revision.pk}"]


def test_an_ordinary_publication_stands_in_both(policy_page: PolicyPage) -> None:
    promulgated(good_draft())
    assert verify() == []
