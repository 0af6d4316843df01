"""What both views print alike: marked text as HTML, and the names of places and changes in the active language."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cluster_cms.pages.languages import JAPANESE
from policy.comparison.comparing import Comparison
from policy.comparison.sections import Label, Place, Section, Unit, UnitChange
from policy.text.rendering import Clause


def clause_names(clauses: Sequence[Clause]) -> str:
    """Return the name of consecutive clauses: "Item 5 to Item 9", 「第5項から第9項まで」."""
    if len(clauses) == 1:
        return clauses[0].name
    two, more = pgettext("clauses", "%(first)s and %(last)s"), pgettext("clauses", "%(first)s to %(last)s")
    return (two if len(clauses) == 2 else more) % {"first": clauses[0].name, "last": clauses[-1].name}


def place_name(place: Place) -> str:
    if not place.unit:
        return place.clause
    return pgettext("clause", "%(place)s %(below)s") % {"place": place.clause, "below": place.unit}


def section_names(sections: Sequence[Section]) -> str:
    """Return one name for consecutive unchanged sections."""
    if sections[0].here is None:
        return str(sections[0].part.label)
    name = clause_names([section.new for section in sections if section.new])
    if not sections[0].renumbered:
        return name
    before = clause_names([section.old for section in sections if section.old])
    return _("%(names)s (formerly %(before)s)") % {"names": name, "before": before}


def grouped(sections: Iterable[Section]) -> Iterable[list[Section]]:
    """Yield sections alone, unchanged clauses grouped with the neighbours whose numbers went the same way."""
    for _key, group in groupby(enumerate(sections), key=lambda entry: group_key(*entry)):
        yield [section for _index, section in group]


def group_key(index: int, section: Section) -> tuple[object, ...]:
    if section.label != Label.UNCHANGED or not section.old or not section.new:
        return (index,)
    return ("unchanged", section.part, int(section.new.number or 0) - int(section.old.number or 0))


def unit_path(unit: Unit) -> str:
    """Return the number of a line under that of its item: (3) イ is printed (3)イ."""
    return unit.parent + unit.number


def unit_names(units: Sequence[Unit], language: str) -> str:
    """Return one name for consecutive lines: "(a)–(c)", (1)～(3)."""
    if labels := [str(unit.label) for unit in units if unit.label]:
        return _(", ").join(labels)
    first, last = unit_path(units[0]), unit_path(units[-1])
    if len(units) == 1 or not first:
        return first
    between = "・" if len(units) == 2 else "～"
    return f"{first}{between}{last}" if language == JAPANESE else f"{first}–{last}"


def former_number(section: Section) -> str:
    """Return from where a clause moved, or which number it had: "formerly item 4"."""
    if section.old is None or section.new is None:
        return ""
    words = _("from %(place)s") if section.label == Label.MOVED else pgettext("clause", "formerly %(place)s")
    return words % {"place": section.old.name} if section.old.name != section.new.name else ""


def moved_from_or_to(unit: UnitChange) -> str:
    """Return where the same words stand in the other text: "from item 3", "to item 5"."""
    if unit.elsewhere is None:
        return ""
    words = _("from %(place)s") if unit.new else _("to %(place)s")
    return words % {"place": place_name(unit.elsewhere)}


def summary(comparison: Comparison) -> str:
    """Return in one line how much changed: "2 items changed, 1 new, 7 unchanged." """
    counts = {label: comparison.count(label) for label in Label}
    parts = [
        ngettext("%(count)s item changed", "%(count)s items changed", counts[Label.CHANGED]),
        ngettext("%(count)s item new", "%(count)s items new", counts[Label.NEW]),
        ngettext("%(count)s item removed", "%(count)s items removed", counts[Label.REMOVED]),
        ngettext("%(count)s item moved", "%(count)s items moved", counts[Label.MOVED]),
        ngettext("%(count)s item unchanged", "%(count)s items unchanged", counts[Label.UNCHANGED]),
    ]
    order = (Label.CHANGED, Label.NEW, Label.REMOVED, Label.MOVED, Label.UNCHANGED)
    phrases = [part % {"count": counts[label]} for part, label in zip(parts, order, strict=True) if counts[label]]
    return _("%(list)s.") % {"list": _(", ").join(phrases)}
