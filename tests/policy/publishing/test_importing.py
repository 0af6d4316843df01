"""Earlier revisions, entered in order before the first promulgation."""

from datetime import date
from typing import Any

import pytest

from policy.models.revisions import PolicyRevision
from policy.pages import PolicyPage
from policy.publishing import promulgation
from policy.publishing.importing import import_revision
from policy.text.refusal import PublicationRefused
from tests.policy.drafting import good_draft


def test_imported_rows_say_so_and_keep_their_dates(policy_page: PolicyPage) -> None:
    first, second, third = PolicyRevision.objects.order_by("number")
    assert [row.recorded_at_publication for row in (first, second, third)] == [False, False, True]
    assert (first.established_on, first.promulgated_on, first.effective_on) == (date(2005, 7, 1),) * 3
    assert (second.promulgated_on, second.effective_on) == (date(2017, 5, 1), date(2017, 5, 30))


def test_after_the_first_promulgation_nothing_is_imported(policy_page: PolicyPage) -> None:
    with pytest.raises(PublicationRefused) as refusal:
        import_revision(page=good_draft(), promulgated_on=date(2020, 1, 1))
    assert {reason.code for reason in refusal.value.reasons} == {"promulgated", "order"}
    assert PolicyRevision.objects.count() == 3


def test_the_order_of_dates_is_kept(policy_page: PolicyPage, monkeypatch: pytest.MonkeyPatch) -> None:
    second = PolicyRevision.objects.get(number=2)
    monkeypatch.setattr(promulgation, "newest", lambda page: second)
    with pytest.raises(PublicationRefused) as refusal:
        import_revision(page=good_draft(), promulgated_on=date(2016, 1, 1))
    assert [reason.code for reason in refusal.value.reasons] == ["order"]


def test_a_revision_held_in_one_language_needs_only_that_one(policy_page: PolicyPage, monkeypatch: Any) -> None:
    second = PolicyRevision.objects.get(number=2)
    monkeypatch.setattr(promulgation, "newest", lambda page: second)
    page = good_draft()
    for block in page.clauses:
        block.value["heading"]["ja"] = ""
    row = import_revision(page=page, promulgated_on=date(2018, 1, 1), languages=("en",))
    assert (row.held, row.html_ja, row.recorded_at_publication) == (("en",), "", False)
    assert row.title("ja") == page.title
