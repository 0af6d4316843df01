"""A correction while a revision waits: both texts in one act, the announced day kept, and nothing else with it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client

from cluster_cms.security.audit import AuditEntry
from contact.models import PurposeNotice
from policy.comparison.comparing import compare_documents
from policy.comparison.sections import Label
from policy.ledger.revision_status import statuses
from policy.ledger.verification import verify
from policy.models.revisions import ChangeKind, PolicyRevision
from policy.models.writers import writers
from policy.pages import PolicyPage
from policy.publishing import promulgation
from policy.publishing.decision import apply_correction, decision, promulgate_draft, submit_draft
from policy.publishing.withdrawal import reset_draft, withdraw_revision
from policy.text.refusal import PublicationRefused
from tests.policy.correcting import announce_first, corrected, correction, draft_of_both, replaced_words
from tests.policy.drafting import decide, promulgated, saved, source
from tests.policy.publishing.invalid_drafts import change_purpose

SignIn = Callable[[AbstractBaseUser], Client]


@pytest.fixture
def announced(policy_page: Any, clock: Any) -> PolicyRevision:
    """Revision 4: announced on 1 December 2027, in force from 1 January 2028; today is 20 December."""
    return announce_first(clock)


def codes(page: PolicyPage) -> set[str]:
    return {reason.code for reason in promulgation.blocking_reasons(page)}


def states(clock: Any, moment: str) -> dict[int, str]:
    return {one.revision.number: str(one.state) for one in statuses(source().pk, at=clock.set(moment))}


def test_one_approval_makes_two_revisions(announced: PolicyRevision, clock: Any) -> None:
    row = promulgated(correction())
    assert (row.number, row.effective_on, source().live_revision_id) == (6, date(2028, 1, 1), row.wagtail_revision_id)
    assert states(clock, "2027-12-20 11:00") == {
        6: "announced", 5: "in_force", 4: "withdrawn", 3: "replaced", 2: "replaced", 1: "replaced",
    }  # fmt: skip
    assert states(clock, "2028-01-01 00:00") == {
        6: "in_force", 5: "replaced", 4: "withdrawn", 3: "replaced", 2: "replaced", 1: "replaced",
    }  # fmt: skip
    assert not source().has_unpublished_changes


def test_each_text_differs_from_the_one_before_by_the_correction_alone(announced: PolicyRevision) -> None:
    promulgated(correction())
    texts = {row.number: row.content for row in PolicyRevision.objects.all()}
    for old, new in ((3, 5), (4, 6)):
        for language in ("ja", "en"):
            found = compare_documents(texts[old], texts[new], language).sections
            assert [one.old.anchor for one in found if one.label != Label.UNCHANGED and one.old] == ["revision"]
    undone = replaced_words(texts[6], back=True)
    assert undone == texts[4]


def test_the_chain_holds_and_says_why_the_announced_one_went(announced: PolicyRevision, approver: Any) -> None:
    promulgated(correction())
    assert verify() == []
    event = announced.events.get()
    assert (event.position, event.actor_id) == (announced.position + 1, approver.pk)
    assert "第6版" in event.reason_ja
    assert "revision 6" in event.reason_en
    entries = AuditEntry.objects.order_by("-position").values_list("action", "subject")[:3]
    assert list(reversed(entries)) == [
        ("policy.withdrawn", "policy:4"), ("policy.promulgated", "policy:5"), ("policy.promulgated", "policy:6"),
    ]  # fmt: skip


def test_the_announced_text_keeps_its_kind_its_summary_and_says_that_it_is_corrected(
    announced: PolicyRevision,
) -> None:
    row = promulgated(correction())
    assert row.change_kind == announced.change_kind
    for language, number in (("ja", "第4版"), ("en", "revision 4")):
        words = row.summary(language)
        for part in (announced.summary(language), correction().summary_ja if language == "ja" else "", number):
            assert part in words
    first = PolicyRevision.objects.get(number=5)
    assert (first.change_kind, first.summary_ja) == (ChangeKind.CORRECTION, correction().summary_ja)


def test_both_name_the_same_two_people(announced: PolicyRevision, legal: Any, approver: Any) -> None:
    promulgated(correction())
    for row in PolicyRevision.objects.filter(number__gte=5):
        assert (row.submitter_id, row.approver_id, row.approval_waived) == (legal.pk, approver.pk, False)


def test_the_notice_is_counted_from_the_first_announcement(announced: PolicyRevision, clock: Any) -> None:
    assert "before_announced" not in codes(correction())
    clock.set("2027-12-31 23:00")
    assert codes(correction()) == set()
    row = promulgated(correction())
    assert row.effect_at == announced.effect_at


def test_the_text_in_force_is_judged_as_any_change_at_once(announced: PolicyRevision) -> None:
    page = correction()
    page.warnings_reason = ""
    assert [reason.code for reason in promulgation.warnings(page)] == ["notice"]
    assert codes(page) == {"unconfirmed"}


def test_the_notice_that_only_the_announced_text_promises_is_not_asked_for(policy_page: Any, clock: Any) -> None:
    clock.set("2027-12-01 10:00")
    page = corrected("A longer notice.", effective_on=date(2028, 1, 1))
    lead = page.clauses[6].value["lead"]
    lead["ja"] = f"{lead['ja']}\n施行の90日前までにお知らせします。"
    lead["en"] = f"{lead['en']}\nWe announce it at least 90 days before it takes effect."
    promulgated(page)
    assert [reason.text.count("90") for reason in promulgation.warnings(correction()) if reason.code == "notice"] == [0]


def test_a_purpose_does_not_change_through_this_door(announced: PolicyRevision) -> None:
    page = correction()
    lead = page.clauses[0].value["lead"]
    lead["ja"], lead["en"] = (
        f"{lead['ja']}\n広告を配信するために利用します。",
        f"{lead['en']}\nWe use it for the purpose of sending advertisements.",
    )
    assert "purpose" in codes(page)
    change_purpose(page, days=40)
    assert {"correction_kind", "correction_date"} <= codes(page)


def test_a_larger_change_is_refused(announced: PolicyRevision) -> None:
    page = correction()
    page.change_kind = ChangeKind.SUBSTANTIVE
    assert codes(page) == {"correction_kind"}
    page = correction()
    page.clauses = page.clauses.raw_data[:-1]
    assert "correction_items" in codes(page)


def test_it_waits_for_nothing_when_nothing_is_announced(announced: PolicyRevision, approver: Any, clock: Any) -> None:
    page = correction()
    clock.set("2028-01-01 00:00")
    assert "correction_waits" in codes(page)


def test_a_correction_that_does_not_concern_the_text_in_force_is_refused(announced: PolicyRevision) -> None:
    page = source().get_latest_revision_as_object()
    draft_of_both(page)
    lead = page.clauses[1].value["lead"]
    lead["ja"], lead["en"] = lead["ja"].replace("新しい文", "新たな文"), lead["en"].replace("A new", "One new")
    assert "correction_conflict" in codes(page)


def test_the_open_place_is_named_and_nothing_is_promulgated(announced: PolicyRevision, approver: Any) -> None:
    page = correction(anchor="security")
    with pytest.raises(PublicationRefused) as refusal:
        promulgated(page)
    found = {reason.code: reason.text for reason in refusal.value.reasons}
    assert list(found) == ["correction_conflict"]
    assert "安全管理措置" in found["correction_conflict"]
    assert source().ledger.count() == 4


def test_what_legal_chose_for_it_is_promulgated(announced: PolicyRevision, legal: Any, approver: Any) -> None:
    saved(correction(anchor="security"), legal)
    choose(legal, "施行中の版での文です。")
    submit_draft(page=source(), actor=legal, shown=shown())
    rows = promulgate_draft(page=source(), actor=approver, shown=shown())
    assert [row.number for row in rows] == [5, 6]
    in_force, ahead = (str(row.content["clauses"][1]["lead"]["ja"]) for row in rows)
    assert "施行中の版での文です。" in in_force
    assert "施行中の版での文です。" not in ahead
    assert verify() == []


def shown() -> str:
    found = decision(source())
    assert found
    return found.digest


def choose(actor: Any, words: str) -> None:
    found = decision(source())
    assert found
    names = [text.field_of(conflict) for text in found.corrected for conflict in text.conflicts]
    assert names
    apply_correction(page=source(), actor=actor, shown=found.digest, both=True, words=dict.fromkeys(names, words))


def test_who_chooses_the_words_is_a_writer(announced: PolicyRevision, legal: Any, approver: Any) -> None:
    saved(correction(anchor="security"), legal)
    choose(approver, "承認者が書いた文です。")
    assert {one.account for one in writers(source().latest_revision)} == {legal.pk, approver.pk}
    submit_draft(page=source(), actor=legal, shown=shown())
    with pytest.raises(PublicationRefused):
        promulgate_draft(page=source(), actor=approver, shown=shown())
    assert source().ledger.count() == 4


def test_a_draft_returned_to_the_new_text_has_nothing_of_the_correction(announced: PolicyRevision, legal: Any) -> None:
    row = promulgated(correction())
    assert reset_draft(page=source(), actor=legal) == row
    draft = source().get_latest_revision_as_object()
    assert (draft.corrects_both, draft.correction_words) == (False, {})
    assert {"same", "kind"} <= codes(draft)
    assert {one.account for one in writers(source().latest_revision)} <= {legal.pk}


def test_two_announced_texts_are_corrected_beside_the_one_in_force(announced: PolicyRevision, clock: Any) -> None:
    promulgated(corrected("また別の文です。", effective_on=date(2028, 2, 1)))
    row = promulgated(correction())
    assert row.number == 8
    days = dict(PolicyRevision.objects.filter(number__gte=6).values_list("number", "effective_on"))
    assert days == {6: date(2027, 12, 20), 7: date(2028, 1, 1), 8: date(2028, 2, 1)}
    assert [one.number for one in promulgation.announced(source())] == [8, 7]
    assert verify() == []


def test_after_it_the_announced_one_is_withdrawn_as_ever(announced: PolicyRevision, approver: Any, clock: Any) -> None:
    row = promulgated(correction())
    withdraw_revision(revision=row, actor=approver, reason_ja="誤り", reason_en="An error.")
    found = promulgation.newest(source())
    assert found
    assert found.number == 5
    clock.set("2028-02-01 00:00")
    assert states(clock, "2028-02-01 00:00")[5] == "in_force"


def test_nobody_is_told_twice_of_a_changed_purpose(policy_page: Any, clock: Any) -> None:
    announce_first(clock, purpose=True)
    notice = PurposeNotice.objects.get()
    row = promulgated(correction())
    assert row.change_kind == ChangeKind.PURPOSE
    assert PurposeNotice.objects.get() == notice
    assert PurposeNotice.objects.get().revision == row


def test_the_words_chosen_for_the_text_in_force_are_part_of_what_was_shown(
    announced: PolicyRevision, legal: Any, approver: Any, signed_in: SignIn
) -> None:
    saved(correction(anchor="security"), legal)
    choose(legal, "見た文です。")
    submit_draft(page=source(), actor=legal, shown=shown())
    seen = shown()
    choose(legal, "見ていない文です。")
    answer = decide(signed_in(approver), shown=seen)
    assert (answer.status_code, "changed" in answer.context, source().ledger.count()) == (409, True, 4)
