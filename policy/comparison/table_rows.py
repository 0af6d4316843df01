"""The rows of the comparison table (新旧対照表): what stands in each cell, marked, in the order of print."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import pgettext

from cluster_cms.comparison.text_diff import MarkKind, Runs, compare_text, marked, runs_of, side
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
from policy.comparison.table_cells import cells_of_side
from policy.text import numbering
from policy.text.rendering import Clause


@dataclass(frozen=True)
class TableLine:
    """A line of a cell: words of which the changed ones are marked, or a note such as （新設）, or both."""

    runs: Runs = ()
    note: str = ""
    heading: bool = False
    cells: tuple[Runs, ...] = ()  # of a row of a table within the text, besides as one line


@dataclass(frozen=True)
class Row:
    """New text, old text, and what there is to remark."""

    new: list[TableLine]
    old: list[TableLine]
    remarks: list[str] = field(default_factory=list)


def rows_by_part(comparison: Comparison, show_all: bool) -> Iterator[list[Row]]:
    """Yield the rows of each part of the text; unchanged neighbours that are left out are one row."""
    for sections in grouped(comparison.sections):
        if sections[0].label == Label.UNCHANGED and not show_all:
            yield [left_out_sections(sections, comparison.language)]
        else:
            yield from (rows_of(section, comparison.language, show_all) for section in sections)


def rows_of(section: Section, language: str, show_all: bool) -> list[Row]:
    """Return the heading and the text of a section; a new or removed clause is one row, heading included."""
    if section.label in (Label.NEW, Label.REMOVED) and section.here:
        kind = MarkKind.ADDED if section.new else MarkKind.REMOVED
        heading = heading_line(section, section.here, kind, True, language)
        return [whole_row(section.units, language, kind, heading)]
    return [heading_row(section, language), *unit_rows(section.units, language, show_all)]


def heading_row(section: Section, language: str) -> Row:
    """Return the heading as it stands in each text, or the name of a part that is no clause."""
    if section.old is None or section.new is None:
        label = str(section.part.label)
        name = TableLine(marked(label, label), heading=True)
        return Row([name], [name])
    renumbered = section.renumbered or (section.label == Label.MOVED and section.old.name != section.new.name)
    return Row(
        [heading_line(section, section.new, MarkKind.ADDED, renumbered, language)],
        [heading_line(section, section.old, MarkKind.REMOVED, renumbered, language)],
        without_repeats(former_number(section)),
    )


def heading_line(section: Section, clause: Clause, kind: MarkKind, renumbered: bool, language: str) -> TableLine:
    mark = kind if renumbered else MarkKind.SAME
    name = clause.name if clause.number else ""
    return line(name, side(section.heading, kind), language, mark=mark, heading=True)


def unit_rows(units: Sequence[UnitChange], language: str, show_all: bool) -> Iterator[Row]:
    """Yield the rows of paragraphs and items; neighbours that are alike share one."""
    for (sort, _index), group in groupby(enumerate(units), key=lambda entry: sort_of(entry[0], entry[1], show_all)):
        alike = [unit for _position, unit in group]
        if sort == "left out":
            yield left_out_units(alike, language)
        elif sort == "pair":
            yield pair_row(alike[0], language)
        else:
            yield whole_row(alike, language, MarkKind(sort))


def sort_of(index: int, unit: UnitChange, show_all: bool) -> tuple[str, int]:
    """Return the key of neighbours that share a row: left out, added or removed; a revised unit has its own."""
    if unit.whole:
        return (MarkKind.ADDED if unit.new else MarkKind.REMOVED, -1)
    return ("pair", index) if unit.changed or show_all else ("left out", -1)


def pair_row(unit: UnitChange, language: str) -> Row:
    """Return a unit as it stands in both texts, each side with its own marks."""
    return Row(
        [side_line(unit, unit.new, MarkKind.ADDED, language)], [side_line(unit, unit.old, MarkKind.REMOVED, language)]
    )


def side_line(unit: UnitChange, here: Unit | None, kind: MarkKind, language: str) -> TableLine:
    """Return a unit as it stands in one text: ADDED are the marks of the new one, REMOVED those of the old one."""
    runs = side(unit.runs, kind)
    if unit.cells:
        return TableLine(runs, cells=cells_of_side(unit.cells, kind))
    mark = kind if unit.renumbered or unit.whole else MarkKind.SAME
    return line(unit_label(here or unit.here), runs, language, mark=mark)


def whole_row(units: Sequence[UnitChange], language: str, kind: MarkKind, *before: TableLine) -> Row:
    """Return wholly added or removed units beside the customary note that there is nothing on the other side."""
    lines = [*before, *(side_line(unit, unit.here, kind, language) for unit in units)]
    remarks = without_repeats(*(moved_from_or_to(unit) for unit in units))
    if kind == MarkKind.ADDED:
        return Row(lines, [TableLine(note=pgettext("comparison table", "(new)"))], remarks)
    return Row([TableLine(note=pgettext("comparison table", "(deleted)"))], lines, remarks)


def left_out_sections(sections: Sequence[Section], language: str) -> Row:
    """Return unchanged neighbours as one row without their text."""
    first = sections[0]
    if first.here is None:
        return left_out([(str(first.part.label), str(first.part.label))], language)
    new = clause_names([section.new for section in sections if section.new])
    old = clause_names([section.old for section in sections if section.old])
    return left_out([(new, old)], language)


def left_out_units(units: Sequence[UnitChange], language: str) -> Row:
    """Return unchanged units as one row: paragraphs by the note alone, items by their numbers."""
    names = []
    for _numbered, group in groupby(units, key=lambda unit: bool(unit.here.number)):
        alike = list(group)
        new, old = [unit.new for unit in alike if unit.new], [unit.old for unit in alike if unit.old]
        names.append((unit_names(new, language), unit_names(old, language)))
    return left_out(names, language)


def left_out(names: Sequence[tuple[str, str]], language: str) -> Row:
    """Return a row that names in both texts what is left out; another number is a change, and is marked."""
    words = pgettext("comparison table", "(omitted)")
    new, old = (
        [line(pair[at], (), language, mark=MarkKind.SAME if pair[0] == pair[1] else kind, note=words) for pair in names]
        for at, kind in enumerate((MarkKind.ADDED, MarkKind.REMOVED))
    )
    return Row(new, old)


def named_row(name: str, new: str, old: str, language: str) -> Row:
    """Return a row of two texts under a name, compared with each other."""
    runs = compare_text(old, new, language)
    heading = TableLine(marked(name, name), heading=True)
    return Row(
        [heading, TableLine(side(runs, MarkKind.ADDED))],
        [heading, TableLine(side(runs, MarkKind.REMOVED))],
    )


def line(
    number: str,
    runs: Runs,
    language: str,
    *,
    mark: MarkKind = MarkKind.SAME,
    note: str = "",
    heading: bool = False,
) -> TableLine:
    """Return a line with its number, which bears `mark`, before its words."""
    gap = (numbering.HEADING_GAP if heading else numbering.GAP)[language]
    whole = bool(runs) and all(run.kind == mark for run in runs)
    before = [(mark, number), (mark if whole else MarkKind.SAME, gap)] if number else []
    return TableLine(runs_of([*before, *((run.kind, run.text) for run in runs)]), note, heading)


def unit_label(unit: Unit) -> str:
    """Return what is printed before a unit: its number under that of its item, or the name of the field."""
    return str(unit.label) or unit_path(unit)


def without_repeats(*remarks: str) -> list[str]:
    """Return remarks without empty and repeated ones."""
    return list(dict.fromkeys(filter(None, remarks)))
