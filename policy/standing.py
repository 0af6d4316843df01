"""How each revision stands at an instant: announced, in force, or replaced."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from policy.ledger import PolicyRevision


class State(models.TextChoices):
    """The states of a revision, in the words of the public pages."""

    ANNOUNCED = "announced", _("Announced, not yet in force")
    IN_FORCE = "in_force", _("In force")
    REPLACED = "replaced", _("Replaced")


@dataclass(frozen=True)
class Standing:
    """A revision, its state, and the revision that ended or will end it."""

    revision: PolicyRevision
    state: State
    successor: PolicyRevision | None
    before: PolicyRevision | None

    @property
    def last_day(self) -> date | None:
        """The last day (Tokyo) on which the revision was in force."""
        if self.successor is None or self.state != State.REPLACED:
            return None
        return (self.successor.effect_at - timedelta(microseconds=1)).astimezone(clock.TOKYO).date()

    @property
    def was_in_force(self) -> bool:
        """Tell whether it ever held: a successor of the same instant leaves it no time."""
        return self.successor is None or self.revision.effect_at < self.successor.effect_at


def standings(page_id: int | None, *, at: datetime) -> list[Standing]:
    """Return all revisions of a page with their states, newest first."""
    rows = list(PolicyRevision.objects.of(page_id).without_texts().newest_first())
    return list(judge(rows, at))


def judge(rows: list[PolicyRevision], at: datetime) -> Iterator[Standing]:
    """Yield how each row stands; `rows` are newest first."""
    successor: PolicyRevision | None = None
    in_force_seen = False
    for index, row in enumerate(rows):
        before = rows[index + 1] if index + 1 < len(rows) else None
        if row.effect_at > at:
            state = State.ANNOUNCED
        else:
            state = State.REPLACED if in_force_seen else State.IN_FORCE
            in_force_seen = True
        yield Standing(row, state, successor, before)
        if successor is None or row.effect_at <= successor.effect_at:
            successor = row
