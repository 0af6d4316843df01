"""An announced revision is withdrawn by an event of its own: before effect, the newest first, by an approver."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from cluster_cms.security.append_only import AppendOnlyError
from cluster_cms.security.audit import AuditEntry
from policy.ledger.revision_status import RevisionState, statuses
from policy.ledger.verification import verify
from policy.models.events import PolicyEvent
from policy.models.revisions import PolicyRevision
from policy.pages import PolicyPage
from policy.publishing import promulgation
from policy.publishing.withdrawal import effect_of_withdrawal, reset_draft, withdraw_revision
from policy.text.refusal import PublicationRefused
from tests.policy.drafting import good_draft, promulgated, source
from tests.policy.ledger.test_chain import tamper

WORDS = {"reason_ja": "時期を改めます。", "reason_en": "Another time."}


def announce(words: str, effective_on: date) -> PolicyRevision:
    page = good_draft(words)
    page.effective_on = effective_on
    return promulgated(page)


@pytest.fixture
def announced(policy_page: Any, clock: Any) -> PolicyRevision:
    """Revision 4: announced on 1 December 2027, in force from 1 January 2028."""
    clock.set("2027-12-01 10:00")
    return announce("In the new year.", date(2028, 1, 1))


def codes(revision: PolicyRevision, actor: Any, **words: str) -> set[str]:
    with pytest.raises(PublicationRefused) as refusal:
        withdraw_revision(revision=revision, actor=actor, **{**WORDS, **words})
    return {reason.code for reason in refusal.value.reasons}


def test_a_withdrawn_revision_is_never_in_force(announced: PolicyRevision, approver: Any, clock: Any) -> None:
    withdraw_revision(revision=announced, actor=approver, **WORDS)
    clock.set("2028-02-01 10:00")
    row = promulgation.policy_in_force()
    assert row is not None
    assert row.number == 3
    states = {one.revision.number: one.state for one in statuses(source().pk, at=clock.set("2028-02-01 10:00"))}
    assert states == {
        4: RevisionState.WITHDRAWN,
        3: RevisionState.IN_FORCE,
        2: RevisionState.REPLACED,
        1: RevisionState.REPLACED,
    }


def test_the_event_continues_the_chain_and_the_next_revision_continues_it(
    announced: PolicyRevision, approver: Any
) -> None:
    event = withdraw_revision(revision=announced, actor=approver, **WORDS)
    assert (event.position, event.previous_hash) == (announced.position + 1, announced.row_hash)
    following = promulgated(good_draft("Again."))
    assert (following.number, following.position, following.previous_hash) == (5, event.position + 1, event.row_hash)
    assert verify() == []


def test_the_withdrawal_is_audited(announced: PolicyRevision, approver: Any) -> None:
    withdraw_revision(revision=announced, actor=approver, **WORDS)
    entry = AuditEntry.objects.latest("position")
    assert (entry.action, entry.subject, entry.actor_id) == ("policy.withdrawn", "policy:4", approver.pk)


def test_nobody_but_an_approver_withdraws(announced: PolicyRevision, legal: Any, admin: Any) -> None:
    assert codes(announced, legal) == codes(announced, admin) == {"who"}


def test_what_is_in_force_is_not_withdrawn(announced: PolicyRevision, approver: Any, clock: Any) -> None:
    clock.set("2028-01-01 00:00")
    assert codes(announced, approver) == {"effect"}
    assert codes(PolicyRevision.objects.get(number=3), approver) == {"effect"}


def test_nothing_is_withdrawn_twice(announced: PolicyRevision, approver: Any) -> None:
    withdraw_revision(revision=announced, actor=approver, **WORDS)
    assert codes(announced, approver) == {"effect"}


def test_the_newest_announcement_goes_first(announced: PolicyRevision, approver: Any) -> None:
    later = announce("Later.", date(2028, 2, 1))
    assert codes(announced, approver) == {"newest"}
    withdraw_revision(revision=later, actor=approver, **WORDS)
    withdraw_revision(revision=announced, actor=approver, **WORDS)
    assert promulgation.pending_on(source()) is None


@pytest.mark.parametrize("field", WORDS)
def test_a_reason_is_given_in_both_languages(field: str, announced: PolicyRevision, approver: Any) -> None:
    assert codes(announced, approver, **{field: "  "}) == {"reason"}


def test_something_sooner_is_possible_after_a_withdrawal(announced: PolicyRevision, approver: Any) -> None:
    page = good_draft("Sooner.")
    page.effective_on = date(2027, 12, 24)
    assert [reason.code for reason in promulgation.blocking_reasons(page)] == ["before_announced"]
    withdraw_revision(revision=announced, actor=approver, **WORDS)
    assert promulgation.blocking_reasons(page) == []


def test_the_same_text_may_be_announced_again(announced: PolicyRevision, approver: Any) -> None:
    withdraw_revision(revision=announced, actor=approver, **WORDS)
    page: PolicyPage = announced.wagtail_revision.as_object()
    page.live, page.live_revision_id = True, source().live_revision_id
    assert promulgated(page).document_sha256 == announced.document_sha256


def test_one_click_returns_the_draft_to_what_stands(announced: PolicyRevision, approver: Any, legal: Any) -> None:
    withdraw_revision(revision=announced, actor=approver, **WORDS)
    reset_draft(page=source(), actor=legal)
    draft = source().get_latest_revision_as_object()
    assert "In the new year." not in str(draft.clauses.raw_data)
    assert (draft.change_kind, draft.effective_on) == ("", None)
    assert {reason.code for reason in promulgation.blocking_reasons(draft)} == {"kind", "summary", "same", "approval"}


def test_of_two_announcements_the_one_that_stands_is_the_base_of_the_next_draft(
    announced: PolicyRevision, approver: Any, legal: Any
) -> None:
    later = announce("Later.", date(2028, 2, 1))
    withdraw_revision(revision=later, actor=approver, **WORDS)
    assert reset_draft(page=source(), actor=legal) == announced
    draft = source().get_latest_revision_as_object()
    assert "In the new year." in str(draft.clauses.raw_data)
    assert "Later." not in str(draft.clauses.raw_data)
    draft.effective_on = date(2028, 2, 1)
    assert "undone" not in {warning.code for warning in promulgation.warnings(draft)}
    assert promulgation.announced(source()) == [announced]


def test_a_withdrawal_says_beforehand_what_it_undoes_and_what_then_stands(announced: PolicyRevision) -> None:
    later = announce("Later.", date(2028, 2, 1))
    effect = effect_of_withdrawal(later, "en")
    assert (effect.stands, effect.ahead) == (announced, True)
    assert [heading.split()[0] for heading in effect.headings] == ["2"]
    first = effect_of_withdrawal(announced, "ja")
    assert first.stands is not None
    assert (first.stands.number, first.ahead) == (3, False)


def test_nobody_else_resets_the_draft(announced: PolicyRevision, admin: Any) -> None:
    latest = source().latest_revision_id
    with pytest.raises(PublicationRefused):
        reset_draft(page=source(), actor=admin)
    assert source().latest_revision_id == latest


@pytest.mark.parametrize(
    "statement", ["UPDATE policy_policyevent SET reason_en = 'x'", "DELETE FROM policy_policyevent"]
)
def test_the_database_refuses_to_change_an_event(statement: str, announced: PolicyRevision, approver: Any) -> None:
    withdraw_revision(revision=announced, actor=approver, **WORDS)
    with pytest.raises(AppendOnlyError):
        PolicyEvent.objects.get().delete()
    with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("column", ["reason_ja", "actor_name", "app_version"])
def test_a_changed_event_is_found(column: str, announced: PolicyRevision, approver: Any) -> None:
    withdraw_revision(revision=announced, actor=approver, **WORDS)
    tamper(f"UPDATE policy_policyevent SET {column} = {column} || '.'", table="policy_policyevent")  # noqa: S608 - a column of ours
    assert verify()[0].startswith("the withdrawal of revision 4")


def test_a_lost_event_is_found_when_something_follows(announced: PolicyRevision, approver: Any) -> None:
    withdraw_revision(revision=announced, actor=approver, **WORDS)
    promulgated(good_draft("Again."))
    tamper("DELETE FROM policy_policyevent", table="policy_policyevent")
    assert verify()[0] == "a row before revision 5 is missing"
