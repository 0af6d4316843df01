"""The numbers that Word counts by itself: which paragraphs carry one, and how it is written (ECMA-376 part 1, 17.9)."""

import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from policy.pasting.numbering_marks import IROHA
from policy.text.numbering import KANA, letters, roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KANJI_DIGITS = "〇一二三四五六七八九"
LEVELS = 9
LONGEST = 40  # characters of a mark


def kanji(number: int) -> str:
    """Return a number below a hundred in kanji, larger ones digit by digit."""
    if number >= 100:
        return "".join(KANJI_DIGITS[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else KANJI_DIGITS[tens]) + "十" if tens else ""
    return head + (KANJI_DIGITS[ones] if ones or not tens else "")


def written(number: int, style: str) -> str:
    """Return a number as one of Word's formats writes it; formats that no policy uses are plain digits."""
    if style in ("lowerLetter", "upperLetter"):
        found = letters(number, list(string.ascii_lowercase))
        return found.upper() if style == "upperLetter" else found
    if style in ("lowerRoman", "upperRoman"):
        return roman(number).upper() if style == "upperRoman" else roman(number)
    if style.startswith("aiueo"):
        return letters(number, KANA)
    if style.startswith("iroha"):
        return letters(number, list(IROHA))
    if style == "decimalEnclosedCircle" and number <= 20:
        return chr(ord("①") + number - 1)
    if style in (
        "japaneseCounting",
        "japaneseLegal",
        "ideographDigital",
        "japaneseDigitalTenThousand",
        "chineseCounting",
    ):
        return kanji(number)
    return str(number).zfill(2 if style == "decimalZero" else 1)


@dataclass(frozen=True)
class NumberLevel:
    """How one level of a list is counted and written."""

    start: int = 1
    style: str = "decimal"
    text: str = ""


@dataclass
class WordList:
    """A list with its levels and the last number of each."""

    levels: dict[int, NumberLevel] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)

    def next_mark(self, level: int) -> str:
        """Count one on, and return the mark."""
        own = self.levels.get(level, NumberLevel())
        self.counts[level] = self.counts.get(level, own.start - 1) + 1
        for deeper in range(level + 1, LEVELS):
            self.counts.pop(deeper, None)
        if own.style == "bullet":
            return "•"
        if own.style == "none" and "%" not in own.text:
            return own.text[:LONGEST]
        mark = own.text
        for place in range(level + 1):
            one = self.levels.get(place, NumberLevel())
            mark = mark.replace(f"%{place + 1}", written(max(self.counts.get(place, one.start), 1), one.style))
        return mark.strip()[:LONGEST]


def value(element: Any, path: str, default: str = "") -> str:
    """Return the attribute w:val of the element at a path."""
    found = element.find("/".join(W + name for name in path.split("/"))) if element is not None else None
    return default if found is None else str(found.get(W + "val") or default)


def whole(text: str, default: int) -> int:
    return min(int(text), 100_000) if text.isascii() and text.isdigit() else default


class Numbering:
    """The lists of a file, by the number that paragraphs name; lists of one definition count together."""

    def __init__(self, root: Any) -> None:
        abstract = {one.get(W + "abstractNumId"): dict(levels_of(one)) for one in found(root, "abstractNum")}
        shared = {key: WordList(levels) for key, levels in abstract.items()}
        self.lists: dict[str, WordList] = {}
        for one in found(root, "num"):
            key = value(one, "abstractNumId")
            starts = {
                whole(override.get(W + "ilvl") or "", 0): whole(value(override, "startOverride"), 1)
                for override in one.findall(W + "lvlOverride")
            }
            restarted = {
                level: NumberLevel(starts.get(level, old.start), old.style, old.text)
                for level, old in abstract.get(key, {}).items()
            }
            own = WordList(restarted) if starts else shared.get(key, WordList())
            self.lists[str(one.get(W + "numId"))] = own

    def next_mark(self, number: str, level: int) -> str:
        """Return the mark of the next paragraph of a list; nothing where there is no such list."""
        return self.lists[number].next_mark(min(level, LEVELS - 1)) if number in self.lists else ""


def found(root: Any, name: str) -> list[Any]:
    return [] if root is None else list(root.findall(W + name))


def levels_of(abstract: Any) -> Iterator[tuple[int, NumberLevel]]:
    for one in abstract.findall(W + "lvl"):
        level = whole(one.get(W + "ilvl") or "", 0)
        yield level, NumberLevel(whole(value(one, "start"), 1), value(one, "numFmt", "decimal"), value(one, "lvlText"))
