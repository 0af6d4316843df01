"""The comparison table (新旧対照表): new and old text side by side, with remarks, unchanged parts left out."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cluster_cms import clock
from policy.comparison.comparing import Comparison
from policy.comparison.sections import Part
from policy.comparison.table_rows import Row, TableLine, named_row, rows_by_part


@dataclass(frozen=True)
class TableSide:
    """The head of a column: number of the revision and the day from which it is in force; a draft may have neither.

    A revision that is in force on no day has `state` in words instead.
    """

    number: int | None = None
    effective_on: date | None = None
    state: str = ""

    @property
    def name(self) -> str:
        return _("Revision %(number)s") % {"number": self.number} if self.number else ""

    @property
    def effect(self) -> str:
        """Return from when the text is in force, in words."""
        if self.state:
            return self.state
        if self.effective_on is None:
            return pgettext("comparison table", "In force from the day of promulgation")
        return pgettext("comparison table", "In force from %(day)s") % {"day": clock.tokyo_date(self.effective_on)}


@dataclass(frozen=True)
class Column:
    """A column of the table: its name, the revision in it, and from when that is in force."""

    name: str
    revision: str = ""
    effect: str = ""
    remarks: bool = False

    @property
    def head(self) -> str:
        return " ".join(filter(None, (self.name, self.revision)))


@dataclass(frozen=True)
class Cell:
    """What one column says in one row."""

    column: Column
    lines: list[TableLine]


@dataclass(frozen=True)
class ComparisonTable:
    """The table as a page and files print it, in the active language, which is that of the comparison.

    `show_all` prints what is else left out; `newer_first` sets the new text on the left.
    """

    comparison: Comparison
    old: TableSide
    new: TableSide
    show_all: bool = False
    newer_first: bool = True

    @property
    def legend(self) -> str:
        return pgettext("comparison table", "Underlined parts are changed.")

    @cached_property
    def columns(self) -> list[Column]:
        """The columns from left to right."""
        after = Column(pgettext("comparison table", "After"), self.new.name, self.new.effect)
        before = Column(pgettext("comparison table", "Before"), self.old.name, self.old.effect)
        sides = [after, before] if self.newer_first else [before, after]
        return [*sides, Column(_("Remarks"), remarks=True)]

    @cached_property
    def parts(self) -> list[list[list[Cell]]]:
        """The rows of each part of the text, and last that of its taking effect."""
        effect = named_row(self.effect_name, self.new.effect, self.old.effect, self.comparison.language)
        parts = [*rows_by_part(self.comparison, self.show_all), [effect]]
        return [[self.cells(row) for row in rows] for rows in parts]

    @property
    def effect_name(self) -> str:
        """The name of the row of taking effect; a text with supplementary provisions of its own has those above it."""
        if any(section.part == Part.SUPPLEMENT for section in self.comparison.sections):
            return pgettext("comparison table", "Effective date")
        return pgettext("comparison table", "Supplementary provisions (effective date)")

    def cells(self, row: Row) -> list[Cell]:
        sides = [row.new, row.old] if self.newer_first else [row.old, row.new]
        remarks = [TableLine(note=capfirst(remark)) for remark in row.remarks]
        return [Cell(*pair) for pair in zip(self.columns, [*sides, remarks], strict=True)]


def render_table(
    comparison: Comparison,
    *,
    old: TableSide,
    new: TableSide,
    show_all: bool = False,
    switch: str = "",
    newer_first: bool = True,
) -> SafeString:
    """Return the HTML of the table; `switch` is the address of the opposite of `show_all`."""
    with translation.override(comparison.language):
        table = ComparisonTable(comparison, old, new, show_all, newer_first)
        context = {"comparison": comparison, "table": table, "show_all": show_all, "switch": switch}
        return SafeString(render_to_string("policy/comparison/table.html", context))
