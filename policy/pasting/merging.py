"""Turns pasted clauses into blocks of the draft, as StreamField stores them; what was not pasted is kept.

A pasted clause takes the place of the one in the draft that has the same heading; failing that, when only one language
was pasted, of the one at its position. It then keeps that clause's id and permanent anchor, its desk, and its text in
the other language.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar
from uuid import uuid4

from cluster_cms.pages.languages import LANGUAGES
from policy.pasting.pairing import Pair
from policy.pasting.structure import ParsedClause, ParsedItem
from policy.text.canonical import line

Raw = dict[str, Any]
T = TypeVar("T")
EMPTY: Mapping[str, str] = dict.fromkeys(LANGUAGES, "")


def replaced(existing: Sequence[Raw], pairs: Sequence[Pair]) -> list[Raw]:
    """Return the pasted clauses in place of the draft's."""
    return [block(pair, kept) for pair, kept in zip(pairs, counterparts(existing, pairs), strict=True)]


def appended(existing: Sequence[Raw], pairs: Sequence[Pair]) -> list[Raw]:
    """Return the draft's clauses and the pasted ones after them."""
    return [*existing, *(block(pair, None) for pair in pairs)]


def counterparts(existing: Sequence[Raw], pairs: Sequence[Pair]) -> list[Raw | None]:
    """Return, for each pasted clause, the one of the draft that it replaces; none is replaced twice."""
    free = list(existing)
    found: list[Raw | None] = []
    for pair in pairs:
        same = next((kept for kept in free if has_same_heading(kept, pair)), None)
        free = [kept for kept in free if kept is not same]
        found.append(same)
    for place, pair in enumerate(pairs):
        at_place = existing[place] if place < len(existing) else None
        if found[place] is None and len(pair) == 1 and any(kept is at_place for kept in free):
            found[place] = at_place
            free = [kept for kept in free if kept is not at_place]
    return found


def has_same_heading(kept: Raw, pair: Pair) -> bool:
    headings = {language: line(text) for language, text in kept["value"]["heading"].items()}
    return any(clause and clause.heading and line(clause.heading) == headings[key] for key, clause in pair.items())


def block(pair: Pair, kept: Raw | None) -> Raw:
    """Return one clause as StreamField stores it."""
    value = kept["value"] if kept else {}
    clauses = {language: clause or ParsedClause() for language, clause in pair.items()}
    leads = {language: "\n".join(clause.lead) for language, clause in clauses.items()}
    closings = {language: "\n".join(clause.closing) for language, clause in clauses.items()}
    return {
        "type": "clause",
        "id": kept["id"] if kept else str(uuid4()),
        "value": {
            "heading": texts({key: clause.heading for key, clause in clauses.items()}, value.get("heading")),
            "lead": texts(leads, value.get("lead")),
            "items": items({key: clause.items for key, clause in clauses.items()}, value.get("items") or []),
            "closing": texts(closings, value.get("closing")),
            "shows_desk": bool(value.get("shows_desk")),
            "anchor": value.get("anchor") or "",
        },
    }


def texts(pasted: Mapping[str, str], kept: Mapping[str, str] | None) -> dict[str, str]:
    """Return a text in both languages: the pasted ones, and for a language that was not pasted the kept one."""
    return {**EMPTY, **(kept or {}), **pasted}


def items(pasted: Mapping[str, list[ParsedItem]], kept: Sequence[Raw]) -> list[Raw]:
    """Return the items of a clause; where one language has fewer of them, it ends in empty ones."""
    held = kept_children(kept, pasted.values())
    rows = range(max(len(held), *map(len, pasted.values())))
    return [listed(item_value(across(pasted, row), at(held, row)), at(held, row)) for row in rows]


def across(pasted: Mapping[str, list[ParsedItem]], row: int) -> dict[str, ParsedItem]:
    """Return the item of each language at one place; an empty one where a language has none."""
    return {language: at(column, row) or ParsedItem() for language, column in pasted.items()}


def item_value(row: Mapping[str, ParsedItem], old: Raw | None) -> Raw:
    value = old["value"] if old else {}
    held = kept_children(value.get("subitems") or [], [item.subitems for item in row.values()])
    rows = range(max(len(held), *(len(item.subitems) for item in row.values())))
    return {
        "text": texts({key: item.text for key, item in row.items()}, value.get("text")),
        "subitems": [subitem(row, at(held, place), place) for place in rows],
    }


def subitem(row: Mapping[str, ParsedItem], old: Raw | None, place: int) -> Raw:
    pasted = {key: at(item.subitems, place) or "" for key, item in row.items()}
    return listed(texts(pasted, old["value"] if old else None), old)


def kept_children(kept: Sequence[Raw], columns: Collection[Sequence[object]]) -> Sequence[Raw]:
    """Return the kept children of a list: all of them where a language was not pasted, for its text stands there."""
    return kept if len(columns) < len(LANGUAGES) else kept[: max(map(len, columns))]


def at(sequence: Sequence[T], place: int) -> T | None:
    return sequence[place] if place < len(sequence) else None


def listed(value: Raw, old: Raw | None) -> Raw:
    """Return a child of a list block, with the id that it had."""
    return {"type": "item", "id": old["id"] if old else str(uuid4()), "value": value}
