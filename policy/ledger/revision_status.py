"""The status of each revision at an instant, when that changes next, and which clause makes which promise."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Min
from django.utils.translation import gettext, gettext_lazy

from cluster_cms import clock
from policy.models.events import EventKind, PolicyEvent
from policy.models.revisions import PolicyRevision

# The permanent addresses of the clauses as this site's own texts name them; in other texts item 8 is the eighth clause.
LINKED_SITES = 8
ANCHORS = {
    1: "purpose",
    2: "security",
    3: "third-parties",
    4: "accuracy-and-requests",
    5: "cookies",
    6: "statistics",
    7: "revision",
    8: "linked-sites",
    9: "desk",
}


def next_change(at: datetime) -> datetime | None:
    """Return the next instant after `at` at which a revision comes into force; for the hook `register_freshness_end`.

    One that is to be in force today already was at midnight or when it was announced.
    """
    ahead = PolicyRevision.objects.not_withdrawn().filter(effective_on__gt=at.astimezone(clock.TOKYO).date())
    day = ahead.aggregate(first=Min("effective_on"))["first"]
    return clock.midnight(day) if day else None


def promised_clauses(row: PolicyRevision) -> Iterator[tuple[int, int, str]]:
    """Yield each of the nine promises with the number and the anchor of the clause that makes it.

    A promise whose clause was taken out is left out. In a text of other anchors the eighth clause makes promise 8.
    """
    anchors = [clause["anchor"] for clause in row.content["clauses"]]
    known = set(ANCHORS.values()) & set(anchors)
    for promise, anchor in ANCHORS.items():
        if anchor in known:
            yield promise, anchors.index(anchor) + 1, anchor
        elif not known and promise <= len(anchors):
            yield promise, promise, anchors[promise - 1]


class RevisionState(models.TextChoices):
    """The states of a revision, in the words of the public pages."""

    ANNOUNCED = "announced", gettext_lazy("Announced, not yet in force")
    OVERTAKEN = "overtaken", gettext_lazy("Announced, overtaken before effect")
    IN_FORCE = "in_force", gettext_lazy("In force")
    REPLACED = "replaced", gettext_lazy("Replaced")
    WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn, never in force")


@dataclass(frozen=True)
class RevisionStatus:
    """A revision, its state, and its neighbours among those that were not withdrawn: what ended it, what it ended."""

    revision: PolicyRevision
    state: RevisionState
    successor: PolicyRevision | None
    before: PolicyRevision | None
    withdrawal: PolicyEvent | None = None
    entered_late: bool = False  # after a revision that took effect later: its number is higher than its place

    @property
    def last_day(self) -> date | None:
        """The last day (Tokyo) on which the revision was in force."""
        if self.successor is None or self.state != RevisionState.REPLACED:
            return None
        return (self.successor.effect_at - timedelta(microseconds=1)).astimezone(clock.TOKYO).date()

    @property
    def never(self) -> str:
        """Return in words why it is in force on no day; empty where it was or will be."""
        if self.state == RevisionState.WITHDRAWN:
            return gettext("withdrawn, never in force")
        return "" if self.comes_into_force else gettext("overtaken, never in force")

    @property
    def comes_into_force(self) -> bool:
        """Return whether it was or will be in force: not if withdrawn, nor if a successor has the same instant."""
        if self.state == RevisionState.WITHDRAWN:
            return False
        return self.successor is None or self.revision.effect_at < self.successor.effect_at


def statuses(page_id: int | None, *, at: datetime) -> list[RevisionStatus]:
    """Return all revisions of a page with their states, newest first."""
    rows = PolicyRevision.objects.of(page_id).without_texts().newest_first().prefetch_related("events")
    return list(statuses_of(list(rows), at))


def statuses_of(rows: list[PolicyRevision], at: datetime) -> Iterator[RevisionStatus]:
    """Yield the status of each row, newest first as they came. A withdrawn one is nobody's successor or predecessor."""
    successor: PolicyRevision | None = None
    in_force_seen, lowest = False, sys.maxsize
    for index, row in enumerate(rows):
        late, lowest = row.number > lowest, min(lowest, row.number)
        before = next((older for older in rows[index + 1 :] if not withdrawn(older, at)), None)
        event = withdrawn(row, at)
        if event:
            yield RevisionStatus(row, RevisionState.WITHDRAWN, None, before, event)
            continue
        if row.effect_at > at:
            overtaken = successor is not None and successor.effect_at <= row.effect_at
            state = RevisionState.OVERTAKEN if overtaken else RevisionState.ANNOUNCED
        else:
            state = RevisionState.REPLACED if in_force_seen else RevisionState.IN_FORCE
            in_force_seen = True
        yield RevisionStatus(row, state, successor, before, entered_late=late)
        if successor is None or row.effect_at <= successor.effect_at:
            successor = row


def withdrawn(row: PolicyRevision, at: datetime) -> PolicyEvent | None:
    """Return the event by which a revision had been withdrawn by an instant."""
    return next((one for one in row.events.all() if one.kind == EventKind.WITHDRAWAL and one.at <= at), None)
