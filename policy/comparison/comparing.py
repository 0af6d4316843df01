"""Compares two revisions of the ledger, once per pair and language, and says of moved text where it went."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Protocol

from cluster_cms.comparison.text_diff import MarkKind
from cluster_cms.comparison.tokens import tokenise, weight
from cluster_cms.pages.languages import ENGLISH, JAPANESE
from policy.comparison.sections import Label, Place, Section, UnitChange, clauses, identity, opening
from policy.text.canonical import Document

# Words or characters: a shorter text may well stand in two places by chance.
LONG_ENOUGH = {JAPANESE: 10, ENGLISH: 5}
BLANKS = re.compile(r"\s+")
PAIRS_KEPT = 128  # comparisons in memory, per process
Stretch = tuple[str, Place]


class Revision(Protocol):
    """What a comparison needs of a revision; a row of the ledger has it."""

    @property
    def document_sha256(self) -> str: ...

    @property
    def content(self) -> Document: ...


@dataclass(frozen=True)
class Source:
    """A text known by its hash alone: two sources with one hash are one."""

    sha256: str
    revision: Revision = field(compare=False, repr=False)


@dataclass(frozen=True)
class Comparison:
    """How one text became another, in one language.

    Where a text does not exist in that language there is nothing to compare, and no section: `missing_old` and
    `missing_new` say so, `shared` names the languages in which both exist.
    """

    language: str
    sections: tuple[Section, ...]
    missing_old: bool = False
    missing_new: bool = False
    shared: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        return not (self.missing_old or self.missing_new)

    @cached_property
    def changed(self) -> bool:
        return any(section.label != Label.UNCHANGED for section in self.sections)

    def count(self, label: Label) -> int:
        """Return how many clauses have a label."""
        return sum(section.label == label for section in self.sections if section.here)


def compare(old: Revision, new: Revision, language: str) -> Comparison:
    """Return how one revision became another, in a language; computed once per pair of texts."""
    return compare_sources(Source(old.document_sha256, old), Source(new.document_sha256, new), language)


@lru_cache(maxsize=PAIRS_KEPT)
def compare_sources(old: Source, new: Source, language: str) -> Comparison:
    return compare_documents(old.revision.content, new.revision.content, language)


def compare_documents(old: Document, new: Document, language: str) -> Comparison:
    """Return how one canonical document became another, in a language."""
    missing_old, missing_new = (language not in document["languages"] for document in (old, new))
    shared = tuple(sorted(set(old["languages"]) & set(new["languages"])))
    if missing_old or missing_new:
        return Comparison(language, (), missing_old, missing_new, shared)
    sections = (opening(old, new, language), *clauses(old, new, language), identity(old, new, language))
    return Comparison(language, with_moved_text(sections, language), shared=shared)


def with_moved_text(sections: tuple[Section, ...], language: str) -> tuple[Section, ...]:
    """Return sections whose added or removed units name the place where the same words stand in the other text."""
    removed, added = list(places(sections, MarkKind.REMOVED)), list(places(sections, MarkKind.ADDED))
    return tuple(
        replace(section, units=tuple(with_place(unit, removed, added, language) for unit in section.units))
        for section in sections
    )


def places(sections: tuple[Section, ...], kind: MarkKind) -> Iterator[Stretch]:
    """Yield each marked stretch of one kind with its place."""
    for section in sections:
        clause = section.old if kind == MarkKind.REMOVED else section.new
        for unit in section.units:
            side = unit.old if kind == MarkKind.REMOVED else unit.new
            for run in unit.runs:
                if run.kind == kind and clause and side:
                    yield normalised(run.text), Place(clause.name, side.number)


def with_place(unit: UnitChange, removed: list[Stretch], added: list[Stretch], language: str) -> UnitChange:
    """Return an added or removed unit with the place of the same words among what was removed or added."""
    if unit.old and unit.new:
        return unit
    words = normalised(unit.here.text)
    if weight(tokenise(words, language), language) < LONG_ENOUGH[language]:
        return unit
    place = next((place for text, place in (removed if unit.new else added) if words in text), None)
    return replace(unit, elsewhere=place) if place else unit


def normalised(text: str) -> str:
    return BLANKS.sub(" ", text).strip()
