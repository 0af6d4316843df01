"""How each part of the policy changed: title and introduction, each clause with its lines, operator and desk."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms.comparison.alignment import Pair, align
from cluster_cms.comparison.text_diff import Runs, compare_text, is_changed, marked
from policy.comparison import matching
from policy.comparison.table_cells import BETWEEN, CellChange, TableRow, compare_rows, one_line, same_row
from policy.text.canonical import Document, every_clause
from policy.text.references import as_words
from policy.text.rendering import Clause, Line, Table, contact, printed_parts

TABLE_ROW, PARAGRAPH, ITEM, SUBITEM = -1, 0, 1, 2
DESK = _("(Name, telephone, hours and email address of the desk stand here.)")
IDENTITY = (
    ("operator", "name", _("Operator of this site")),
    ("operator", "address", _("Address")),
    ("operator", "representative", _("Representative")),
    ("desk", "name", pgettext_lazy("comparison", "Desk")),
    ("desk", "phone", _("Telephone")),
    ("desk", "hours", _("Hours")),
    ("desk", "email", pgettext_lazy("contact detail", "Email")),
)

TITLE = pgettext_lazy("policy", "Title")


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, item, sub-item or row of a table; a named one (an address, say) has a label, not a number."""

    text: str
    level: int = PARAGRAPH
    number: str = ""
    label: str | Promise = ""
    parent: str = ""  # a sub-item's item
    row: TableRow | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: the name of the clause, and the number of the item if they are in one."""

    clause: str
    unit: str


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit in both texts; `old` or `new` is missing where the whole unit was added or removed."""

    old: Unit | None
    new: Unit | None
    runs: Runs
    # Where the same words stand in the other text, when the whole unit only changed its place.
    elsewhere: Place | None = None
    cells: tuple[CellChange, ...] = ()  # of a row of a table

    @property
    def here(self) -> Unit:
        """The unit as it stands now, or as it stood before it was removed."""
        return self.new or self.old or Unit("")

    @property
    def renumbered(self) -> bool:
        """Return whether a unit that stands in both texts has another number."""
        return bool(self.old and self.new and self.old.number != self.new.number)

    @property
    def whole(self) -> bool:
        """Return whether the whole unit was added or removed."""
        return self.old is None or self.new is None

    @property
    def changed(self) -> bool:
        """Return whether words differ; a new number alone is no change."""
        return is_changed(self.runs) or self.old is None or self.new is None or self.old.level != self.new.level


class Label(models.TextChoices):
    """What happened to a section, in one word."""

    UNCHANGED = "unchanged", pgettext_lazy("comparison", "Unchanged")
    CHANGED = "changed", pgettext_lazy("comparison", "Changed")
    NEW = "new", pgettext_lazy("comparison", "New")
    REMOVED = "removed", pgettext_lazy("comparison", "Removed")
    MOVED = "moved", pgettext_lazy("comparison", "Moved")


class Part(models.TextChoices):
    """The parts of a policy; a clause bears its own heading."""

    OPENING = "opening", _("Title and introduction")
    CLAUSE = "clause", _("Clause")
    SUPPLEMENT = "supplement", _("Supplementary provisions")
    IDENTITY = "identity", _("Operator and desk")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the policy as it stands in both texts; `old` or `new` is missing for a new or a removed clause."""

    part: Part
    old: Clause | None
    new: Clause | None
    label: Label
    heading: Runs
    units: tuple[UnitChange, ...]

    @property
    def changed(self) -> bool:
        """Return whether words differ; moving alone is no change of words."""
        return is_changed(self.heading) or any(unit.changed for unit in self.units)

    @property
    def here(self) -> Clause | None:
        """The clause as it stands now, or as it stood before it was removed."""
        return self.new or self.old

    @property
    def badges(self) -> tuple[Label, ...]:
        """What to print beside the heading; a moved clause may be changed as well."""
        if self.label == Label.UNCHANGED:
            return ()
        return (Label.MOVED, Label.CHANGED) if self.label == Label.MOVED and self.changed else (self.label,)

    @property
    def renumbered(self) -> bool:
        """Return whether a clause that kept its place has another number, because others were put in or taken out."""
        numbers = {clause.name for clause in (self.old, self.new) if clause and clause.number}
        return len(numbers) > 1 and self.label != Label.MOVED


def opening(old: Document, new: Document, language: str) -> Section:
    """Compare title and introduction."""
    sides = [
        [
            Unit(text["title"][language], label=TITLE),
            *paragraphs(map(as_words(text, language), text["intro"][language])),
        ]
        for text in (old, new)
    ]
    title = UnitChange(sides[0][0], sides[1][0], compare_text(sides[0][0].text, sides[1][0].text, language))
    return unnumbered_section(Part.OPENING, (title, *compare_units(sides[0][1:], sides[1][1:], language)))


def identity(old: Document, new: Document, language: str) -> Section:
    """Compare what is frozen of the operator and the desk, field by field."""
    before, after = (
        {group: contact(record, language) for group, record in text["identity"].items()} for text in (old, new)
    )
    fields = [(identity_unit(before, *field), identity_unit(after, *field)) for field in IDENTITY]
    units = [
        UnitChange(one, other, compare_text(one.text, other.text, language))
        for one, other in fields
        if one.text or other.text
    ]
    return unnumbered_section(Part.IDENTITY, tuple(units))


def identity_unit(record: dict[str, dict[str, Any]], group: str, name: str, label: Any) -> Unit:
    return Unit(str(record.get(group, {}).get(name) or ""), label=label)


def unnumbered_section(part: Part, units: tuple[UnitChange, ...]) -> Section:
    """Return the section of a part that is no clause."""
    changed = any(unit.changed for unit in units)
    return Section(part, None, None, Label.CHANGED if changed else Label.UNCHANGED, (), units)


def clauses(old: Document, new: Document, language: str) -> Iterator[Section]:
    """Yield the comparison of each clause, in the order of the new text, removed ones where they stood.

    After the main text come the heads of supplementary provisions, and their clauses.
    """
    before, after = printed_parts(old, language), printed_parts(new, language)
    matched = matching.match_clauses(list(every_clause(old)), list(every_clause(new)), language)
    moved = matching.moved_clauses(matched)
    with translation.override(language):
        desk = str(DESK)
    for i, j in matching.reading_order(len(before), len(after), matched):
        one, other = None if i is None else before[i], None if j is None else after[j]
        yield clause(one, other, language, desk=desk, moved=j in moved)


def clause(old: Clause | None, new: Clause | None, language: str, *, desk: str, moved: bool) -> Section:
    one, other = (units_of(side, desk) if side else [] for side in (old, new))
    units = compare_units(one, other, language)
    part = Part.SUPPLEMENT if any(side and side.part for side in (old, new)) else Part.CLAUSE
    if old and new:
        heading = compare_text(old.heading, new.heading, language)
        changed = is_changed(heading) or any(unit.changed for unit in units)
        label = Label.MOVED if moved else Label.CHANGED if changed else Label.UNCHANGED
        return Section(part, old, new, label, heading, units)
    label = Label.NEW if new else Label.REMOVED
    return Section(part, old, new, label, marked(old.heading if old else "", new.heading if new else ""), units)


def paragraphs(texts: Iterable[str]) -> list[Unit]:
    return [Unit(text) for text in texts]


def units_of(clause: Clause, desk: str) -> list[Unit]:
    """Return the units of a clause in reading order; `desk` stands for the desk's data where the clause shows them."""
    units = [*paragraphs(clause.lead), *lines(clause.items, ITEM), *rows(clause.tables), *paragraphs(clause.closing)]
    return [*units, Unit(desk)] if clause.shows_desk else units


