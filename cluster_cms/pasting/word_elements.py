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
