"""The comparison table (新旧対照表): new and old text side by side, with remarks, unchanged parts left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from cluster_cms.comparison.marking import bare_html, marked_html
from cluster_cms.comparison.text_diff import MarkKind, is_changed, side
from policy.comparison.comparing import Comparison
from policy.comparison.display import (
    clause_names,
    former_number,
    grouped,
    moved_from_or_to,
    unit_names,
    unit_path,
)
from policy.comparison.sections import Label, Section, Unit, UnitChange
from policy.text import numbering
from policy.text.rendering import Clause

EMPTY = SafeString("")


@dataclass(frozen=True)
class TableLine:
    """A line of a cell: a number and its text; a note such as （新設） is set apart."""

    number: SafeString
    text: SafeString
    note: str = ""


@dataclass(frozen=True)
class Row:
    """New text, old text, and what there is to remark."""

    new: list[TableLine]
    old: list[TableLine]
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
    """Return the key of neighbours that share a row: left out, added or removed; a revised unit has its own."""
    if unit.whole:
        return ("added" if unit.new else "removed", -1)
    return ("pair", index) if unit.changed or show_all else ("left out", -1)


def pair_row(unit: UnitChange, language: str) -> Row:
    """Return a unit as it stands in both texts, each side with its own marks."""
    return Row(
        [side_line(unit, unit.new, MarkKind.ADDED, language)], [side_line(unit, unit.old, MarkKind.REMOVED, language)]
    )


def side_line(unit: UnitChange, here: Unit | None, kind: MarkKind, language: str) -> TableLine:
    number = bare_html(unit_label(here or unit.here), kind if unit.renumbered else MarkKind.SAME)
    return numbered(number, marked_html(side(unit.runs, kind), language), language)


def whole_row(units: Sequence[UnitChange], language: str, *, added: bool) -> Row:
    """Return wholly added or removed units beside the customary note that there is nothing on the other side."""
    kind = MarkKind.ADDED if added else MarkKind.REMOVED
    lines = [
        numbered(bare_html(unit_label(unit.here), kind), marked_html(unit.runs, language), language) for unit in units
    ]
    remarks = without_repeats(*(moved_from_or_to(unit) for unit in units))
    if added:
        return Row(lines, [note(pgettext("comparison table", "(new)"))], remarks)
    return Row([note(pgettext("comparison table", "(removed)"))], lines, remarks)


def heading_row(section: Section, language: str) -> Iterator[Row]:
    """Yield a row for the heading when it, or the number before it, is another."""
    old, new = section.old, section.new
    if old and new and (is_changed(section.heading) or old.name != new.name):
        renumbered = bool(old.number) and old.name != new.name
        yield Row(
            [heading_line(section, new, MarkKind.ADDED, renumbered, language)],
            [heading_line(section, old, MarkKind.REMOVED, renumbered, language)],
            without_repeats(former_number(section)),
        )


def heading_line(section: Section, clause: Clause, kind: MarkKind, renumbered: bool, language: str) -> TableLine:
    number = bare_html(clause.name if clause.number else "", kind if renumbered else MarkKind.SAME)
    return numbered(number, marked_html(side(section.heading, kind), language), language)


def left_out_units(units: Sequence[UnitChange], language: str) -> Row:
    """Return unchanged units as one row: paragraphs by the note alone, items by their numbers."""
    return Row(
        left_out_lines([unit.new for unit in units if unit.new], language),
        left_out_lines([unit.old for unit in units if unit.old], language),
    )


def left_out_lines(units: Sequence[Unit], language: str) -> list[TableLine]:
    groups = groupby(units, key=lambda unit: bool(unit.number))
    return [left_out(unit_names(list(group), language), language) for _numbered, group in groups]


def left_out(name: str, language: str) -> TableLine:
    return numbered(escape(name), EMPTY, language, pgettext("comparison table", "(unchanged)"))


def numbered(number: SafeString, text: SafeString, language: str, words: str = "") -> TableLine:
    return TableLine(format_html("{}{}", number, numbering.GAP[language]) if number else number, text, words)


def note(words: str) -> TableLine:
    return TableLine(EMPTY, EMPTY, words)


def unit_label(unit: Unit) -> str:
    """Return what is printed before a unit: its number under that of its item, or the name of the field."""
    return str(unit.label) or unit_path(unit)


def without_repeats(*remarks: str) -> list[str]:
    """Return remarks without empty and repeated ones."""
    return list(dict.fromkeys(filter(None, remarks)))


@dataclass(frozen=True)
class TableSide:
    """The head of a column: number of the revision and the day from which it is in force; a draft may have neither.

    A revision that is in force on no day has `state` in words instead.
    """

    number: int | None = None
    effective_on: date | None = None
    state: str = ""


@dataclass(frozen=True)
class TableBody:
    """The rows of a section under its heading; unchanged sections that are left out have no heading."""

    rows: list[Row]
    heading: str = ""
    particle: str = ""
    badges: tuple[Label, ...] = ()


def render_table(
    comparison: Comparison,
    *,
    old: TableSide,
    new: TableSide,
    show_all: bool = False,
    switch: str = "",
    newer_first: bool = True,
) -> SafeString:
    """Return the HTML of the table.

    `show_all` prints what is else left out, and `switch` is the address of the opposite; `newer_first` sets the new
    text on the left.
    """
    with translation.override(comparison.language):
        bodies = list(bodies_of(comparison, show_all))
        context = {
            "comparison": comparison,
            "bodies": bodies,
            "old": old,
            "new": new,
            "newer_first": newer_first,
            "show_all": show_all,
            "switch": switch,
        }
        return SafeString(render_to_string("policy/comparison/table.html", context))


def bodies_of(comparison: Comparison, show_all: bool) -> Iterator[TableBody]:
    for sections in grouped(comparison.sections):
        if sections[0].label == Label.UNCHANGED and not show_all:
            yield TableBody([left_out_row(sections, comparison.language)])
        else:
            yield from (body_of(section, comparison.language, show_all) for section in sections)


def left_out_row(sections: Sequence[Section], language: str) -> Row:
    """Return unchanged neighbours as one row without their text."""
    first = sections[0]
    if first.here is None:
        line = left_out(str(first.part.label), language)
        return Row([line], [line])
    new = [section.new for section in sections if section.new]
    old = [section.old for section in sections if section.old]
    return Row([left_out(clause_names(new), language)], [left_out(clause_names(old), language)])


def body_of(section: Section, language: str, show_all: bool) -> TableBody:
    """Return a section row by row; a new or removed clause is one row."""
    if section.label in (Label.NEW, Label.REMOVED):
        rows = [whole_row(section.units, language, added=section.label == Label.NEW)]
    else:
        rows = [*heading_row(section, language), *rows_of(section.units, language, show_all)]
    clause = section.here
    heading = (
        numbering.HEADING_GAP[language].join([clause.name, clause.heading][not clause.number :])
        if clause
        else str(section.part.label)
    )
    return TableBody(rows, heading, clause.particle if clause and section.new else "", section.badges)