def rows(tables: Iterable[Table]) -> Iterator[Unit]:
    """Yield the name of each table, its headings and its rows as units; the text of a row is all of its cells."""
    for table in tables:
        yield Unit(table.caption)
        for cells in (table.columns, *table.rows):
            if any(cells):
                row = TableRow(tuple(cells), tuple(table.columns))
                yield Unit(BETWEEN.join(cells), TABLE_ROW, row=row)


def lines(entries: Iterable[Line], level: int, parent: str = "") -> list[Unit]:
    """Return numbered lines as units, each followed by the lines under it."""
    units: list[Unit] = []
    for entry in entries:
        units += [Unit(entry.text, level, entry.number, parent=parent), *lines(entry.below, level + 1, entry.number)]
    return units


def compare_units(old: Sequence[Unit], new: Sequence[Unit], language: str) -> tuple[UnitChange, ...]:
    """Return how each unit changed: whole units are added and removed, revised ones compared by words."""
    pairs = align([unit.text for unit in old], [unit.text for unit in new], language)
    return tuple(
        change(None if i is None else old[i], None if j is None else new[j], language)
        for i, j in pair_rewritten(pairs, old, new)
    )


def change(old: Unit | None, new: Unit | None, language: str) -> UnitChange:
    """Return how a unit changed; rows of tables are compared cell by cell."""
    rows = [unit.row if unit else None for unit in (old, new)]
    if any(rows) and all(unit is None or unit.row for unit in (old, new)):
        cells = compare_rows(rows[0], rows[1], language)
        return UnitChange(old, new, one_line(cells), cells=cells)
    return UnitChange(old, new, compare_text(old.text if old else "", new.text if new else "", language))


def pair_rewritten(pairs: list[Pair], old: Sequence[Unit], new: Sequence[Unit]) -> list[Pair]:
    """Return pairs in which a paragraph that was written anew stands beside the one it replaces in the same place."""
    result: list[Pair] = []
    for paired, group in groupby(pairs, key=lambda pair: None not in pair):
        if paired:
            result += group
        else:
            result += in_reading_order(list(group), old, new)
    return result


def in_reading_order(alone: list[Pair], old: Sequence[Unit], new: Sequence[Unit]) -> list[Pair]:
    """Return units without partners in reading order, with those in pairs that stand in the place of one another."""
    removed = [i for i, _none in alone if i is not None]
    added = [j for _none, j in alone if j is not None]
    result: list[Pair] = []
    for i, j in replaced(removed, added, old, new):
        if i in removed and j in added:
            result += [*((k, None) for k in removed if k < i), *((None, k) for k in added if k < j), (i, j)]
            removed, added = [k for k in removed if k > i], [k for k in added if k > j]
    return [*result, *((k, None) for k in removed), *((None, k) for k in added)]


def replaced(
    removed: Sequence[int], added: Sequence[int], old: Sequence[Unit], new: Sequence[Unit]
) -> list[tuple[int, int]]:
    """Return the paragraphs that were written anew, one by one, and rows of tables with the same first cell."""
    paragraphs = zip(
        [i for i in removed if old[i].level == PARAGRAPH], [j for j in added if new[j].level == PARAGRAPH], strict=False
    )
    rows = [(i, j) for i in removed for j in added if same_row(old[i].row, new[j].row)]
    return sorted([*paragraphs, *rows])
