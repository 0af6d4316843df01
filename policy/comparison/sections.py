"""The parts of a comparison: what stands before the first clause, each clause, and operator and desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from policy.comparison import matching
from policy.comparison.text_diff import Runs, compare_text, is_changed, marked
from policy.comparison.units import DESK, Unit, UnitChange, compare_units, paragraphs, units_of
from policy.text.canonical import Document
from policy.text.references import in_words
from policy.text.rendering import Clause, contact, outline

IDENTITY = (
    ("operator", "name", _("Operator of this site")),
    ("operator", "address", _("Address")),
    ("operator", "representative", _("Representative")),
    ("desk", "name", pgettext_lazy("comparison", "Desk")),
    ("desk", "phone", _("Telephone")),
    ("desk", "hours", _("Hours")),
    ("desk", "email", _("Mail")),
)

TITLE = pgettext_lazy("policy", "Title")


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
        """Tell whether words differ; moving alone is no change of words."""
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
        """Tell whether a clause that kept its place has another number, because others were put in or taken out."""
        numbers = {clause.number for clause in (self.old, self.new) if clause}
        return len(numbers) > 1 and self.label != Label.MOVED


def opening(old: Document, new: Document, language: str) -> Section:
    """Compare title and introduction."""
    sides = [
        [
            Unit(text["title"][language], label=TITLE),
            *paragraphs(map(in_words(text, language), text["intro"][language])),
        ]
        for text in (old, new)
    ]
    title = UnitChange(sides[0][0], sides[1][0], compare_text(sides[0][0].text, sides[1][0].text, language))
    return loose(Part.OPENING, (title, *compare_units(sides[0][1:], sides[1][1:], language)))


def identity(old: Document, new: Document, language: str) -> Section:
    """Compare what is frozen of the operator and the desk, field by field."""
    before, after = (
        {group: contact(record, language) for group, record in text["identity"].items()} for text in (old, new)
    )
    fields = [(facts(before, *field), facts(after, *field)) for field in IDENTITY]
    units = [
        UnitChange(one, other, compare_text(one.text, other.text, language))
        for one, other in fields
        if one.text or other.text
    ]
    return loose(Part.IDENTITY, tuple(units))


def facts(record: dict[str, dict[str, Any]], group: str, name: str, label: Any) -> Unit:
    return Unit(str(record.get(group, {}).get(name) or ""), label=label)


def loose(part: Part, units: tuple[UnitChange, ...]) -> Section:
    changed = any(unit.changed for unit in units)
    return Section(part, None, None, Label.CHANGED if changed else Label.UNCHANGED, (), units)


def clauses(old: Document, new: Document, language: str) -> Iterator[Section]:
    """Yield the comparison of each clause, in the order of the new text, removed ones where they stood."""
    before, after = outline(old, language), outline(new, language)
    matched = matching.match(old["clauses"], new["clauses"], language)
    moved = matching.moved(matched)
    with translation.override(language):
        desk = str(DESK)
    for i, j in matching.merged_order(len(before), len(after), matched):
        one, other = None if i is None else before[i], None if j is None else after[j]
        yield clause(one, other, language, desk=desk, moved=j in moved)


def clause(old: Clause | None, new: Clause | None, language: str, *, desk: str, moved: bool) -> Section:
    one, other = (units_of(side, desk) if side else [] for side in (old, new))
    units = compare_units(one, other, language)
    if old and new:
        heading = compare_text(old.heading, new.heading, language)
        changed = is_changed(heading) or any(unit.changed for unit in units)
        label = Label.MOVED if moved else Label.CHANGED if changed else Label.UNCHANGED
        return Section(Part.CLAUSE, old, new, label, heading, units)
    label = Label.NEW if new else Label.REMOVED
    return Section(Part.CLAUSE, old, new, label, marked(old.heading if old else "", new.heading if new else ""), units)
