"""Numbers of clauses, items and sub-items in each language's custom, in the form that a policy has chosen.

Clauses are 項 ("Item 9") or 条, in English an article or a section. Their lines are items, (1) and ア or (a) and i.;
below a 条 without text of its own before them they are its paragraphs (項), 1 and (1) or (1) and (a).
"""

import re
import unicodedata
from collections.abc import Callable
from functools import partial
from itertools import product
from string import ascii_lowercase

from django.utils.translation import gettext_lazy as _

from cluster_cms.pages.languages import ENGLISH, JAPANESE

ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
# What stands between a number and its text: a full-width blank in Japanese, as law offices set it.
GAP = {JAPANESE: "\u3000", ENGLISH: " "}
HEADING_GAP = {JAPANESE: "\u3000", ENGLISH: " \u2002"}
COUNT = "[0-9０-９〇一二三四五六七八九十百]{1,5}"
ITEM, ARTICLE, SECTION = "item", "article", "section"
WORDS = {
    ITEM: {JAPANESE: "項", ENGLISH: "Item"},
    ARTICLE: {JAPANESE: "条", ENGLISH: "Article"},
    SECTION: {JAPANESE: "条", ENGLISH: "Section"},
}
FORMS = [
    (ITEM, _("項 in Japanese, Item in English")),
    (ARTICLE, _("条 in Japanese, Article in English")),
    (SECTION, _("条 in Japanese, Section in English")),
]
LAW = "(?:[法律令則例約同]|法施行規則)"  # the end of the name of a law: its article is none of this text
BELOW = rf"(?:の{COUNT})*(?:第{COUNT}項)?(?:第{COUNT}号)?"
# Words that look like a reference; an article of a law, with its own paragraphs, is none to a clause of this text.
MENTION = {
    ITEM: {
        JAPANESE: re.compile(rf"第{COUNT}条{BELOW}|(?P<own>第{COUNT}項)"),
        ENGLISH: re.compile(r"(?P<own>\bitems? \d{1,3}\b)", re.IGNORECASE),
    },
    **{
        form: {
            JAPANESE: re.compile(rf"{LAW}第{COUNT}条{BELOW}|(?P<own>第{COUNT}条{BELOW})"),
            ENGLISH: re.compile(
                rf"(?P<own>\b{form}s? \d{{1,3}}\b(?! of (?:the|that|said) (?!policy\b)))", re.IGNORECASE
            ),
        }
        for form in (ARTICLE, SECTION)
    },
}


def is_plain_kana(letter: str) -> bool:
    """Return whether a katakana letter is one that lists are counted with: not small, not voiced, not obsolete."""
    name = unicodedata.name(letter)
    plain = len(unicodedata.normalize("NFD", letter)) == 1
    return plain and " SMALL " not in name and not name.endswith((" WI", " WE"))


KANA = [letter for letter in map(chr, range(0x30A2, 0x30F4)) if is_plain_kana(letter)]


def clause_number(position: int, language: str, form: str = ITEM) -> str:
    """Return what is printed before the heading of a clause: 9, 第9条, Article 9."""
    return str(position) if form == ITEM else clause_name(position, language, form)


def clause_name(position: int, language: str, form: str = ITEM, *, part: str = "", below: str = "") -> str:
    """Return how a sentence names a clause, and a line `below` it: 第9項, 附則第2条, Article 6(2)."""
    word = WORDS[form][language]
    if language == JAPANESE:
        return f"{part}第{position}{word}{below}"
    return f"{part}{', ' if part else ''}{word} {position}{below}"


def line_name(path: tuple[int, ...], language: str, *, paragraphs: bool) -> str:
    """Return how a sentence names a line of a clause, after the name of the clause: 第2項第1号, (2)(a)."""
    words = ["項", "号"] if paragraphs else ["号"]
    if language == JAPANESE:
        named = [f"第{position}{word}" for position, word in zip(path, words, strict=False)]
        return "".join([*named, *(letters(position, KANA) for position in path[len(words) :])])
    writers = line_writers(language, paragraphs=paragraphs)
    return "".join(f"({write(position).strip('().')})" for position, write in zip(path, writers, strict=False))


def line_writers(language: str, *, paragraphs: bool) -> tuple[Callable[[int], str], Callable[[int], str]]:
    """Return the functions that number the lines of a clause and the lines below them."""
    levels = (paragraph_number, item_number) if paragraphs else (item_number, subitem_number)
    first, second = (partial(write, language=language) for write in levels)
    return first, second


def paragraph_number(position: int, language: str) -> str:
    return str(position) if language == JAPANESE else f"({position})"


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
