"""What Word says by classes and styles: headings, items of lists and their marks."""

import re

from bs4 import Tag

from cluster_cms.pasting.clipboard import attribute, declarations
from cluster_cms.text.office_marks import BULLET, is_number

HEADING = re.compile("h([1-6])")
LEVEL = re.compile(r"level(\d+)")


def heading_level(tag: Tag) -> int:
    """Return the level of a heading by its element, its role or Word's title; 0 for what is none."""
    if found := HEADING.fullmatch(tag.name):
        return int(found[1])
    level = attribute(tag, "aria-level")
    if attribute(tag, "role") == "heading" and level.isascii() and level.isdigit():
        return max(int(level), 1)
    return 1 if "MsoTitle" in attribute(tag, "class").split() else 0


def list_level(tag: Tag) -> int:
    """Return the level of an item of a list, from 1."""
    found = LEVEL.search(declarations(tag).get("mso-list", ""))
    return int(found[1]) if found else 1


def list_mark(item: Tag, parent: Tag) -> str:
    """Return the number that a browser shows before an item of an ordered list (HTML, 4.4.5)."""
    number = whole(attribute(parent, "start"), 1)
    for sibling in parent.find_all("li", recursive=False):
        number = whole(attribute(sibling, "value"), number)
        if sibling is item:
            break
        number += 1
    kind = attribute(parent, "type")
    if kind in ("a", "A") and 1 <= number <= 26:
        return f"{chr(ord(kind) + number - 1)}."
    return f"{in_roman(number, kind)}." if kind in ("i", "I") and 1 <= number < 40 else f"{number}."


def in_roman(number: int, kind: str) -> str:
    text = "x" * (number // 10) + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10]
    return text.upper() if kind == "I" else text


def whole(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text.strip(), re.ASCII) else default


def is_word_item(tag: Tag) -> bool:
    """Return whether a paragraph is an item of a list as Word writes it, with or without its style."""
    if tag.name not in ("p", "div"):
        return False
    stated = declarations(tag).get("mso-list", "")
    if stated:
        return not stated.startswith(("none", "skip", "ignore"))
    words = tag.get_text().lstrip()
    return "MsoListParagraph" in attribute(tag, "class") and bool(mark_before_blanks(words))


def mark_before_blanks(words: str) -> str:
    """Return the mark that stands before two blanks or more, as Word puts it there; else nothing."""
    found = re.match(r"(\S{1,6})[\s\xa0]{2,}", words)
    return found[1] if found and (BULLET.fullmatch(found[1]) or is_number(found[1])) else ""


def take_mark(tag: Tag) -> str:
    """Remove the mark of an item from its paragraph and return it."""
    for span in tag("span"):
        if "ignore" in declarations(span).get("mso-list", ""):
            mark = span.get_text()
            span.decompose()
            return mark.strip(" \xa0\n\t")
    mark = mark_before_blanks(tag.get_text().lstrip())
    rest = mark
    for text in tag.find_all(string=True):
        if not rest:
            break
        stripped = text.lstrip()
        taken = stripped[: len(rest)] if stripped.startswith(rest[: len(stripped)]) else ""
        text.replace_with(stripped[len(taken) :])
        rest = rest[len(taken) :]
    return mark
