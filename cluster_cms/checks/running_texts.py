"""Takes the paragraphs out of a running text as the editor holds it (Draft.js)."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cluster_cms.blocks.rich_text import FEATURES
from cluster_cms.checks.faults import TextKind, TextPiece

HEADINGS = {"header-two": 2, "header-three": 3, "header-four": 4}
LINKS = ("LINK", "DOCUMENT")
Count = Callable[[str, int], int]  # of characters, from an offset in a text


def characters(text: str, units: int) -> int:
    """Return how many characters stand in so many units of UTF-16, as browsers count them."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore"))


def units(text: str, characters: int) -> int:
    """Return how many units of UTF-16 so many characters take."""
    return len(text[:characters].encode("utf-16-le")) // 2


def as_counted(_text: str, characters: int) -> int:
    return characters


def stored_paragraphs(source: str, field: str, language: str) -> Iterator[TextPiece]:
    """Yield the paragraphs of a stored text; Wagtail's converter counts in characters."""
    yield from paragraphs(ContentstateConverter(FEATURES).from_database_format(source), field, language, as_counted)


def paragraphs(content: str, field: str, language: str, count: Count = characters) -> Iterator[TextPiece]:
    """Yield the paragraphs of the editor's JSON; an empty one between others makes room and nothing else."""
    state = json.loads(content) or {}
    blocks, entities = state.get("blocks", []), state.get("entityMap", {})
    for number, block in enumerate(blocks):
        text, level = block["text"], HEADINGS.get(block["type"], 0)
        if level:
            kind = TextKind.HEADING
        elif text.strip() or block["type"] == "atomic":
            kind = TextKind.TEXT
        elif 0 < number < len(blocks) - 1:
            kind = TextKind.GAP
        else:
            continue
        links = tuple(spans_of_links(block, entities, count))
        yield TextPiece(text, kind, language, field=field, block=block["key"], level=level, links=links)


def spans_of_links(block: Mapping[str, Any], entities: Mapping[str, Any], count: Count) -> Iterator[tuple[int, int]]:
    for one in block.get("entityRanges", ()):
        if entities.get(str(one["key"]), {}).get("type") in LINKS:
            start, end = one["offset"], one["offset"] + one["length"]
            yield count(block["text"], start), count(block["text"], end)
