"""Moves pieces of a pasted text by hand: up and down among the others, in and out by one level.

From the outside: left out, heading, paragraph, item, sub-item. After the moves every piece takes the role that its
level has where it stands; what then has no place of its own is joined to the line above, and says so.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from policy.pasting.doubts import Doubt
from policy.pasting.numbering_marks import possible_marks
from policy.pasting.structure import Placed, Role

UP, DOWN, IN, OUT = "up", "down", "in", "out"
MOVE = re.compile(r"(?P<key>\d{1,6}\.\d{1,2}):(?P<act>up|down|in|out)")
LEFT_OUT, HEADING, PARAGRAPH, ITEM, SUBITEM = range(5)
LEVELS = {
    Role.CLAUSE: HEADING,
    **dict.fromkeys((Role.INTRO, Role.LEAD, Role.ROW, Role.CLOSING), PARAGRAPH),
    Role.ITEM: ITEM,
    Role.SUBITEM: SUBITEM,
}
LISTED = {ITEM: Role.ITEM, SUBITEM: Role.SUBITEM}


@dataclass
class PlacedRow:
    """A piece with the key by which moves name it: the number of its line, and its place in the line."""

    key: str
    piece: Placed

    @property
    def level(self) -> int:
        return LEVELS.get(self.piece.role, LEFT_OUT)


def rows_of(placed: Iterable[Placed]) -> list[PlacedRow]:
    rows: list[PlacedRow] = []
    for piece in placed:
        before = rows[-1] if rows else None
        nth = int(before.key.split(".")[1]) + 1 if before and before.piece.number == piece.number else 0
        rows.append(PlacedRow(f"{piece.number}.{nth}", piece))
    return rows


def moved(placed: Sequence[Placed], moves: str) -> list[PlacedRow]:
    """Return the pieces after the moves, each written KEY:ACT; a move that leads nowhere changes nothing."""
    rows = rows_of(placed)
    found = list(MOVE.finditer(moves))
    for move in found:
        place = next((place for place, row in enumerate(rows) if row.key == move["key"]), None)
        if place is not None:
            act = move["act"]
            rows = swapped(rows, place, act) if act in (UP, DOWN) else shifted(rows, place, act)
    return settled(rows) if found else rows


def swapped(rows: list[PlacedRow], place: int, act: str) -> list[PlacedRow]:
    """Return the rows with a piece, and what is joined to it, before or after its neighbour."""
    groups: list[list[PlacedRow]] = []
    for row in rows:
        if row.piece.joiner is None or not groups:
            groups.append([])
        groups[-1].append(row)
    at = next(at for at, group in enumerate(groups) if rows[place] in group)
    other = at + (1 if act == DOWN else -1)
    if 0 <= other < len(groups):
        groups[at], groups[other] = groups[other], groups[at]
        first = groups[other][0]
        first.piece = replace(first.piece, doubt=Doubt.MOVED)
    return [row for group in groups for row in group]


def shifted(rows: list[PlacedRow], place: int, act: str) -> list[PlacedRow]:
    """Return the rows with a piece one level further in or out; what was joined to the line above comes apart first."""
    row = rows[place]
    if row.piece.joiner is not None and act == OUT:
        row.piece = replace(row.piece, joiner=None, doubt=Doubt.MOVED)
        return rows
    fixed = row.piece.role not in LEVELS
    level = PARAGRAPH if fixed and act == IN else row.level + (1 if act == IN else -1)
    if LEFT_OUT <= level <= SUBITEM:
        row.piece = at_level(replace(row.piece, joiner=None, doubt=Doubt.MOVED), level)
    return rows


def at_level(piece: Placed, level: int) -> Placed:
    """Return a piece at a level: its mark stands apart where the site counts, and in the text where it does not."""
    text = piece.mark + gap(piece) + piece.text + piece.tail
    mark = next((one for one in possible_marks(text) if one.rest), None) if level in (HEADING, ITEM, SUBITEM) else None
    roles = {LEFT_OUT: Role.LEFT_OVER, HEADING: Role.CLAUSE, PARAGRAPH: Role.LEAD, **LISTED}
    words, sign = (mark.rest, mark.text) if mark else (text, "")
    return replace(piece, role=roles[level], text=words, mark=sign, tail="")


def gap(piece: Placed) -> str:
    return "" if not piece.mark or piece.mark.endswith(tuple("(（【〔［＜ \u3000")) else " "


def settled(rows: list[PlacedRow]) -> list[PlacedRow]:
    """Return the rows with the role that each level has where it stands."""
    before: Placed | None = None  # the piece that a joined one goes on from
    has_clause = False
    for place, row in enumerate(rows):
        if row.piece.role is Role.PART:
            has_clause, before = True, row.piece
        if row.piece.role not in LEVELS:
            continue
        has_clause = has_clause or row.level == HEADING
        row.piece = settled_piece(row, before, rows[place + 1 :], has_clause=has_clause)
        before = row.piece
    return rows


def settled_piece(row: PlacedRow, before: Placed | None, after: Sequence[PlacedRow], *, has_clause: bool) -> Placed:
    piece = row.piece
    if piece.joiner is not None and before:
        return replace(piece, role=before.role)
    piece = replace(piece, joiner=None)
    if not has_clause:
        return replace(at_level(piece, PARAGRAPH), role=Role.INTRO)
    listed = before is not None and before.role in (Role.ITEM, Role.SUBITEM)
    if row.level == SUBITEM and not listed:
        return replace(piece, role=Role.ITEM)
    if row.level != PARAGRAPH or piece.role is Role.ROW:
        return piece
    if not listed and (before is None or before.role not in (Role.CLOSING, Role.ROW)):
        return replace(piece, role=Role.LEAD)
    if before and listed and has_items_after(after):
        return replace(piece, role=before.role, joiner=" ", doubt=Doubt.GLUED)
    return replace(piece, role=Role.CLOSING)


def has_items_after(after: Sequence[PlacedRow]) -> bool:
    level = next((row.level for row in after if row.level in (HEADING, ITEM, SUBITEM)), HEADING)
    return level != HEADING
