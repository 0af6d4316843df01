"""The inline view: one text with marks, unchanged clauses folded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cluster_cms.comparison.marking import bare_html, marked_html
from cluster_cms.comparison.text_diff import MarkKind, marked
from policy.comparison.comparing import Comparison
from policy.comparison.display import former_number, grouped, moved_from_or_to, section_names
from policy.comparison.sections import PARAGRAPH, SUBITEM, Label, Part, Section, UnitChange
from policy.text import numbering


@dataclass
class Shown:
    """A line as it is printed, with the lines under it."""

    number: SafeString
    label: str
    text: SafeString
    note: str
    two_numbers: bool
    below: list["Shown"] = field(default_factory=list)


@dataclass(frozen=True)
class Block:
    """A paragraph, or a list of items."""

    paragraph: Shown | None
    items: list[Shown]


@dataclass(frozen=True)
class Head:
    """The heading of a section as it is printed."""

    number: SafeString
    text: SafeString
    particle: str
    anchor: str
    badges: tuple[Label, ...]
    note: str


@dataclass(frozen=True)
class View:
    """A section as it is printed."""

    head: Head
    blocks: list[Block]
    fields: list[Shown]


@dataclass(frozen=True)
class Group:
    """Sections in a row, folded under one line when they are unchanged."""

    folded: str
    views: list[View]


def render_inline(comparison: Comparison, *, show_all: bool = False, switch: str = "") -> SafeString:
    """Return the HTML of the marked text; `show_all` unfolds the unchanged, `switch` is the address of the opposite."""
    with translation.override(comparison.language):
        groups = [group_of(sections, comparison.language, show_all) for sections in grouped(comparison.sections)]
        context = {"comparison": comparison, "groups": groups, "show_all": show_all, "switch": switch}
        return SafeString(render_to_string("policy/comparison/inline.html", context))


def group_of(sections: Sequence[Section], language: str, show_all: bool) -> Group:
    folded = "" if show_all or sections[0].label != Label.UNCHANGED else section_names(sections)
    return Group(folded, [view_of(section, language) for section in sections])


def view_of(section: Section, language: str) -> View:
    shown = [(unit, shown_unit(unit, language)) for unit in section.units]
    if section.part == Part.IDENTITY:
        return View(head_of(section, language), [], [line for _unit, line in shown])
    return View(head_of(section, language), list(blocks_of(shown)), [])


def head_of(section: Section, language: str) -> Head:
    clause = section.here
    if clause is None:
        return Head(SafeString(""), SafeString(section.part.label), "", "", section.badges, "")
    kind = MarkKind.REMOVED if section.new is None else MarkKind.ADDED if section.old is None else MarkKind.SAME
    number = format_html("{}{}", bare_html(clause.label, kind), numbering.HEADING_GAP[language] if clause.label else "")
    particle = clause.particle if section.new else ""
    anchor = clause.anchor if section.new else ""
    return Head(
        number, marked_html(section.heading, language), particle, anchor, section.badges, former_number(section)
    )


def shown_unit(unit: UnitChange, language: str) -> Shown:
    return Shown(
        number=number_html(unit, language),
        label=str(unit.here.label),
        text=marked_html(unit.runs, language),
        note=moved_from_or_to(unit),
        two_numbers=unit.renumbered,
    )


def number_html(unit: UnitChange, language: str) -> SafeString:
    """Return the number of a line, marked as the line is."""
    if not unit.old or not unit.new:
        html = bare_html(unit.here.number, MarkKind.ADDED if unit.new else MarkKind.REMOVED)
    else:
        html = marked_html(marked(unit.old.number, unit.new.number), language)
    return format_html("{}{}", html, numbering.GAP[language]) if html else html


def blocks_of(units: Sequence[tuple[UnitChange, Shown]]) -> Iterator[Block]:
    """Yield paragraphs and lists in reading order, sub-items under their items."""
    items: list[Shown] = []
    for unit, shown in units:
        level = unit.here.level
        if level <= PARAGRAPH:
            if items:
                yield Block(None, items)
                items = []
            yield Block(shown, [])
        else:
            (items[-1].below if level == SUBITEM and items else items).append(shown)
    if items:
        yield Block(None, items)
