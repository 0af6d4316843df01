"""The lines below a clause's heading: text, items, sub-items, and the text after the items."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policy.pasting.doubts import Doubt
from policy.pasting.lines import DEEPER, ENDS, LONG, SourceLine, continues, ends_sentence, joiner
from policy.pasting.numbering_marks import Mark, possible_marks
from policy.pasting.structure import Placed, Role

PARAGRAPHS = frozenset({"bare", "dot", "comma", "kanji", "circled", "paragraph"})  # how articles number them
# A sentence that limits the whole of what stands above it.
PROVISO = re.compile(r"ただし|但し|なお[、，]|この場合|However\b|Provided\b|Notwithstanding\b")


def table_rows(lines: Sequence[SourceLine]) -> dict[int, bool]:
    """Return the places of lines that are rows of a table, and of each whether it is the first of its table."""
    found: dict[int, bool] = {}
    cells = [len(re.split("\t+", line.text)) for line in lines]
    rows = [count > 2 or (count > 1 and not possible_marks(one.text)) for count, one in zip(cells, lines, strict=True)]
    for place, is_row in enumerate(rows):
        beside = rows[max(place - 1, 0) : place] + rows[place + 1 : place + 2]
        if is_row and any(beside):
            found[place] = place - 1 not in found
    return found


@dataclass
class Level:
    """A list that is being read: the style of its marks, the last number read, and its indent in columns."""

    style: str
    ordinal: int
    indent: int

    @classmethod
    def started_by(cls, mark: Mark, line: SourceLine) -> "Level":
        return cls(mark.style, mark.ordinal, line.indent)

    def continues_with(self, mark: Mark) -> bool:
        return mark.style == self.style and (mark.is_bullet or mark.ordinal == self.ordinal + 1)


class Body:
    """Reads the body of one clause, line by line; what is doubtful is said with each piece."""

    def __init__(self, lines: Sequence[SourceLine], *, width: int | None, may_omit_one: bool = False) -> None:
        self.lines = lines
        self.width = width
        self.may_omit_one = may_omit_one  # the first paragraph of an article carries no number
        self.omitted_one = False
        self.third: Level | None = None
        self.table = table_rows(lines)
        self.role = Role.LEAD
        self.items: Level | None = None
        self.subitems: Level | None = None
        self.text_indent = lines[0].indent if lines and not possible_marks(lines[0].text) else 0
        self.paragraphs_below = 0  # of the present item
        self.paragraphs_usual = 0  # of the items before it
        self.marks = [possible_marks(line.text) for line in lines]
        self.last_place = {
            (mark.style, mark.ordinal): place for place, found in enumerate(self.marks) for mark in found
        }

    def placed(self, before: SourceLine | None = None) -> Iterator[Placed]:
        """Yield the pieces of the lines; `before` is a line of text that the first one may continue."""
        for place, line in enumerate(self.lines):
            yield self.place(place, line, before)
            before = line

    def place(self, place: int, line: SourceLine, before: SourceLine | None) -> Placed:
        if place in self.table:
            return self.place_row(place, line)
        mark = self.mark_of(place, before)
        if mark:
            return Placed(line.number, self.role, mark.rest, mark.text, doubt=None if mark.text else Doubt.MARK_STAYS)
        if before and self.is_continuation(before, line) and place - 1 not in self.table:
            return self.glued(line, joiner(before.text, line.text))
        if self.role in (Role.ITEM, Role.SUBITEM) and self.is_inside_item(place):
            return self.place_inside(line, before)
        if self.role in (Role.ITEM, Role.SUBITEM):
            self.role = Role.CLOSING
        stays = self.role is Role.CLOSING and any(mark.rest for mark in self.marks[place])
        return Placed(line.number, self.role, line.text, doubt=Doubt.MARK_STAYS if stays else None)

    def glued(self, line: SourceLine, joint: str) -> Placed:
        return Placed(line.number, self.role, line.text, joiner=joint, doubt=Doubt.GLUED)

    def place_row(self, place: int, line: SourceLine) -> Placed:
        """Return a row of a table, or a paragraph where text that follows all tables has been before it."""
        if self.role is Role.CLOSING:
            return Placed(line.number, Role.CLOSING, line.text, doubt=Doubt.TABLE_AS_LINES)
        if place + 1 not in self.table:
            self.role = Role.CLOSING  # of what comes after the table
        return Placed(line.number, Role.ROW, line.text, doubt=Doubt.TABLE)

    def place_inside(self, line: SourceLine, before: SourceLine | None) -> Placed:
        """Return a paragraph that belongs to the item above it; nothing is joined to the last sub-item."""
        self.paragraphs_below += 1
        if self.role is Role.SUBITEM and self.subitems and line.indent <= self.subitems.indent:
            return Placed(line.number, Role.SUBITEM, line.text, doubt=Doubt.AFTER_SUBITEMS)
        return self.glued(line, self.blank_after(before))

    def mark_of(self, place: int, before: SourceLine | None) -> Mark | None:
        """Return the mark of a line that is an item or sub-item, and remember where the list stands now."""
        line, marks = self.lines[place], [mark for mark in self.marks[place] if mark.rest]
        if self.role is Role.CLOSING or (before and self.breaks_off(before, line)):
            return None
        for mark in marks:
            if self.items and self.items.continues_with(mark) and not self.is_deeper(mark, line):
                self.begin_item(mark, line)
                return mark
        for mark in marks:
            if self.subitems and self.subitems.continues_with(mark):
                self.subitems.ordinal, self.role, self.third = mark.ordinal, Role.SUBITEM, None
                return mark
        for mark in marks:
            if self.third and self.third.continues_with(mark):
                return self.keep_mark(mark, line)
        beginning = next((mark for mark in marks if mark.is_bullet or mark.ordinal == 1), None)
        if beginning is None and self.may_omit_one and self.items is None and self.role is Role.LEAD:
            beginning = next((mark for mark in marks if mark.ordinal == 2 and mark.style in PARAGRAPHS), None)
            self.omitted_one = beginning is not None
        return self.begin_list(beginning, line) if beginning else None

    def keep_mark(self, mark: Mark, line: SourceLine) -> Mark:
        """Return a mark of a third level, which stays in the text."""
        self.third, self.role = Level.started_by(mark, line), Role.SUBITEM
        return Mark(mark.style, mark.ordinal, "", line.text)

    def begin_item(self, mark: Mark, line: SourceLine) -> None:
        """Start a new item of the list that is being read."""
        self.paragraphs_usual = max(self.paragraphs_usual, self.paragraphs_below)
        self.paragraphs_below = 0
        indent = self.items.indent if self.items else line.indent
        self.items, self.subitems, self.role = Level(mark.style, mark.ordinal, indent), None, Role.ITEM
        self.third = None

    def begin_list(self, mark: Mark, line: SourceLine) -> Mark | None:
        """Start a list or a list within it, and return the mark; return None where no list can begin."""
        if self.items is None:
            self.begin_item(mark, line)
            return mark
        if self.subitems is None and (mark.style != self.items.style or self.is_deeper(mark, line)):
            self.subitems, self.role = Level.started_by(mark, line), Role.SUBITEM
            return mark
        if self.subitems and line.indent >= self.subitems.indent:
            return self.keep_mark(mark, line)
        return None

    def is_deeper(self, mark: Mark, line: SourceLine) -> bool:
        return bool(mark.is_bullet and self.items and line.indent >= self.items.indent + DEEPER)

    def breaks_off(self, before: SourceLine, line: SourceLine) -> bool:
        """Return whether a sentence goes on over the end of the line before, so that a number here belongs to it."""
        return (
            bool(self.width)
            and continues(before, line, self.width)
            and before.width >= LONG
            and not before.text.endswith(ENDS)
        )

    def is_continuation(self, before: SourceLine, line: SourceLine) -> bool:
        """Return whether a line without a mark goes on with the sentence before it; deeper, it begins a paragraph."""
        if PROVISO.match(line.text) and line.indent <= before.indent:
            return False
        if self.role in (Role.ITEM, Role.SUBITEM):
            level = self.subitems if self.role is Role.SUBITEM and self.subitems else self.items
            hangs = bool(level and line.indent > level.indent)
            return continues(before, line, self.width) and (hangs or not ends_sentence(before.text))
        begins_in_head = line is self.lines[0]  # the text began on the line of the heading, so this one may hang
        return continues(before, line, self.width) and (line.indent <= before.indent or begins_in_head)

    def is_inside_item(self, place: int) -> bool:
        """Return whether a paragraph belongs to the item above it, rather than coming after all items."""
        line, items = self.lines[place], self.items
        if items is None:
            return False
        if line.indent >= items.indent + DEEPER and line.indent > self.text_indent:
            return True
        if items.style.startswith("bullet"):
            return "#" in items.style
        goes_on = self.last_place.get((items.style, items.ordinal + 1), -1) > place
        return goes_on or (self.paragraphs_below < self.paragraphs_usual and not PROVISO.match(line.text))

    def blank_after(self, before: SourceLine | None) -> str:
        return "" if before and before.text.endswith("。") else " "
