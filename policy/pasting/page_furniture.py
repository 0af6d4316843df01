"""Finds what a PDF repeats on each page, running heads and page numbers, so that sentences go on across pages."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from cluster_cms.text.cleaning import normalized
from policy.pasting.doubts import Doubt
from policy.pasting.lines import ENDS, SourceLine, columns
from policy.pasting.numbering_marks import DASHES, possible_marks

PAGE_NUMBER = re.compile(
    rf"[{DASHES}]\s*\d{{1,3}}\s*[{DASHES}]"
    r"|(?:page|p\.|ページ|頁)?\s*\d{1,3}\s*(?:/|of)\s*\d{1,3}\s*(?:ページ|頁)?"
    r"|(?:page|p\.|ページ|頁)\s*\d{1,3}|\d{1,3}\s*(?:ページ|頁)",
    re.I,
)
SHORTEST_HEAD = 10  # columns
REPEATS = 3


def without_furniture(lines: Sequence[SourceLine]) -> tuple[list[SourceLine], dict[int, Doubt]]:
    """Return the lines of the text itself, and what the others are, by the number of their line."""
    found = {line.number: Doubt.PAGE_NUMBER for line in lines if is_page_number(line)}
    found |= dict.fromkeys(running_heads(lines, set(found)), Doubt.RUNNING_HEAD)
    kept: list[SourceLine] = []
    crossed = False
    for line in lines:
        if line.number in found:
            crossed = True
            continue
        goes_on = crossed and bool(kept) and not kept[-1].text.endswith(ENDS)
        kept.append(replace(line, after_blank=False) if goes_on else line)
        crossed = False
    return kept, found


def is_page_number(line: SourceLine) -> bool:
    return bool(PAGE_NUMBER.fullmatch(normalized("NFKC", line.text).strip()))


def running_heads(lines: Sequence[SourceLine], page_numbers: set[int]) -> list[int]:
    """Return the numbers of lines that stand beside page numbers again and again, or on three pages at least."""
    beside = {
        place
        for place in range(len(lines))
        if any(one.number in page_numbers for one in (*lines[max(place - 1, 0) : place], *lines[place + 1 : place + 2]))
    }
    times = Counter(line.text for line in lines)
    near = Counter(lines[place].text for place in beside)
    first = lines[0].text if lines else ""
    return [
        line.number
        for place, line in enumerate(lines)
        if (place or times[first] == 1)
        and is_short_head(line)
        and ((place in beside and near[line.text] > 1) or times[line.text] >= REPEATS)
    ]


def is_short_head(line: SourceLine) -> bool:
    """Return whether a line could stand above each page: no sentence, no number, no row of a table."""
    is_text = "\t" in line.text or line.text.endswith(("。", "、", ",", ":", "：")) or possible_marks(line.text)
    return columns(line.text) >= SHORTEST_HEAD and not is_text
