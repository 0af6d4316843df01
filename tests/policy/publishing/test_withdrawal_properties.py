"""Overlapping announcements and withdrawals: what is in force is what the definition says, at every instant."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cluster_cms import clock as tokyo
from policy.ledger.revision_status import RevisionState, statuses
from policy.ledger.verification import chain_faults
from policy.ledger.writer import append_revision
from policy.models.approval import SignOff
from policy.models.revisions import ChangeKind, PolicyRevision
from policy.publishing import promulgation
from policy.publishing.publication_rules import terms_of
from policy.publishing.withdrawal import withdraw_revision
from tests.policy.drafting import person, source

START = datetime(2027, 12, 1, 10, tzinfo=tokyo.TOKYO)
ACTIONS = st.lists(
    st.tuples(st.sampled_from(["announce", "withdraw"]), st.integers(0, 5), st.integers(1, 80)), max_size=7
)
Entry = tuple[int, datetime, datetime | None]  # number, effect, withdrawal


def announce(days: int) -> PolicyRevision:
    """Append a revision whose effective date is no sooner than the latest one announced."""
    page, earliest = source(), promulgation.pending_on(source()) or tokyo.today()
    return append_revision(
        page=page,
        revision=page.live_revision,
        terms=terms_of(page),
        languages=("ja", "en"),
        change_kind=ChangeKind.SUBSTANTIVE,
        promulgated_at=tokyo.now(),
        effective_on=earliest + timedelta(days=days),
        recorded_at_publication=True,
        sign_off=SignOff(None, None),
    )


def by_definition(entries: list[Entry], at: datetime) -> int:
    """Return the highest number, not withdrawn by then, whose effective instant has passed."""
    return max(number for number, effect, gone in entries if effect <= at and not (gone and gone <= at))


def perform(actions: list[tuple[str, int, int]], clock: Any) -> list[Entry]:
    entries: dict[int, Entry] = {3: (3, PolicyRevision.objects.get(number=3).effect_at, None)}
    now = clock.set(START)
    for action, days, hours in actions:
        announced = promulgation.announced(source())
        if action == "announce":
            row = announce(days)
            entries[row.number] = (row.number, row.effect_at, None)
        elif announced:
            row = announced[0]
            withdraw_revision(revision=row, actor=person("Approver"), reason_ja="理由", reason_en="Reason")
            entries[row.number] = (row.number, row.effect_at, now)
        now = clock.forward(hours=hours)
    return list(entries.values())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=ACTIONS)
def test_in_force_is_what_the_definition_says(
    policy_page: Any, clock: Any, actions: list[tuple[str, int, int]]
) -> None:
    with transaction.atomic():
        entries = perform(actions, clock)
        assert list(chain_faults()) == []
        moments = [START, *(moment for entry in entries for moment in entry[1:] if moment and moment >= START)]
        for at in (moment + timedelta(seconds=shift) for moment in moments for shift in (-1, 0, 1)):
            if at >= START:
                compare(entries, at)
        transaction.set_rollback(True)


def compare(entries: list[Entry], at: datetime) -> None:
    expected = by_definition(entries, at)
    row = promulgation.in_force(page=source(), at=at)
    assert row is not None
    assert row.number == expected
    states = [one.revision.number for one in statuses(source().pk, at=at) if one.state == RevisionState.IN_FORCE]
    assert states == [expected]
