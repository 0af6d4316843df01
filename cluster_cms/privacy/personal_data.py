"""Everything held about a person: each app names its part through the hook `register_personal_data_source`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.functional import Promise
from wagtail import hooks


@dataclass(frozen=True)
class Person:
    """Who has shown that a mailbox is theirs, and which references they named beside it.

    Mailboxes are shared: what somebody wrote is shown only under a reference in `opened`.
    """

    address: str
    opened: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Field:
    """One thing that is known: a stable name for programs, label and text for people, perhaps an address to read on."""

    name: str
    label: str
    text: str
    address: str = ""


@dataclass(frozen=True)
class DisclosedRecord:
    """One record about a person, with what belongs to it; `name` calls it among the parts of another."""

    title: str
    facts: list[Field] = field(default_factory=list)
    parts: list["DisclosedRecord"] = field(default_factory=list)
    name: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return the record for programs; parts of the same name stand in one list."""
        data: dict[str, Any] = {fact.name: fact.text for fact in self.facts}
        for part in self.parts:
            data.setdefault(part.name, []).append(part.as_data())
        return data


@dataclass(frozen=True)
class PersonalDataSource:
    """A part of what is held.

    `disclose` returns the person's records in the active language. `erase` runs in the caller's transaction, deletes
    them for good and returns one sentence, in the active language, for each thing that must stay.
    """

    name: str
    label: str | Promise
    models: tuple[type[models.Model], ...]
    disclose: Callable[[Person], Iterable[DisclosedRecord]]
    erase: Callable[[Person], Iterable[str]]


def personal_data_sources() -> list[PersonalDataSource]:
    """Return all sources, in the order in which they registered. The hook holds functions that return one."""
    return [register() for register in hooks.get_hooks("register_personal_data_source")]


def personal_models() -> set[type[models.Model]]:
    """Return the models that disclosure and deletion know of."""
    return {model for source in personal_data_sources() for model in source.models}
