"""Everything held about a person; each app registers its part (hook `register_personal_data_source`)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.functional import Promise
from wagtail import hooks

from cluster_cms.clock import TOKYO, tokyo_date, tokyo_time


@dataclass(frozen=True)
class Person:
    """Somebody who has proved to receive mail at `address`, and the references they have named.

    Mailboxes are shared, so what somebody wrote is disclosed only under a reference in `opened`.
    """

    address: str
    opened: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Field:
    """One disclosed value: a stable name for programs, label and text for people, and an optional link.

    `file_text` stands for the text in the file, where it is too long for the page or written for people alone.
    """

    name: str
    label: str
    text: str
    address: str = ""
    file_text: str = ""


def moment_field(name: str, label: str, moment: datetime) -> Field:
    """Return a moment in Tokyo: in words on the page, as ISO 8601 in the file."""
    return Field(name, label, tokyo_time(moment), file_text=moment.astimezone(TOKYO).isoformat(timespec="seconds"))


def day_field(name: str, label: str, day: date | datetime) -> Field:
    """Return a day in Tokyo: in words on the page, as ISO 8601 in the file."""
    iso = (day.astimezone(TOKYO).date() if isinstance(day, datetime) else day).isoformat()
    return Field(name, label, tokyo_date(day), file_text=iso)


@dataclass(frozen=True)
class DisclosedRecord:
    """One record about a person, with its parts; `name` is the key of a part in the data of its parent.

    `key` names the file behind it, where there is one: the page has a button for it.
    """

    title: str
    facts: list[Field] = field(default_factory=list)
    parts: list["DisclosedRecord"] = field(default_factory=list)
    name: str = ""
    key: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return the record for JSON; parts of the same name form one list."""
        data: dict[str, Any] = {fact.name: fact.file_text or fact.text for fact in self.facts}
        for part in self.parts:
            data.setdefault(part.name, []).append(part.as_data())
        return data


@dataclass(frozen=True)
class PersonalDataSource:
    """The personal data of one app.

    `disclose` returns the person's records in the active language. `erase` deletes them in the caller's transaction and
    returns one sentence, in the active language, for each record that must be kept.
    """

    name: str
    label: str | Promise
    models: tuple[type[models.Model], ...]
    disclose: Callable[[Person], Iterable[DisclosedRecord]]
    erase: Callable[[Person], Iterable[str]]


def personal_data_sources() -> list[PersonalDataSource]:
    """Return all sources in the order of their registration; the hook holds functions that return one."""
    return [register() for register in hooks.get_hooks("register_personal_data_source")]


def personal_models() -> set[type[models.Model]]:
    """Return all models that disclosure and deletion cover."""
    return {model for source in personal_data_sources() for model in source.models}
