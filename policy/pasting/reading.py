"""The lines of a pasted text: how far each is indented, and what stands in it.

Word and browsers end lines in many ways (CR LF, a soft break as U+000B, U+2028) and indent with tabs, no-break blanks
and full-width blanks (U+3000). Everything invisible that is no blank is dropped; blanks inside a line stay.
"""

import re
import unicodedata
from dataclasses import dataclass

LINE_END = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u2060\u00ad"))
BLANKS = " \t\u3000"
ODD_BLANK = re.compile(r"[^\S \t\u3000]")
TAB_STOP = 4


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
    """Tell whether a text is written with kana or kanji."""
    return any(is_wide(letter) and letter.isalpha() for letter in text)
