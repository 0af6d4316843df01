"""The lines below a clause's heading: text, items, sub-items, and the text after the items."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policy.pasting.lines import DEEPER, ENDS, LONG, SourceLine, continues, ends_sentence, joiner
from policy.pasting.numbering_marks import Mark, possible_marks
from policy.pasting.structure import Placed, Role


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
    """Reads the body of one clause, line by line; `unread_marks` lists the lines whose mark had to stay in the text."""

    def __init__(self, lines: Sequence[SourceLine], *, width: int | None) -> None:
        self.lines = lines
        self.width = width
        self.role = Role.LEAD
        self.items: Level | None = None
        self.subitems: Level | None = None
        self.text_indent = lines[0].indent if lines and not possible_marks(lines[0].text) else 0
        self.unread_marks: list[int] = []
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
        mark = self.mark_of(place, before)
        if mark:
            return Placed(line.number, self.role, mark.rest, mark.text)
        if before and self.is_continuation(before, line):
            return Placed(line.number, self.role, line.text, joiner=joiner(before.text, line.text))
        if self.role in (Role.ITEM, Role.SUBITEM) and self.is_inside_item(place):
            self.paragraphs_below += 1
            return Placed(line.number, self.role, line.text, joiner=self.blank_after(before))
        if self.role in (Role.ITEM, Role.SUBITEM):
            self.role = Role.CLOSING
        if self.role is Role.CLOSING and any(mark.is_bullet or mark.ordinal == 1 for mark in self.marks[place]):
            self.unread_marks.append(line.number)
        return Placed(line.number, self.role, line.text)

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
                self.subitems.ordinal, self.role = mark.ordinal, Role.SUBITEM
                return mark
        beginning = next((mark for mark in marks if mark.is_bullet or mark.ordinal == 1), None)
        return self.begin_list(beginning, line) if beginning else None

    def begin_item(self, mark: Mark, line: SourceLine) -> None:
        """Start a new item of the list that is being read."""
        self.paragraphs_usual = max(self.paragraphs_usual, self.paragraphs_below)
        self.paragraphs_below = 0
        indent = self.items.indent if self.items else line.indent
        self.items, self.subitems, self.role = Level(mark.style, mark.ordinal, indent), None, Role.ITEM

    def begin_list(self, mark: Mark, line: SourceLine) -> Mark | None:
        """Start a list or a list within it, and return the mark; return None where no list can begin."""
        if self.items is None:
            self.begin_item(mark, line)
            return mark
        if self.subitems is None and (mark.style != self.items.style or self.is_deeper(mark, line)):
            self.subitems, self.role = Level.started_by(mark, line), Role.SUBITEM
            return mark
        if self.subitems and line.indent >= self.subitems.indent:
            self.unread_marks.append(line.number)
            self.role = Role.SUBITEM
            return Mark(mark.style, mark.ordinal, "", line.text)  # a third level: the mark stays in the text
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
            return False
        goes_on = self.last_place.get((items.style, items.ordinal + 1), -1) > place
        return goes_on or self.paragraphs_below < self.paragraphs_usual

    def blank_after(self, before: SourceLine | None) -> str:
        return "" if before and before.text.endswith("。") else " "
