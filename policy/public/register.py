"""The status of all revisions of a policy page at an instant, read once for a request, and their addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urljoin, urlsplit

from wagtail.models import Page

from cluster_cms import clock
from cluster_cms.pages.absolute import absolute
from cluster_cms.pages.sites import language_of
from policy.ledger.revision_status import RevisionState, RevisionStatus, statuses, statuses_of


@dataclass(frozen=True)
class PolicyAddresses:
    """Addresses in the language of a page, without the host."""

    page: Page

    @property
    def current(self) -> str:
        return str(self.page.url)

    @property
    def upcoming(self) -> str:
        return self.below("upcoming")

    @property
    def history(self) -> str:
        return self.below("history")

    @property
    def history_json(self) -> str:
        return self.file("history_json")

    @property
    def feed(self) -> str:
        return self.file("feed")

    @property
    def picker(self) -> str:
        return self.below("pick")

    def revision(self, number: int) -> str:
        return self.below("revision", number)

    def revision_json(self, number: int) -> str:
        return self.file("revision_json", number)

    def comparison(self, old: int, new: int, *, table: bool = False, show_all: bool = False) -> str:
        options = [*(["view=table"] if table else []), *(["all=1"] if show_all else [])]
        return "?".join(filter(None, (self.below("comparison", old, new), "&".join(options))))

    def comparison_file(self, old: int, new: int, kind: str, *, show_all: bool = False) -> str:
        return self.file("comparison_file", old, new, kind) + ("?all=1" if show_all else "")

    def below(self, name: str, *values: object) -> str:
        return f"{self.current}{self.page.reverse_subpage(name, values)}"

    def file(self, name: str, *values: object) -> str:
        """Return an address of a file: Wagtail's routes end in a slash, a file does not."""
        return self.below(name, *values).removesuffix("/")

    def whole(self, address: str) -> str:
        """Return an address with scheme and host."""
        return urljoin(absolute(str(self.page.url)), address)

    @property
    def host(self) -> str:
        return urlsplit(absolute("")).hostname or ""


Context = dict[str, Any]


@dataclass(frozen=True)
class Register:
    """The status of every revision at the instant `at`, newest first, for a page in one language."""

    page: Page
    at: datetime
    statuses: Sequence[RevisionStatus]

    @property
    def language(self) -> str:
        return language_of(self.page)

    @cached_property
    def addresses(self) -> PolicyAddresses:
        return PolicyAddresses(self.page)

    @cached_property
    def in_force(self) -> RevisionStatus | None:
        return next((one for one in self.statuses if one.state == RevisionState.IN_FORCE), None)

    @cached_property
    def announced(self) -> list[RevisionStatus]:
        """What is announced and will come into force, in the order in which it does."""
        announced = [one for one in self.statuses if one.state == RevisionState.ANNOUNCED]
        return sorted(announced, key=lambda one: (one.revision.effect_at, one.revision.number))

    def find(self, number: int) -> RevisionStatus | None:
        return next((one for one in self.statuses if one.revision.number == number), None)

    def older_first(self, one: int, other: int) -> tuple[int, int]:
        """Return two numbers in the order of the history; numbers that no revision has stay as they are."""
        places = {status.revision.number: -place for place, status in enumerate(self.statuses)}
        known = one in places and other in places
        return (other, one) if known and places[one] > places[other] else (one, other)

    def in_force_at(self, moment: datetime) -> RevisionStatus | None:
        """Return the revision in force at another instant, with its status of now; ahead, by what is announced now."""
        rows = [one.revision for one in self.statuses]
        then = (one.revision.number for one in statuses_of(rows, moment) if one.state == RevisionState.IN_FORCE)
        number = next(then, None)
        return None if number is None else self.find(number)

    @property
    def next_change(self) -> datetime | None:
        """The next instant at which another revision comes into force without anybody doing anything."""
        return self.announced[0].revision.effect_at if self.announced else None


def read_register(page: Page) -> Register:
    """Return the status of all revisions of a page, or of the source of an alias, at this instant."""
    now = clock.now()
    return Register(page, now, statuses(ledger_of(page), at=now))


def ledger_of(page: Page) -> int:
    """Return the id under which the ledger knows a page: an alias reads its source's."""
    return int(page.alias_of_id or page.pk)
