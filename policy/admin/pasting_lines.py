"""What the preview of a pasted text shows of lines: the source, what it became, and why it should be looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from policy.pasting.doubts import SETTLED
from policy.pasting.lines import read
from policy.pasting.moving import PlacedRow
from policy.pasting.structure import Role
from policy.text import numbering

NAMES: dict[Role, str | Promise] = {
    Role.LEFT_OVER: pgettext_lazy("pasted line", "left out"),
    Role.TITLE: pgettext_lazy("pasted line", "title"),
    Role.INTRO: pgettext_lazy("pasted line", "text before the first clause"),
    Role.DATE: pgettext_lazy("pasted line", "date"),
    Role.PART: pgettext_lazy("pasted line", "part"),
    Role.CAPTION: pgettext_lazy("pasted line", "heading of the next line"),
    Role.CLAUSE: pgettext_lazy("pasted line", "item"),
    Role.LEAD: pgettext_lazy("pasted line", "text"),
    Role.ITEM: pgettext_lazy("pasted line", "numbered line"),
    Role.SUBITEM: pgettext_lazy("pasted line", "sub-item"),
    Role.ROW: pgettext_lazy("pasted line", "row of a table"),
    Role.CLOSING: pgettext_lazy("pasted line", "text after the numbered lines"),
}
DEPTH = {Role.ITEM: 1, Role.SUBITEM: 2}


@dataclass(frozen=True)
class ShownLine:
    """A piece of a line: where it comes from, what it is, and how it can be moved."""

    key: str
    number: int
    source: str
    name: str
    words: str
    depth: int
    is_joined: bool
    is_left_out: bool
    can_move: bool
    doubt: str
    is_unsure: bool


def shown_lines(text: str, rows: Sequence[PlacedRow], language: str) -> Iterator[ShownLine]:
    """Yield the pieces of a text with their lines; a line stands with the first of its pieces."""
    sources = {line.number: line.text for line in read(text)}
    count = [0, 0, 0]
    for row in rows:
        piece = row.piece
        number = numbered(piece.role, count, language) if piece.joiner is None else ""
        doubt = piece.doubt
        yield ShownLine(
            key=row.key,
            number=piece.number,
            source=sources.pop(piece.number, ""),
            name=f"{NAMES[piece.role]} {number}".strip(),
            words=piece.text,
            depth=DEPTH.get(piece.role, 0),
            is_joined=piece.joiner is not None,
            is_left_out=piece.role is Role.LEFT_OVER,
            can_move=piece.role not in (Role.PART, Role.CAPTION),
            doubt=doubt.words if doubt else "",
            is_unsure=doubt is not None and doubt not in SETTLED,
        )


def numbered(role: Role, count: list[int], language: str) -> str:
    """Count a piece, and return the number that the site writes before it."""
    level = {Role.CLAUSE: 0, Role.ITEM: 1, Role.SUBITEM: 2}.get(role)
    if level is None:
        return ""
    count[level:] = [count[level] + 1, *[0] * (2 - level)]
    writers = (numbering.clause_number, numbering.item_number, numbering.subitem_number)
    return writers[level](count[level], language)
