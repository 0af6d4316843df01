"""Comparing two revisions of the ledger, once per pair and language."""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Protocol

from policy.canonical import Document
from policy.comparison.carrying import carried
from policy.comparison.sections import Label, Section, clauses, identity, opening

PAIRS_KEPT = 128  # comparisons in memory, per process


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
    return Comparison(language, carried(sections, language), shared=shared)
