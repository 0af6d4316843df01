"""Reads the part of Markdown in which the handbooks are written: no HTML passes, and nothing else is understood.

Headings, paragraphs, lists, tables, pictures, fenced code; in lines bold, stress, `code` and links.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join

INLINE = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\*(?P<stress>[^*\s][^*]*)\*|`(?P<code>[^`]+)`|\[(?P<label>[^\]]+)\]\((?P<link>[^)\s]+)\)"
)
HEADING = re.compile(r"(#{1,4}) (.+)")
ITEM = re.compile(r"(?P<mark>[-*]|\d+\.) +(?P<text>.+)")
PICTURE = re.compile(r"!\[(?P<text>[^\]]*)\]\((?P<file>[^)\s]+)\)")
ASCII_END, ASCII_START = re.compile(r"[!-~]$"), re.compile(r"^[!-~]")
Address = Callable[[str], str]  # of what a link in the text names; empty where the admin does not show it


@dataclass(frozen=True)
class Block:
    """A part of a text: kind, words, and by kind the level of a heading, or rows of a table or a list."""

    kind: str  # heading, paragraph, bullets, numbers, table, picture, code
    text: str = ""
    level: int = 0
    rows: Sequence[Sequence[str]] = ()
    anchor: str = ""


def blocks(source: str) -> list[Block]:
    """Return the blocks of a text in order; headings are numbered for links within the page."""
    found = list(parse(source.splitlines()))
    numbers = iter(range(1, len(found) + 1))
    return [
        Block("heading", one.text, one.level, anchor=f"part-{next(numbers)}") if one.kind == "heading" else one
        for one in found
    ]


def parse(lines: Sequence[str]) -> Iterator[Block]:
    rest = list(lines)
    while rest:
        if not rest[0].strip():
            rest.pop(0)
        elif rest[0].startswith("```"):
            yield code(rest)
        elif heading := HEADING.fullmatch(rest[0]):
            rest.pop(0)
            yield Block("heading", heading[2], len(heading[1]))
        elif picture := PICTURE.fullmatch(rest[0].strip()):
            rest.pop(0)
            yield Block("picture", picture["text"], rows=((picture["file"],),))
        else:
            yield running(rest)


def code(rest: list[str]) -> Block:
    """Take fenced code from the beginning of the lines."""
    rest.pop(0)
    taken: list[str] = []
    while rest and not rest[0].startswith("```"):
        taken.append(rest.pop(0))
    del rest[:1]
    return Block("code", "\n".join(taken))


def running(rest: list[str]) -> Block:
    """Take a table, a list or a paragraph from the beginning of the lines."""
    taken: list[str] = []
    while rest and rest[0].strip() and not HEADING.fullmatch(rest[0]) and not rest[0].startswith("```"):
        if taken and ITEM.match(rest[0]) and not ITEM.match(taken[0]):
            break  # a list directly under a paragraph
        taken.append(rest.pop(0))
    if taken[0].startswith("|"):
        return Block("table", rows=[cells(line) for line in taken if not re.fullmatch(r"[|: -]+", line)])
    if first := ITEM.match(taken[0]):
        return Block("numbers" if first["mark"][0].isdigit() else "bullets", rows=[(one,) for one in items(taken)])
    return Block("paragraph", joined(taken))


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def items(lines: Sequence[str]) -> list[str]:
    """Return the items of a list, with the lines that go on under them."""
    found: list[list[str]] = []
    for line in lines:
        if item := ITEM.match(line):
            found.append([item["text"]])
        else:
            found[-1].append(line)
    return [joined(one) for one in found]


def joined(lines: Sequence[str]) -> str:
    """Return lines as one, with a blank between them unless a Japanese letter stands at both sides."""
    text = ""
    for line in (one.strip() for one in lines):
        blank = " " if text and (ASCII_END.search(text) or ASCII_START.search(line)) else ""
        text += blank + line
    return text


def inline(text: str, address: Address) -> str:
    """Return a line as HTML: everything is escaped but what bold, code and links become."""
    parts, end = [], 0
    for found in INLINE.finditer(text):
        parts += [(format_html("{}", text[end : found.start()]),), (span(found, address),)]
        end = found.end()
    return format_html_join("", "{}", [*parts, (text[end:],)])


def span(found: re.Match[str], address: Address) -> str:
    if found["bold"]:
        return format_html("<strong>{}</strong>", inline(found["bold"], address))
    if found["stress"]:
        return format_html("<em>{}</em>", found["stress"])
    if found["code"]:
        return format_html("<code>{}</code>", found["code"])
    target = address(found["link"])
    return format_html('<a href="{}">{}</a>', target, found["label"]) if target else found["label"]
