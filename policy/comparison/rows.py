"""The rows of a comparison table: new text, old text, remarks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from policy import numbering
from policy.comparison.marks import bare_html, marked_html
from policy.comparison.naming import history_of, item_name, journey_of, unit_names, unit_path
from policy.comparison.runs import Kind, is_changed, side
from policy.comparison.sections import Section
from policy.comparison.units import Unit, UnitChange
from policy.rendering import Clause

EMPTY = SafeString("")


@dataclass(frozen=True)
class Line:
    """A line of a cell: a number and its text; a note such as （新設） is set apart."""

    number: SafeString
    text: SafeString
    note: str = ""


@dataclass(frozen=True)
class Row:
    """New text, old text, and what there is to remark."""

    new: list[Line]
    old: list[Line]
    remarks: list[str] = field(default_factory=list)


def rows_of(units: Sequence[UnitChange], language: str, show_all: bool) -> Iterator[Row]:
    """Yield the rows of a section; neighbours that are alike share one."""
    for (sort, _index), group in groupby(enumerate(units), key=lambda entry: sort_of(entry[0], entry[1], show_all)):
        alike = [unit for _position, unit in group]
        if sort == "left out":
            yield left_out_units(alike, language)
        elif sort in ("added", "removed"):
            yield whole_row(alike, language, added=sort == "added")
        else:
            yield pair_row(alike[0], language)


def sort_of(index: int, unit: UnitChange, show_all: bool) -> tuple[str, int]:
    """Tell which neighbours go together: those left out, those added, those removed; a revised unit stands alone."""
    if unit.whole:
        return ("added" if unit.new else "removed", -1)
    return ("pair", index) if unit.changed or show_all else ("left out", -1)


def pair_row(unit: UnitChange, language: str) -> Row:
    """Return a unit as it stands in both texts, each side with its own marks."""
    return Row(
        [side_line(unit, unit.new, Kind.ADDED, language)],
        [side_line(unit, unit.old, Kind.REMOVED, language)],
    )


def side_line(unit: UnitChange, here: Unit | None, kind: Kind, language: str) -> Line:
    number = bare_html(unit_label(here or unit.here), kind if unit.renumbered else Kind.SAME)
    return numbered(number, marked_html(side(unit.runs, kind), language), language)


def whole_row(units: Sequence[UnitChange], language: str, *, added: bool) -> Row:
    """Return wholly added or removed units beside the customary note that there is nothing on the other side."""
    kind = Kind.ADDED if added else Kind.REMOVED
    lines = [
        numbered(bare_html(unit_label(unit.here), kind), marked_html(unit.runs, language), language) for unit in units
    ]
    remarks = told(*(journey_of(unit) for unit in units))
    if added:
        return Row(lines, [note(pgettext("comparison table", "(new)"))], remarks)
    return Row([note(pgettext("comparison table", "(removed)"))], lines, remarks)


def heading_row(section: Section, language: str) -> Iterator[Row]:
    """Yield a row for the heading when it, or the number before it, is another."""
    old, new = section.old, section.new
    if old and new and (is_changed(section.heading) or old.number != new.number):
        renumbered = old.number != new.number
        yield Row(
            [heading_line(section, new, Kind.ADDED, renumbered, language)],
            [heading_line(section, old, Kind.REMOVED, renumbered, language)],
            told(history_of(section)),
        )


def heading_line(section: Section, clause: Clause, kind: Kind, renumbered: bool, language: str) -> Line:
    number = bare_html(item_name(clause.number), kind if renumbered else Kind.SAME)
    return numbered(number, marked_html(side(section.heading, kind), language), language)


def left_out_units(units: Sequence[UnitChange], language: str) -> Row:
    """Return unchanged units as one row: paragraphs by the note alone, items by their numbers."""
    return Row(
        left_out_lines([unit.new for unit in units if unit.new], language),
        left_out_lines([unit.old for unit in units if unit.old], language),
    )


def left_out_lines(units: Sequence[Unit], language: str) -> list[Line]:
    groups = groupby(units, key=lambda unit: bool(unit.number))
    return [left_out(unit_names(list(group), language), language) for _numbered, group in groups]


def left_out(name: str, language: str) -> Line:
    return numbered(escape(name), EMPTY, language, pgettext("comparison table", "(unchanged)"))


def numbered(number: SafeString, text: SafeString, language: str, words: str = "") -> Line:
    return Line(format_html("{}{}", number, numbering.GAP[language]) if number else number, text, words)


def note(words: str) -> Line:
    return Line(EMPTY, EMPTY, words)


def unit_label(unit: Unit) -> str:
    """Return what stands before a unit: its number under that of its item, or the name of the field."""
    return str(unit.label) or unit_path(unit)


def told(*remarks: str) -> list[str]:
    """Return remarks without empty and repeated ones."""
    return list(dict.fromkeys(filter(None, remarks)))
