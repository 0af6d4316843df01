"""Telling a line that continues the one before it from a line that begins a paragraph."""

from collections.abc import Sequence

from policy.pasting.reading import SourceLine, columns, is_wide

SENTENCE_ENDS = tuple(".。．!?！？")
ENDS = (*SENTENCE_ENDS, *':：;；」』)）”"')
WIDEST = 120  # columns: what a program wraps at; longer lines are paragraphs
LONG = 40  # columns: shorter lines are headings, names, addresses
DEEPER = 2  # columns


def ends_sentence(text: str) -> bool:
    return text.endswith(SENTENCE_ENDS)


def wrap_width(lines: Sequence[SourceLine]) -> int | None:
    """Return the width at which a text was cut into lines, or None for a text whose paragraphs are whole lines."""
    widest = max((line.width for line in lines), default=0)
    full = [line for line in lines if line.width >= widest * 0.8 and not line.text.endswith(ENDS)]
    is_wrapped = LONG < widest <= WIDEST and len(full) >= 3 and len(full) * 4 >= len(lines)
    return widest if is_wrapped else None


def continues(before: SourceLine, line: SourceLine, width: int | None) -> bool:
    """Tell whether a line without a mark goes on with the sentence of the line directly before it."""
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
    """Tell whether the next line's first word had no room any more."""
    first = 2 if is_wide(line.text[0]) else columns(line.text.split()[0]) + 1
    return before.width + first > width - (4 if is_wide(line.text[0]) else 0)


def is_open(text: str) -> bool:
    """Tell whether a Japanese line breaks off: after a comma or after hiragana."""
    return text[-1] in "、，" or "ぁ" <= text[-1] <= "ん"


def glue(before: str, after: str) -> str:
    """Return what joins two halves of a sentence: a blank, but nothing between Japanese letters."""
    return "" if is_wide(before[-1]) and is_wide(after[0]) else " "
