"""Telling text that went to another place from text that was newly written: when a clause is split, for instance."""

import re
from collections.abc import Iterator
from dataclasses import replace

from cluster_cms.languages import ENGLISH, JAPANESE
from policy.comparison.runs import Kind
from policy.comparison.sections import Section
from policy.comparison.tokens import tokenise, weight
from policy.comparison.units import Place, UnitChange

# Fewer words or characters may well stand in two places by chance.
TELLING = {JAPANESE: 10, ENGLISH: 5}
BLANKS = re.compile(r"\s+")
Stretch = tuple[str, Place]


def carried(sections: tuple[Section, ...], language: str) -> tuple[Section, ...]:
    """Return sections whose added or removed units name the place where the same words stand in the other text."""
    gone, come = list(places(sections, Kind.REMOVED)), list(places(sections, Kind.ADDED))
    return tuple(
        replace(section, units=tuple(placed(unit, gone, come, language) for unit in section.units))
        for section in sections
    )


def places(sections: tuple[Section, ...], kind: Kind) -> Iterator[Stretch]:
    """Yield each marked stretch of one kind with its place."""
    for section in sections:
        clause = section.old if kind == Kind.REMOVED else section.new
        for unit in section.units:
            side = unit.old if kind == Kind.REMOVED else unit.new
            for run in unit.runs:
                if run.kind == kind and clause and side:
                    yield folded(run.text), Place(clause.number, side.number)


def placed(unit: UnitChange, gone: list[Stretch], come: list[Stretch], language: str) -> UnitChange:
    if unit.old and unit.new:
        return unit
    words = folded(unit.here.text)
    if weight(tokenise(words, language), language) < TELLING[language]:
        return unit
    place = next((place for text, place in (gone if unit.new else come) if words in text), None)
    return replace(unit, elsewhere=place) if place else unit


def folded(text: str) -> str:
    return BLANKS.sub(" ", text).strip()
