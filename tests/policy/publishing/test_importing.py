"""Texts of the past: prepared by one person, entered by another, in one act, at the end of the ledger."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from cluster_cms import clock as site_clock
from cluster_cms.security.audit import AuditEntry
from contact.models import PurposeNotice
from policy.ledger import verification
from policy.models.earlier_texts import EarlierText
from policy.models.revisions import ChangeKind, PolicyRevision
from policy.models.writers import writers
from policy.pages import PolicyPage
from policy.publishing import importing, promulgation
from policy.publishing.decision import DecisionChanged
from policy.publishing.earlier_batch import earlier_batch
from policy.text import canonical
from policy.text.refusal import PublicationRefused
from tests.policy.drafting import good_draft, promulgated, saved, source
from tests.policy.earlier import entered, prepared, submitted_texts


def codes(text: EarlierText) -> set[str]:
    return {reason.code for reason in earlier_batch(source()).faults[text]}


def number_in_force(at: datetime | None = None) -> int | None:
    row = promulgation.in_force(page=source(), at=at)
    return row.number if row else None


def test_the_demos_old_revisions_are_such_rows(policy_page: PolicyPage) -> None:
    first, second, third = PolicyRevision.objects.order_by("number")
    assert [bool(row.entered_at) for row in (first, second, third)] == [True, True, False]
    assert (first.established_on, first.promulgated_on, first.effective_on) == (date(2005, 7, 1),) * 3
    assert (second.promulgated_on, second.effective_on) == (date(2017, 5, 1), date(2017, 5, 30))
    assert first.content["identity"]["operator"]["representative"] is None
    assert first.content["identity"]["desk"]["name"]["en"] == "Customer Relations Office"
    assert (first.submitter_id, first.approver_id) != (first.approver_id, first.submitter_id)


def test_a_forgotten_text_is_appended_and_stands_in_between(policy_page: PolicyPage) -> None:
    row = entered(date(2010, 4, 1))[0]
    assert (row.number, row.position, row.recorded_at_publication) == (4, 4, False)
    assert row.entered_at
    assert site_clock.now() - row.entered_at < timedelta(minutes=1)
    assert list(PolicyRevision.objects.newest_first().values_list("number", flat=True)) == [3, 2, 4, 1]
    assert verification.verify() == []
    assert number_in_force() == 3


def test_the_day_decides_what_was_in_force(policy_page: PolicyPage) -> None:
    entered(date(2010, 4, 1))
    for day, number in ((date(2010, 3, 31), 1), (date(2010, 4, 1), 4), (date(2017, 5, 29), 4), (date(2017, 5, 30), 2)):
        assert number_in_force(site_clock.midnight(day)) == number


def test_several_are_entered_together_in_the_order_of_their_dates(policy_page: PolicyPage) -> None:
    rows = entered(date(2012, 1, 1), date(2008, 1, 1))
    assert [(row.number, row.effective_on.year) for row in rows] == [(4, 2008), (5, 2012)]
    assert not EarlierText.objects.exists()
    assert list(AuditEntry.objects.order_by("-pk").values_list("action", flat=True)[:2]) == ["policy.imported"] * 2


def test_only_the_languages_it_had_are_stored(policy_page: PolicyPage) -> None:
    row = entered(date(2010, 4, 1), languages=("ja",))[0]
    assert (row.held, row.html_en) == (("ja",), "")
    assert b"Purpose of use" not in bytes(row.document)
    assert "Mihon Shop" not in str(row.content)
    assert row.content["clauses"][0]["heading"] == {"ja": "個人情報の利用目的", "en": ""}


def test_it_carries_the_operator_of_its_day_or_says_that_it_is_not_known(policy_page: PolicyPage) -> None:
    row = entered(date(2010, 4, 1))[0]
    assert row.content["identity"]["operator"]["name"]["ja"] == "見本商店"
    assert "見本商店" in row.html_ja
    assert "Mihon Shop" in row.html_en
    assert "not known: no record of it is kept" in row.html_en
    assert "見本 誠" not in row.html_ja


def test_the_draft_of_the_next_revision_stays_as_it_was(policy_page: PolicyPage, legal: Any, approver: Any) -> None:
    draft = saved(good_draft("Wanted."), legal)
    entered(date(2010, 4, 1))
    assert source().latest_revision_id == draft.pk
    assert draft.is_latest_revision()
    assert [one.account for one in writers(source().latest_revision)] == [legal.pk]
    assert promulgated(good_draft("Wanted.")).number == 5
    assert not source().has_unpublished_changes


def test_who_wrote_a_part_does_not_enter_them(policy_page: PolicyPage, legal: Any, approver: Any) -> None:
    importing.save_earlier_text(text=prepared(date(2010, 4, 1)), actor=approver, fields={"summary_en": "Mine."})
    shown = submitted_texts()
    for person in (legal, approver):
        with pytest.raises(PublicationRefused):
            importing.enter_earlier_texts(page=source(), actor=person, shown=shown)
    assert PolicyRevision.objects.count() == 3


def test_what_was_not_submitted_is_not_entered(policy_page: PolicyPage, approver: Any) -> None:
    prepared(date(2010, 4, 1))
    with pytest.raises(PublicationRefused):
        importing.enter_earlier_texts(page=source(), actor=approver, shown=earlier_batch(source()).digest)


def test_what_was_changed_meanwhile_is_not_entered(policy_page: PolicyPage, legal: Any, approver: Any) -> None:
    text = prepared(date(2010, 4, 1))
    shown = submitted_texts()
    importing.save_earlier_text(text=text, actor=legal, fields={"summary_en": "Other."})
    assert not earlier_batch(source()).is_open
    with pytest.raises(DecisionChanged):
        importing.enter_earlier_texts(page=source(), actor=approver, shown=shown)


def test_the_approver_sends_them_back_with_a_comment(policy_page: PolicyPage, legal: Any, approver: Any) -> None:
    prepared(date(2010, 4, 1))
    submitted_texts()
    with pytest.raises(PermissionDenied):
        importing.return_earlier_texts(page=source(), actor=legal, comment="No.")
    importing.return_earlier_texts(page=source(), actor=approver, comment="The date is missing.")
    found = earlier_batch(source())
    assert found.submission
    assert (found.is_open, found.submission.comment) == (False, "The date is missing.")
    assert len(found.texts) == 1


def test_others_neither_prepare_nor_submit(policy_page: PolicyPage, desk: Any, marketing: Any) -> None:
    text = prepared(date(2010, 4, 1))
    for person in (desk, marketing):
        with pytest.raises(PermissionDenied):
            importing.remove_earlier_text(text=text, actor=person)
        shown = earlier_batch(source()).digest
        with pytest.raises(PermissionDenied):
            importing.submit_earlier_texts(page=source(), actor=person, shown=shown)


@pytest.mark.parametrize(
    "announced, effective, expected",
    [
        (date(2010, 4, 1), date(2010, 4, 1), set()),
        (date(2017, 4, 1), date(2017, 5, 30), {"overlap"}),
        (date(2017, 5, 2), date(2017, 5, 29), {"order"}),
        (date(2004, 1, 1), date(2004, 1, 1), {"established"}),
        (date(2018, 1, 1), date(2100, 1, 1), {"future", "promulgated"}),
    ],
)
def test_dates_are_of_the_past_and_do_not_overlap(
    announced: date, effective: date, expected: set[str], policy_page: PolicyPage
) -> None:
    assert codes(prepared(announced, effective_on=effective)) == expected


def test_it_lies_before_the_first_that_was_promulgated_here(policy_page: PolicyPage) -> None:
    first = PolicyRevision.objects.get(number=3)
    assert codes(prepared(first.effective_on)) == {"promulgated"}


def test_an_overlap_is_named(policy_page: PolicyPage) -> None:
    one, other = prepared(date(2010, 4, 1)), prepared(date(2010, 4, 1))
    reasons = [str(reason) for reason in earlier_batch(source()).faults[one]]
    assert str(other) in reasons[0]
    with pytest.raises(PublicationRefused):
        submitted_texts()


def test_a_later_text_has_not_established_the_policy(policy_page: PolicyPage) -> None:
    assert codes(prepared(date(2010, 4, 1), change_kind=ChangeKind.ESTABLISHED)) == {"kind"}


def test_an_old_change_of_purpose_tells_nobody_today(policy_page: PolicyPage) -> None:
    entered(date(2010, 4, 1), change_kind=ChangeKind.PURPOSE)
    assert not PurposeNotice.objects.exists()


def test_a_text_holds_nothing_of_a_language_that_it_does_not_have(policy_page: PolicyPage) -> None:
    text = canonical.text_of(source(), languages=("ja",))
    assert "Purpose of use" not in str(text)
    assert (text["languages"], text["title"]["en"], text["intro"]["en"]) == (["ja"], "", [])
