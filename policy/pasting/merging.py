"""Turns pasted clauses and parts into blocks of the draft, as StreamField stores them; what was not pasted is kept.

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
from policy.text.canonical import SUPPLEMENT, line

Raw = dict[str, Any]
T = TypeVar("T")
Merged = tuple[Raw, Pair | None]  # a block of the draft, and the pasted pair that it holds
NO_TABLE: Raw = {"caption": "", "columns": [], "rows": []}
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
    held = [id(kept) for kept in found]
    for place, kept in enumerate(existing):
        if id(kept) not in held and holds_other(kept, language):
            merged.insert(place_for(existing, place, merged), (block({language: None}, kept), None))
    return merged


def place_for(existing: Sequence[Raw], place: int, merged: Sequence[Merged]) -> int:
    """Return where a clause of the draft goes among the pasted ones: after its neighbour, a part after everything."""
    if is_part(existing[place]):
        return len(merged)
    if not place:
        return 0
    before = existing[place - 1]["id"]
    end = len(merged) if place > main_count(existing) else len(main_and_parts(merged)[0])
    return next((at for at, (one, _pair) in enumerate(merged, 1) if one["id"] == before), end)


def main_count(blocks: Sequence[Raw]) -> int:
    """Return how many blocks stand before the first part."""
    return next((place for place, one in enumerate(blocks) if is_part(one)), len(blocks))


def appended(existing: Sequence[Raw], pairs: Sequence[Pair]) -> list[Merged]:
    """Return the draft's clauses and the pasted ones after them."""
    return [*kept(existing), *((block(pair, None), pair) for pair in pairs)]


def kept(existing: Sequence[Raw]) -> list[Merged]:
    return [(one, None) for one in existing]


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
    numbers = [place if place <= main_count(existing) else None for place in range(1, len(existing) + 1)]
    right = [draft_side(kept, number, language) for kept, number in zip(existing, numbers, strict=True)]
    return matched(left, right, chosen)


def pasted_side(clause: ParsedClause, language: str, existing: Sequence[Raw]) -> ClauseSide:
    """Return a pasted clause for matching; its twin is the heading of the draft's clause that already has its own."""
    heading = line(clause.heading)
    known = any(line(kept["value"]["heading"].get(language)) == heading for kept in existing)
    number = None if clause.in_part else ordinal_of(clause.mark)
    return ClauseSide(str(clause.line), number, heading, "\n".join(clause.texts()), heading if known else "")


def draft_side(kept: Raw, number: int | None, language: str) -> ClauseSide:
    value = kept["value"]
    other = next(key for key in LANGUAGES if key != language)
    heading = line(value["heading"].get(language)) or line(value["heading"].get(other))
    return ClauseSide(kept["id"], number, heading, value["lead"].get(other, ""))


def has_same_heading(kept: Raw, pair: Pair) -> bool:
    headings = {language: line(text) for language, text in kept["value"]["heading"].items()}
    return any(clause and clause.heading and line(clause.heading) == headings[key] for key, clause in pair.items())


def block(pair: Pair, kept: Raw | None) -> Raw:
    """Return one clause as StreamField stores it."""
    value = kept["value"] if kept else {}
    clauses = {language: clause or ParsedClause() for language, clause in pair.items()}
    leads = {language: cells("\n".join(clause.lead)) for language, clause in clauses.items()}
    closings = {language: cells("\n".join(clause.closing)) for language, clause in clauses.items()}
    is_head = any(clause.is_head for clause in clauses.values()) or (not any(pair.values()) and is_part(kept))
    # A head that was pasted anew says its date itself.
    held = value.get("heading", EMPTY)
    same = all(line(clause.heading) == line(held[key]) for key, clause in pair.items() if clause)
    own = {"dated": value.get("dated") if same else None} if is_head else {"shows_desk": bool(value.get("shows_desk"))}
    return {
        "type": SUPPLEMENT if is_head else "clause",
        "id": kept["id"] if kept else str(uuid4()),
        "value": {
            "heading": texts({key: clause.heading for key, clause in clauses.items()}, value.get("heading")),
            "lead": texts(leads, value.get("lead")),
            "items": items({key: clause.items for key, clause in clauses.items()}, value.get("items") or []),
            "tables": tables(clauses, value.get("tables") or []),
            "closing": texts(closings, value.get("closing")),
            "anchor": value.get("anchor") or "",
            **own,
        },
    }


def is_part(block: Raw | None) -> bool:
    return block is not None and block["type"] == SUPPLEMENT


def main_and_parts(merged: Sequence[Merged]) -> tuple[list[Merged], list[Merged]]:
    """Return the clauses of the main text, and what begins with the head of the first part."""
    first = main_count([block for block, _pair in merged])
    return list(merged[:first]), list(merged[first:])


def tables(clauses: Mapping[str, ParsedClause], kept: Sequence[Raw]) -> list[Raw]:
    """Return the tables of a clause; the first row of a pasted one holds its headings, the clause gives its name."""
    columns = [clause.tables for clause in clauses.values()]
    held = kept_children(kept, columns)
    return [
        listed(
            {
                **dict.fromkeys(LANGUAGES, NO_TABLE),
                **(old["value"] if (old := at(held, place)) else {}),
                **{
                    language: table_value(rows, clause.heading)
                    for language, clause in clauses.items()
                    if (rows := at(clause.tables, place))
                },
            },
            at(held, place),
        )
        for place in range(max(len(held), *map(len, columns)))
    ]


def table_value(rows: Sequence[Sequence[str]], name: str) -> Raw:
    """Return a pasted table as StreamField stores it; short rows are filled up."""
    width = max(map(len, rows))
    first, *others = [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows]
    return {
        "caption": line(name),
        "columns": [{"type": "text", "heading": cell} for cell in first],
        "rows": [{"values": row} for row in others],
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
