"""What a pasted text was understood to be: placed lines, and the clauses they make up.

Every line that is not blank becomes one or more `Placed` pieces, in the order of the text: mark, text and tail together
hold all its letters. The clauses are folded out of the pieces, so that nothing can be lost between the two.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from policy.pasting.dates import DatePhrase
from policy.pasting.doubts import Doubt


class Role(Enum):
    """What a piece of a line is."""

    LEFT_OVER = "left over"
    TITLE = "title"
    INTRO = "intro"
    DATE = "date"
    PART = "part"  # the heading of supplementary provisions or of a schedule
    CAPTION = "caption"  # a heading that stands on the line before its number
    CLAUSE = "clause"
    LEAD = "lead"
    ITEM = "item"
    SUBITEM = "subitem"
    ROW = "row"  # of a table, its cells between tabs
    CLOSING = "closing"


@dataclass(frozen=True)
class Placed:
    """A piece of a line. `joiner` joins it to the piece before of the same role; None begins a new one."""

    number: int
    role: Role
    text: str
    mark: str = ""
    tail: str = ""
    joiner: str | None = None
    doubt: Doubt | None = None


@dataclass(frozen=True)
class Note:
    """Something the person should look at. `clause` is the position of the clause, 0 for the whole text."""

    text: str
    clause: int = 0


@dataclass
class ParsedItem:
    """An item with its sub-items, without their marks."""

    text: str = ""
    subitems: list[str] = field(default_factory=list)


@dataclass
class ParsedClause:
    """A clause in one language. `mark` is its number as it was typed; `part` the name of the part it stands in.

    The head of a part is one as well; it bears the name of the part, and may have text but no number.
    """

    mark: str = ""
    part: str = ""
    is_head: bool = False
    line: int = 0
    heading: str = ""
    lead: list[str] = field(default_factory=list)
    items: list[ParsedItem] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)

    @property
    def in_part(self) -> bool:
        """Tell whether it stands after the main text."""
        return self.is_head or bool(self.part)

    @property
    def full_heading(self) -> str:
        """Return the heading, after the name of its part."""
        return " ".join(filter(None, (self.part, self.heading)))

    def texts(self) -> list[str]:
        """Return everything below the heading, in order."""
        items = [text for item in self.items for text in (item.text, *item.subitems)]
        cells = [cell for rows in self.tables for row in rows for cell in row]
        return [*self.lead, *items, *cells, *self.closing]


@dataclass
class ParsedText:
    """A policy in one language."""

    title: str = ""
    intro: list[str] = field(default_factory=list)
    clauses: list[ParsedClause] = field(default_factory=list)
    dates: list[DatePhrase] = field(default_factory=list)
    left_over: list[Placed] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    ordinals: list[int] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def assemble(placed: Iterable[Placed]) -> ParsedText:
    """Fold placed pieces into clauses; the ordinals, dates and notes are filled in by the parser."""
    parsed = ParsedText(placed=list(placed))
    caption = part = ""
    before: Placed | None = None
    for piece in parsed.placed:
        if piece.role is Role.LEFT_OVER:
            parsed.left_over.append(piece)
        elif piece.role is Role.TITLE:
            parsed.title = piece.text
        elif piece.role is Role.INTRO:
            add(parsed.intro, piece)
        elif piece.role is Role.PART:
            part = piece.text
            parsed.clauses.append(ParsedClause(line=piece.number, heading=part, is_head=True))
        elif piece.role is Role.CAPTION:
            caption = piece.text
        elif piece.role is Role.CLAUSE and piece.joiner is None:
            parsed.clauses.append(
                ParsedClause(mark=piece.mark, part=part, line=piece.number, heading=caption or piece.text)
            )
            caption = ""
        elif piece.role is Role.ROW:
            add_row(parsed.clauses[-1].tables, piece, is_first=before is None or before.role is not Role.ROW)
        elif piece.role is not Role.DATE:
            place(parsed.clauses[-1], piece)
        before = piece
    return parsed


def add_row(tables: list[list[list[str]]], piece: Placed, *, is_first: bool) -> None:
    if is_first:
        tables.append([])
    tables[-1].append(re.split("\t+", piece.text))


def place(clause: ParsedClause, piece: Placed) -> None:
    """Put a piece below a clause."""
    if piece.role is Role.CLAUSE:
        clause.heading += f"{piece.joiner}{piece.text}"
    elif piece.role is Role.LEAD:
        add(clause.lead, piece)
    elif piece.role is Role.CLOSING:
        add(clause.closing, piece)
    elif piece.role is Role.SUBITEM:
        add(clause.items[-1].subitems, piece)
    elif piece.joiner is None:
        clause.items.append(ParsedItem(text=piece.text))
    else:
        clause.items[-1].text += f"{piece.joiner}{piece.text}"


def add(texts: list[str], piece: Placed) -> None:
    if piece.joiner is None or not texts:
        texts.append(piece.text)
    else:
        texts[-1] += f"{piece.joiner}{piece.text}"
