"""Which products answer a question, what each choice would find, and which condition to drop."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from products.catalogue.entries import Catalogue, Entry
from products.finder.asking import FAMILY, USE, Asked

Condition = tuple[str, str]  # the name of the field (or `limits`) and a key
LIMITS = "limits"


@dataclass(frozen=True)
class Relaxation:
    """What is found when one condition is dropped."""

    condition: Condition
    asked: Asked
    found: tuple[Entry, ...]


def answers(entry: Entry, asked: Asked) -> bool:
    """Return whether a product has one of the families, one of the uses, and meets every limit."""
    if asked.families and entry.family not in asked.families:
        return False
    if asked.uses and not asked.uses & entry.uses:
        return False
    return all(
        key in entry.values and entry.values[key].overlaps(limits.low, limits.high)
        for key, limits in asked.limits.items()
    )


def find(catalogue: Catalogue, asked: Asked) -> tuple[Entry, ...]:
    """Return the products that answer, in their order; those that are discontinued last."""
    found = [entry for entry in catalogue.entries if answers(entry, asked)]
    return tuple(sorted(found, key=lambda entry: entry.status == "discontinued"))


def counts(catalogue: Catalogue, asked: Asked) -> dict[str, Counter[str]]:
    """Return by field how many products each choice would find beside the other conditions."""
    without_families = Asked(frozenset(), asked.uses, asked.limits)
    without_uses = Asked(asked.families, frozenset(), asked.limits)
    families = Counter(entry.family for entry in find(catalogue, without_families))
    uses = Counter(use for entry in find(catalogue, without_uses) for use in entry.uses)
    return {FAMILY: families, USE: uses}


def conditions(asked: Asked) -> Iterator[Condition]:
    """Yield each condition of a question."""
    yield from ((FAMILY, key) for key in sorted(asked.families))
    yield from ((USE, key) for key in sorted(asked.uses))
    yield from ((LIMITS, key) for key in asked.limits)


def relaxations(catalogue: Catalogue, asked: Asked) -> list[Relaxation]:
    """Return the conditions of which dropping a single one finds something, the most found first."""
    dropped = [(condition, asked.without(*condition)) for condition in conditions(asked)]
    found = [Relaxation(condition, rest, find(catalogue, rest)) for condition, rest in dropped]
    return sorted((one for one in found if one.found), key=lambda one: len(one.found), reverse=True)


def nearest(catalogue: Catalogue, asked: Asked, most: int = 3) -> tuple[Entry, ...]:
    """Return the products that meet the most conditions, at least one of them."""
    alone = [only(asked, condition) for condition in conditions(asked)]
    met = [(sum(answers(entry, one) for one in alone), entry) for entry in find(catalogue, Asked())]
    return tuple(entry for count, entry in sorted(met, key=lambda pair: -pair[0]) if count)[:most]


def only(asked: Asked, condition: Condition) -> Asked:
    """Return a question of one condition alone."""
    name, key = condition
    if name == FAMILY:
        return Asked(families=frozenset({key}))
    return Asked(uses=frozenset({key})) if name == USE else Asked(limits={key: asked.limits[key]})
