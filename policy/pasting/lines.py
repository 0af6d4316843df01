"""The lines of a pasted text: how far each is indented, what stands in it, and which continue the line before."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

LINE_END = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u2060\u00ad"))
BLANKS = " \t\u3000"
ODD_BLANK = re.compile(r"[^\S \t\u3000]")
TAB_STOP = 4
SENTENCE_ENDS = tuple(".。．!?！？")
ENDS = (*SENTENCE_ENDS, *':：;；」』)）”"')
WIDEST = 120  # columns: what a program wraps at; longer lines are paragraphs
LONG = 40  # columns: shorter lines are headings, names, addresses
DEEPER = 2  # columns


@dataclass(frozen=True)
class SourceLine:
    """A line that is not blank. `number` counts all lines from 1; `indent` and widths are in half-width columns."""

    number: int
    indent: int
    text: str
    after_blank: bool = False

    @property
    def width(self) -> int:
        return self.indent + columns(self.text)


def read(text: str) -> list[SourceLine]:
    """Return the lines of a text that hold anything visible."""
    found: list[SourceLine] = []
    after_blank = False
    for number, raw in enumerate(LINE_END.split(text), 1):
        line = visible(raw)
        stripped = line.strip(BLANKS)
        if stripped:
            found.append(SourceLine(number, indentation(line), stripped, after_blank))
        after_blank = not stripped
    return found


def visible(line: str) -> str:
    """Return a line with every kind of blank as one of three, and without control characters."""
    plain = ODD_BLANK.sub(" ", line.translate(INVISIBLE))
    return "".join(letter for letter in plain if letter == "\t" or unicodedata.category(letter) != "Cc")


def indentation(line: str) -> int:
    """Return the width of the blanks before the text."""
    width = 0
    for letter in line[: len(line) - len(line.lstrip(BLANKS))]:
        width += TAB_STOP - width % TAB_STOP if letter == "\t" else columns(letter)
    return width


def columns(text: str) -> int:
    """Return the width of a text where Japanese letters take two columns each."""
    return sum(2 if is_wide(letter) else 1 for letter in text)


def is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def is_japanese(text: str) -> bool:
    """Return whether a text is written with kana or kanji."""
    return any(is_wide(letter) and letter.isalpha() for letter in text)


def ends_sentence(text: str) -> bool:
    return text.endswith(SENTENCE_ENDS)


def wrap_width(lines: Sequence[SourceLine]) -> int | None:
    """Return the width at which a text was cut into lines, or None for a text whose paragraphs are whole lines."""
    widest = max((line.width for line in lines), default=0)
    full = [line for line in lines if line.width >= widest * 0.8 and not line.text.endswith(ENDS)]
    is_wrapped = LONG < widest <= WIDEST and len(full) >= 3 and len(full) * 4 >= len(lines)
    return widest if is_wrapped else None


def continues(before: SourceLine, line: SourceLine, width: int | None) -> bool:
    """Return whether a line without a mark goes on with the sentence of the line directly before it."""
    if line.after_blank:
        return False
    if width and is_full(before, line, width):
        return not ends_sentence(before.text) or not is_wide(before.text[-1]) or before.width >= width - 1
    if before.text.endswith(ENDS):
        return False
    if is_wide(before.text[-1]) and is_wide(line.text[0]):
        return before.width >= LONG and is_open(before.text)
    return before.width >= LONG and line.text[0].islower()


def is_full(before: SourceLine, line: SourceLine, width: int) -> bool:
    """Return whether the next line's first word had no room any more."""
    first = 2 if is_wide(line.text[0]) else columns(line.text.split()[0]) + 1
    return before.width + first > width - (4 if is_wide(line.text[0]) else 0)


def is_open(text: str) -> bool:
    """Return whether a Japanese line breaks off: after a comma or after hiragana."""
    return text[-1] in "、，" or "ぁ" <= text[-1] <= "ん"


def joiner(before: str, after: str) -> str:
    """Return what joins two halves of a sentence: a blank, but nothing between Japanese letters."""
    return "" if is_wide(before[-1]) and is_wide(after[0]) else " "
