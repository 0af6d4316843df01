"""Evidence that the items of the policy are kept, as apps give it to `/promises/` (hook `register_promise_evidence`).

The hook takes a function without arguments that returns evidence in the active language. A figure is measured while the
page is made, or by a nightly check; the latter carries its time and becomes stale.
"""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import Error
from django.utils.translation import gettext as _
from wagtail import hooks

from cluster_cms import clock

logger = logging.getLogger(__name__)
STALE_AFTER = timedelta(hours=30)  # one nightly check was missed
FAILED_AFTER = timedelta(hours=48)  # two were missed
FEW = 5  # a smaller number of people could identify one of them


class State(StrEnum):
    PASSED = "passed"
    STALE = "stale"
    FAILED = "failed"


@dataclass(frozen=True)
class Evidence:
    """A figure, what it counts, and whether the promise holds.

    `why` is shown when the check has not passed: what happened and what comes next. `nightly` figures become stale.
    `people`: the figure counts people or what they sent, so 1 to 4 are shown as "fewer than 5". Staff find the list
    behind the number at `list_url`, or among the measurements of the nightly check `check_name`.
    """

    item: int
    label: str
    figure: int | str
    unit: str = ""
    holds: bool = True
    why: str = ""
    measured_at: datetime = field(default_factory=clock.now)
    nightly: bool = False
    people: bool = False
    list_url: str = ""
    check_name: str = ""

    @property
    def age(self) -> timedelta:
        return clock.now() - self.measured_at

    @property
    def state(self) -> State:
        """Return the state now: failed when the promise does not hold or the figure is two days old."""
        if not self.holds or (self.nightly and self.age > FAILED_AFTER):
            return State.FAILED
        return State.STALE if self.nightly and self.age > STALE_AFTER else State.PASSED

    @property
    def changes_at(self) -> datetime | None:
        """Return the next instant at which the state changes by age; None when it does not."""
        ends = [self.measured_at + limit for limit in (STALE_AFTER, FAILED_AFTER)] if self.nightly else []
        return next((end for end in ends if end > clock.now()), None)

    @property
    def is_few(self) -> bool:
        return self.people and isinstance(self.figure, int) and 0 < self.figure < FEW

    @property
    def in_words(self) -> bool:
        return self.is_few or isinstance(self.figure, str)

    @property
    def shown(self) -> str:
        """Return the figure as it is shown to the public."""
        return _("fewer than 5") if self.is_few else str(self.figure)

    @property
    def explanation(self) -> str:
        """Return why the check has not passed and what comes next; empty when it has passed."""
        if self.state == State.PASSED:
            return ""
        if not self.holds:
            return self.why or _("This check has failed. Somebody is looking into it.")
        return _("The nightly check has not run since. It is tried again every night; somebody is looking into it.")


@dataclass(frozen=True)
class Findings:
    """All evidence by item, and how many checks could not be made at all."""

    evidence: tuple[Evidence, ...]
    unanswered: int

    def of(self, item: int) -> list[Evidence]:
        return [one for one in self.evidence if one.item == item]

    def state(self, item: int) -> State:
        """Return the worst state of an item; an item without any evidence has not been checked."""
        states = {one.state for one in self.of(item)} or {State.FAILED}
        return next(state for state in (State.FAILED, State.STALE, State.PASSED) if state in states)

    def changes_at(self) -> datetime | None:
        return min(filter(None, (one.changes_at for one in self.evidence)), default=None)


def gather() -> Findings:
    """Collect the evidence of all apps; a check that raises is counted as unanswered. Raises django.db.Error."""
    found: list[Evidence] = []
    unanswered = 0
    for collect in hooks.get_hooks("register_promise_evidence"):
        try:
            found += collect() or ()
        except Error:
            raise
        except Exception:
            logger.exception("evidence of %s failed", collect.__module__)
            unanswered += 1
    return Findings(tuple(found), unanswered)
