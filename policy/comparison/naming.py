"""Naming places and changes in words, in the active language: "Items 5 to 9", 「第5項から第9項まで」."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cluster_cms.pages.languages import JAPANESE
from policy.comparison.comparing import Comparison
from policy.comparison.sections import Label, Part, Section
from policy.comparison.units import Place, Unit, UnitChange


def item_name(number: str) -> str:
    return _("Item %(number)s") % {"number": number}


def item_names(numbers: Sequence[str]) -> str:
    """Name consecutive clauses."""
    if len(numbers) == 1:
        return item_name(numbers[0])
    words = _("Items %(first)s and %(last)s") if len(numbers) == 2 else _("Items %(first)s to %(last)s")
    return words % {"first": numbers[0], "last": numbers[-1]}


def place_name(place: Place) -> str:
    if not place.unit:
        return item_name(place.clause)
    return _("Item %(number)s %(below)s") % {"number": place.clause, "below": place.unit}


def section_names(sections: Sequence[Section]) -> str:
    """Name consecutive unchanged sections as one."""
    if sections[0].part != Part.CLAUSE:
        return str(sections[0].part.label)
    name = item_names([section.new.number for section in sections if section.new])
    if not sections[0].renumbered:
        return name
    before = item_names([section.old.number for section in sections if section.old])
    return _("%(names)s (formerly %(before)s)") % {"names": name, "before": within_sentence(before)}


def within_sentence(name: str) -> str:
    """Return a name as it stands in the middle of a sentence: "item 9"."""
    return name[:1].lower() + name[1:]


def together(sections: Iterable[Section]) -> Iterable[list[Section]]:
    """Yield sections alone, unchanged clauses together with the neighbours whose numbers went the same way."""
    for _key, group in groupby(enumerate(sections), key=lambda entry: togetherness(*entry)):
        yield [section for _index, section in group]


def togetherness(index: int, section: Section) -> tuple[object, ...]:
    if section.label != Label.UNCHANGED or not section.old or not section.new:
        return (index,)
    return ("unchanged", int(section.new.number) - int(section.old.number))


def unit_path(unit: Unit) -> str:
    """Return the number of a line under that of its item: (3) イ is printed (3)イ."""
    return unit.parent + unit.number


def unit_names(units: Sequence[Unit], language: str) -> str:
    """Name consecutive lines."""
    if labels := [str(unit.label) for unit in units if unit.label]:
        return _(", ").join(labels)
    first, last = unit_path(units[0]), unit_path(units[-1])
    if len(units) == 1 or not first:
        return first
    between = "・" if len(units) == 2 else "～"
    return f"{first}{between}{last}" if language == JAPANESE else f"{first}–{last}"


def history_of(section: Section) -> str:
    """Say from where a clause moved, or which number it had."""
    if section.old is None or section.new is None:
        return ""
    words = _("from item %(number)s") if section.label == Label.MOVED else _("formerly item %(number)s")
    return words % {"number": section.old.number} if section.old.number != section.new.number else ""


def journey_of(unit: UnitChange) -> str:
    """Say where the same words stand in the other text."""
    if unit.elsewhere is None:
        return ""
    words = _("from %(place)s") if unit.new else _("to %(place)s")
    return words % {"place": within_sentence(place_name(unit.elsewhere))}


def summary(comparison: Comparison) -> str:
    """Say in one line how much changed: "2 items changed, 1 new, 7 unchanged." """
    counts = {label: comparison.count(label) for label in Label}
    parts = [
        ngettext("%(count)s item changed", "%(count)s items changed", counts[Label.CHANGED]),
        ngettext("%(count)s item new", "%(count)s items new", counts[Label.NEW]),
        ngettext("%(count)s item removed", "%(count)s items removed", counts[Label.REMOVED]),
        ngettext("%(count)s item moved", "%(count)s items moved", counts[Label.MOVED]),
        ngettext("%(count)s item unchanged", "%(count)s items unchanged", counts[Label.UNCHANGED]),
    ]
    order = (Label.CHANGED, Label.NEW, Label.REMOVED, Label.MOVED, Label.UNCHANGED)
    told = [part % {"count": counts[label]} for part, label in zip(parts, order, strict=True) if counts[label]]
    return _("%(list)s.") % {"list": _(", ").join(told)}
