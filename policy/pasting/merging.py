"""Turns pasted clauses into blocks of the draft, as StreamField stores them; what was not pasted is kept.

A pasted clause takes the place of the one in the draft that has the same heading; when only one language was pasted, of
the one that number, subject or references name. It then keeps that clause's id and permanent anchor, its desk, and its
text in the other language.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar
from uuid import uuid4

from cluster_cms.pages.languages import LANGUAGES
from policy.pasting.clause_pairs import ClauseSide, Matching, matched
from policy.pasting.notes import ordinal_of
from policy.pasting.pairing import Pair
from policy.pasting.structure import ParsedClause, ParsedItem
from policy.text.canonical import line

Raw = dict[str, Any]
T = TypeVar("T")
Merged = tuple[Raw, Pair | None]  # a block of the draft, and the pasted pair that it holds
EMPTY: Mapping[str, str] = dict.fromkeys(LANGUAGES, "")


def replaced(existing: Sequence[Raw], pairs: Sequence[Pair], chosen: Mapping[str, str] | None = None) -> list[Merged]:
    """Return the pasted clauses in place of the draft's, each with its pair.

    Where one language was pasted, a clause of the draft that has no counterpart keeps its text in the other language.
    """
    found = counterparts(existing, pairs, chosen or {})
    merged: list[Merged] = [(block(pair, kept), pair) for pair, kept in zip(pairs, found, strict=True)]
    alone = {key for pair in pairs for key in pair}
    if len(alone) != 1:
        return merged
    language = next(iter(alone))
    at_end = [id(kept) for kept in found]
    for place, kept in enumerate(existing):
        if id(kept) in at_end or not holds_other(kept, language):
            continue
        before = existing[place - 1]["id"] if place else None
        at = next(
            (at for at, (one, _pair) in enumerate(merged, 1) if one["id"] == before), len(merged) if before else 0
        )
        merged.insert(at, (block({language: None}, kept), None))
    return merged


def appended(existing: Sequence[Raw], pairs: Sequence[Pair]) -> list[Merged]:
    """Return the draft's clauses and the pasted ones after them."""
    return [*((one, None) for one in existing), *((block(pair, None), pair) for pair in pairs)]


def holds_other(kept: Raw, language: str) -> bool:
    """Return whether a clause of the draft says something in the other language."""
    return any(text.strip() for key, text in kept["value"]["heading"].items() if key != language)


def counterparts(existing: Sequence[Raw], pairs: Sequence[Pair], chosen: Mapping[str, str]) -> list[Raw | None]:
    """Return, for each pasted clause, the one of the draft that it replaces; none is replaced twice."""
    matching = draft_matching(existing, pairs, chosen)
    if matching:
        return [existing[matching.pairs[place]] if place in matching.pairs else None for place in range(len(pairs))]
    free = list(existing)
    found: list[Raw | None] = []
    for pair in pairs:
        same = next((kept for kept in free if has_same_heading(kept, pair)), None)
        free = [kept for kept in free if kept is not same]
        found.append(same)
    return found


def draft_matching(existing: Sequence[Raw], pairs: Sequence[Pair], chosen: Mapping[str, str]) -> Matching | None:
    """Return which clause of the draft each clause of a single pasted language is; None where both were pasted."""
    languages = {key for pair in pairs for key in pair}
    if len(languages) != 1:
        return None
    language = next(iter(languages))
    left = [pasted_side(clause or ParsedClause(), language, existing) for pair in pairs for clause in pair.values()]
    return matched(left, [draft_side(kept, place, language) for place, kept in enumerate(existing, 1)], chosen)


def pasted_side(clause: ParsedClause, language: str, existing: Sequence[Raw]) -> ClauseSide:
    """Return a pasted clause for matching; its twin is the heading of the draft's clause that already has its own."""
    heading = line(clause.full_heading)
    known = any(line(kept["value"]["heading"].get(language)) == heading for kept in existing)
    number = None if clause.part else ordinal_of(clause.mark)
    return ClauseSide(str(clause.line), number, heading, "\n".join(clause.texts()), heading if known else "")


def draft_side(kept: Raw, place: int, language: str) -> ClauseSide:
    value = kept["value"]
    other = next(key for key in LANGUAGES if key != language)
    heading = line(value["heading"].get(language)) or line(value["heading"].get(other))
    return ClauseSide(kept["id"], place, heading, value["lead"].get(other, ""))


def has_same_heading(kept: Raw, pair: Pair) -> bool:
    headings = {language: line(text) for language, text in kept["value"]["heading"].items()}
    return any(clause and clause.heading and line(clause.full_heading) == headings[key] for key, clause in pair.items())


def block(pair: Pair, kept: Raw | None) -> Raw:
    """Return one clause as StreamField stores it."""
    value = kept["value"] if kept else {}
    clauses = {language: clause or ParsedClause() for language, clause in pair.items()}
    leads = {language: cells("\n".join(clause.lead)) for language, clause in clauses.items()}
    closings = {language: cells("\n".join(clause.closing)) for language, clause in clauses.items()}
    return {
        "type": "clause",
        "id": kept["id"] if kept else str(uuid4()),
        "value": {
            "heading": texts({key: clause.full_heading for key, clause in clauses.items()}, value.get("heading")),
            "lead": texts(leads, value.get("lead")),
            "items": items({key: clause.items for key, clause in clauses.items()}, value.get("items") or []),
            "closing": texts(closings, value.get("closing")),
            "shows_desk": bool(value.get("shows_desk")),
            "anchor": value.get("anchor") or "",
        },
    }


def cells(text: str) -> str:
    """Return a text with the cells of tables set apart by a sign that survives."""
    return re.sub(r"\t+", " | ", text)


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
        "text": texts({key: cells(item.text) for key, item in row.items()}, value.get("text")),
        "subitems": [subitem(row, at(held, place), place) for place in rows],
    }


def subitem(row: Mapping[str, ParsedItem], old: Raw | None, place: int) -> Raw:
    pasted = {key: cells(at(item.subitems, place) or "") for key, item in row.items()}
    return listed(texts(pasted, old["value"] if old else None), old)


def kept_children(kept: Sequence[Raw], columns: Collection[Sequence[object]]) -> Sequence[Raw]:
    """Return the kept children of a list: all of them where a language was not pasted, for its text stands there."""
    return kept if len(columns) < len(LANGUAGES) else kept[: max(map(len, columns))]


def at(sequence: Sequence[T], place: int) -> T | None:
    return sequence[place] if place < len(sequence) else None


def listed(value: Raw, old: Raw | None) -> Raw:
    """Return a child of a list block, with the id that it had."""
    return {"type": "item", "id": old["id"] if old else str(uuid4()), "value": value}
