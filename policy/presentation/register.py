"""The register: all revisions of one policy page as they stand at an instant, read once for a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from wagtail.models import Page

from policy.presentation.addresses import Addresses
from policy.standing import Standing, State, judge, standings

Context = dict[str, Any]


@dataclass(frozen=True)
class Register:
    """The standing of every revision, newest first, for a page in one language."""

    page: Page
    at: datetime
    standings: Sequence[Standing]

    @property
    def language(self) -> str:
        return str(self.page.locale.language_code)

    @cached_property
    def addresses(self) -> Addresses:
        return Addresses(self.page)

    @cached_property
    def in_force(self) -> Standing | None:
        return next((one for one in self.standings if one.state == State.IN_FORCE), None)

    @cached_property
    def announced(self) -> list[Standing]:
        """What is announced and not yet in force, in the order in which it takes effect."""
        announced = [one for one in self.standings if one.state == State.ANNOUNCED]
        return sorted(announced, key=lambda one: (one.revision.effect_at, one.revision.number))

    def find(self, number: int) -> Standing | None:
        return next((one for one in self.standings if one.revision.number == number), None)

    def in_force_at(self, moment: datetime) -> Standing | None:
        """Return what was in force at an earlier instant, as it stands now."""
        rows = [one.revision for one in self.standings]
        then = (one.revision.number for one in judge(rows, moment) if one.state == State.IN_FORCE)
        number = next(then, None)
        return None if number is None else self.find(number)

    @property
    def next_change(self) -> datetime | None:
        """The next instant at which another revision comes into force without anybody doing anything."""
        return self.announced[0].revision.effect_at if self.announced else None


def consult(page: Page, *, at: datetime) -> Register:
    """Return how all revisions of a page, or of the source of an alias, stand at an instant."""
    return Register(page, at, standings(ledger_of(page), at=at))


def ledger_of(page: Page) -> int:
    """Return the id under which the ledger knows a page: an alias reads its source's."""
    return int(page.alias_of_id or page.pk)
