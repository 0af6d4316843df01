"""The comparison table (新旧対照表): new and old text side by side, with remarks, unchanged parts left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from policy import numbering
from policy.comparison.comparing import Comparison
from policy.comparison.naming import item_name, item_names, together
from policy.comparison.rows import Row, heading_row, left_out, rows_of, whole_row
from policy.comparison.sections import Label, Part, Section


@dataclass(frozen=True)
class Side:
    """What stands over a column: the revision and the day from which it holds; a draft may have neither."""

    number: int | None = None
    effective_on: date | None = None


@dataclass(frozen=True)
class Body:
    """The rows of a section under its heading; unchanged sections that are left out have no heading."""

    rows: list[Row]
    heading: str = ""
    particle: str = ""
    badges: tuple[Label, ...] = ()


def render_table(
    comparison: Comparison,
    *,
    old: Side,
    new: Side,
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


def bodies_of(comparison: Comparison, show_all: bool) -> Iterator[Body]:
    for sections in together(comparison.sections):
        if sections[0].label == Label.UNCHANGED and not show_all:
            yield Body([left_out_row(sections, comparison.language)])
        else:
            yield from (body_of(section, comparison.language, show_all) for section in sections)


def left_out_row(sections: Sequence[Section], language: str) -> Row:
    """Return unchanged neighbours as one row without their text."""
    first = sections[0]
    if first.part != Part.CLAUSE:
        line = left_out(str(first.part.label), language)
        return Row([line], [line])
    new = [section.new.number for section in sections if section.new]
    old = [section.old.number for section in sections if section.old]
    return Row([left_out(item_names(new), language)], [left_out(item_names(old), language)])


def body_of(section: Section, language: str, show_all: bool) -> Body:
    """Return a section row by row; a new or removed clause is one row."""
    if section.label in (Label.NEW, Label.REMOVED):
        rows = [whole_row(section.units, language, added=section.label == Label.NEW)]
    else:
        rows = [*heading_row(section, language), *rows_of(section.units, language, show_all)]
    clause = section.here
    heading = (
        f"{item_name(clause.number)}{numbering.HEADING_GAP[language]}{clause.heading}"
        if clause
        else str(section.part.label)
    )
    return Body(rows, heading, clause.particle if clause and section.new else "", section.badges)
