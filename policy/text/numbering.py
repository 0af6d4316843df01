"""Numbers of clauses, items and sub-items in each language's custom: 1, (1), ア in Japanese; 1, (a), i. in English."""

import re
import unicodedata
from itertools import product
from string import ascii_lowercase

from cluster_cms.pages.languages import ENGLISH, JAPANESE

ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
# What stands between a number and its text: a full-width blank in Japanese, as law offices set it.
GAP = {JAPANESE: "\u3000", ENGLISH: " "}
HEADING_GAP = {JAPANESE: "\u3000", ENGLISH: " \u2002"}
COUNT = "[0-9０-９〇一二三四五六七八九十百]{1,5}"
# Words that look like a reference; an article of a law, with its own paragraphs, is none to an item of this text.
MENTION = {
    JAPANESE: re.compile(rf"第{COUNT}条(?:の{COUNT})*(?:第{COUNT}項)?|(?P<own>第{COUNT}項)"),
    ENGLISH: re.compile(r"(?P<own>\bitems? \d{1,3}\b)", re.IGNORECASE),
}


def is_plain_kana(letter: str) -> bool:
    """Return whether a katakana letter is one that lists are counted with: not small, not voiced, not obsolete."""
    name = unicodedata.name(letter)
    plain = len(unicodedata.normalize("NFD", letter)) == 1
    return plain and " SMALL " not in name and not name.endswith((" WI", " WE"))


KANA = [letter for letter in map(chr, range(0x30A2, 0x30F4)) if is_plain_kana(letter)]


def clause_number(position: int, language: str) -> str:
    return str(position)


def clause_name(position: int, language: str) -> str:
    """Return how a sentence names a clause: 第9項, Item 9."""
    number = clause_number(position, language)
    return f"第{number}項" if language == JAPANESE else f"Item {number}"


def item_number(position: int, language: str) -> str:
    return f"({position})" if language == JAPANESE else f"({letters(position, list(ascii_lowercase))})"


def subitem_number(position: int, language: str) -> str:
    return letters(position, KANA) if language == JAPANESE else f"{roman(position)}."


def letters(position: int, alphabet: list[str]) -> str:
    """Count with letters from 1: a … z, aa, ab …"""
    length = 1
    while position > len(alphabet) ** length:
        position -= len(alphabet) ** length
        length += 1
    words = product(alphabet, repeat=length)
    return "".join(next(word for count, word in enumerate(words, 1) if count == position))


def roman(position: int) -> str:
    text = ""
    for value, letter in ROMAN:
        text += letter * (position // value)
        position %= value
    return text
