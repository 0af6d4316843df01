"""The units of a text: paragraphs, items and sub-items, each with its printed number, and how they changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from policy.comparison.matching import Pair, align
from policy.comparison.text_diff import Runs, compare_text, is_changed
from policy.text.rendering import Clause, Line

PARAGRAPH, ITEM, SUBITEM = 0, 1, 2
DESK = _("(Name, telephone, hours and mail address of the desk stand here.)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, item or sub-item of one text; a named one (an address, say) has a label in place of a number."""

    text: str
    level: int = PARAGRAPH
    number: str = ""
    label: str | Promise = ""
    parent: str = ""  # a sub-item's item


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: the number of the clause, and of the item if they are in one."""

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

    @property
    def here(self) -> Unit:
        """The unit as it stands now, or as it stood before it was removed."""
        return self.new or self.old or Unit("")

    @property
    def renumbered(self) -> bool:
        """Tell whether a unit that stands in both texts has another number."""
        return bool(self.old and self.new and self.old.number != self.new.number)

    @property
    def whole(self) -> bool:
        """Tell whether the whole unit was added or removed."""
        return self.old is None or self.new is None

    @property
    def changed(self) -> bool:
        """Tell whether words differ; a new number alone is no change."""
        return is_changed(self.runs) or self.old is None or self.new is None or self.old.level != self.new.level


def paragraphs(texts: Iterable[str]) -> list[Unit]:
    return [Unit(text) for text in texts]


def units_of(clause: Clause, desk: str) -> list[Unit]:
    """Return the units of a clause in reading order; `desk` stands for the desk's data where the clause shows them."""
    units = [*paragraphs(clause.lead), *lines(clause.items, ITEM), *paragraphs(clause.closing)]
    return [*units, Unit(desk)] if clause.shows_desk else units


def lines(entries: Iterable[Line], level: int, parent: str = "") -> list[Unit]:
    units: list[Unit] = []
    for entry in entries:
        units += [Unit(entry.text, level, entry.number, parent=parent), *lines(entry.below, level + 1, entry.number)]
    return units


def compare_units(old: Sequence[Unit], new: Sequence[Unit], language: str) -> tuple[UnitChange, ...]:
    """Return how each unit changed: whole units are added and removed, revised ones compared by words."""
    pairs = align([unit.text for unit in old], [unit.text for unit in new], language)
    return tuple(
        change(None if i is None else old[i], None if j is None else new[j], language)
        for i, j in side_by_side(pairs, old, new)
    )


def change(old: Unit | None, new: Unit | None, language: str) -> UnitChange:
    return UnitChange(old, new, compare_text(old.text if old else "", new.text if new else "", language))


def side_by_side(pairs: list[Pair], old: Sequence[Unit], new: Sequence[Unit]) -> list[Pair]:
    """Let paragraphs that were written anew stand beside those they replace in the same place."""
    result: list[Pair] = []
    for paired, group in groupby(pairs, key=lambda pair: None not in pair):
        if paired:
            result += group
        else:
            result += woven(list(group), old, new)
    return result


def woven(alone: list[Pair], old: Sequence[Unit], new: Sequence[Unit]) -> list[Pair]:
    """Return units without partners in reading order, their paragraphs paired one by one."""
    removed = [i for i, _none in alone if i is not None]
    added = [j for _none, j in alone if j is not None]
    knots = zip(
        [i for i in removed if old[i].level == PARAGRAPH],
        [j for j in added if new[j].level == PARAGRAPH],
        strict=False,
    )
    result: list[Pair] = []
    for i, j in knots:
        result += [*((k, None) for k in removed if k < i), *((None, k) for k in added if k < j), (i, j)]
        removed, added = [k for k in removed if k > i], [k for k in added if k > j]
    return [*result, *((k, None) for k in removed), *((None, k) for k in added)]
