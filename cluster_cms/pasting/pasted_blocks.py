"""Makes the blocks of a story from the pieces of a clipboard."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from cluster_cms.pasting.cells import as_lines, read_text
from cluster_cms.pasting.pieces import (
    Alteration,
    Heading,
    ListItem,
    Paragraph,
    Picture,
    Piece,
    Reading,
    Report,
    Run,
    Table,
    html_of,
    plain,
)
from cluster_cms.pasting.reader import read_html

MOST_DEPTH = 4  # levels of lists in the editor of running text
MOST_TITLE = 80  # characters, as the blocks have it
MOST_FACT = 60
Block = dict[str, Any]
Store = Callable[[Picture, Report], int | None]


def read_clipboard(text: str, *, is_html: bool) -> Reading:
    """Return the pieces of a clipboard's content and the report."""
    reading = read_html(text) if is_html else read_text(text)
    for piece in reading.pieces:
        if isinstance(piece, ListItem) and piece.level > MOST_DEPTH:
            reading.report.add(Alteration.NESTING, plain(piece.runs))
    settle_headings(reading)
    return reading


def settle_headings(reading: Reading) -> None:
    """Give headings the levels of a page, whose title is the first: 2 for a block, 3 and 4 within running text."""
    headings = [piece for piece in reading.pieces if isinstance(piece, Heading)]
    lower = any(heading.level == 1 for heading in headings)
    for heading in headings:
        heading.runs = [Run(" ".join(plain(heading.runs).split("\n")))]
        level = heading.level + lower
        title = heading.runs[0].text
        heading.level = 3 if level == 2 and len(title) > MOST_TITLE else min(level, 4)
        if heading.level != level:
            reading.report.add(Alteration.HEADING, title)


def text_of(pieces: list[Piece]) -> str:
    """Return pieces as running text alone; cells of tables stand apart, and pictures are not in it."""
    return "".join(stretches(pieces))


def stretches(pieces: list[Piece]) -> Iterator[str]:
    for is_item, found in groupby(pieces, key=lambda piece: isinstance(piece, ListItem)):
        if is_item:
            yield list_of([piece for piece in found if isinstance(piece, ListItem)])
            continue
        for piece in found:
            if isinstance(piece, Heading):
                tag = f"h{max(piece.level, 3)}"
                yield f"<{tag}>{html_of(piece.runs)}</{tag}>"
            elif isinstance(piece, Paragraph):
                yield f"<p>{html_of(piece.runs)}</p>"
            elif isinstance(piece, Table):
                yield as_lines(piece)


def list_of(items: list[ListItem]) -> str:
    """Return items as lists in one another."""
    html, tags = "", list[str]()
    for item in items:
        tag, level = "ol" if item.ordered else "ul", min(item.level, len(tags) + 1, MOST_DEPTH)
        while len(tags) > level or (len(tags) == level and tags[-1] != tag):
            html += f"</li></{tags.pop()}>"
        if len(tags) == level:
            html += "</li><li>"
        else:
            tags.append(tag)
            html += f"<{tag}><li>"
        html += html_of(item.runs)
    return html + "".join(f"</li></{tag}>" for tag in reversed(tags))


def blocks_of(reading: Reading, store: Store) -> list[Block]:
    """Return the pieces as blocks of a story; `store` returns the number of a picture that it has stored."""
    blocks: list[Block] = []
    name = ""
    for stands_alone, found in groupby(reading.pieces, key=is_block):
        pieces = list(found)
        if not stands_alone:
            blocks.append({"type": "text", "value": text_of(pieces)})
            continue
        for piece in pieces:
            if isinstance(piece, Heading):
                name = plain(piece.runs)
                blocks.append({"type": "heading", "value": {"title": name}})
            elif isinstance(piece, Table):
                blocks.append(table_block(piece, name))
            elif isinstance(piece, Picture) and (number := store(piece, reading.report)):
                blocks.append({"type": "picture", "value": picture_value(piece, number)})
    return blocks


def previewed(reading: Reading, *, as_text: bool) -> Iterator[dict[str, Any]]:
    """Yield what the preview shows: running text as it will be stored, headings, tables and pictures."""
    if as_text:
        yield {"text": text_of(reading.pieces)}
        return
    for stands_alone, found in groupby(reading.pieces, key=is_block):
        pieces = list(found)
        if not stands_alone:
            yield {"text": text_of(pieces)}
        for piece in pieces if stands_alone else []:
            if isinstance(piece, Table):
                yield {"head": piece.rows[0] if piece.header else [], "rows": piece.rows[piece.header :]}
            elif isinstance(piece, Picture):
                yield {"picture": piece}
            else:
                yield {"heading": plain(piece.runs)}


def is_block(piece: Piece) -> bool:
    return not isinstance(piece, Paragraph) or (isinstance(piece, Heading) and piece.level == 2)


def picture_value(picture: Picture, number: int) -> Block:
    described: Block = {"image": number, "alt_text": picture.alt, "decorative": False}
    return {"picture": described, "caption": "", "text": "", "position": "wide"}


def table_block(table: Table, name: str) -> Block:
    """Return facts in two columns as such, other tables with their columns; the name is a guess to begin with."""
    caption = " ".join((table.caption or name or " / ".join(filter(None, table.rows[0]))).split())[:MOST_TITLE]
    if is_of_facts(table):
        facts = [{"heading": heading, "text": text} for heading, text in table.rows]
        return {"type": "table", "value": {"caption": caption, "rows": facts, "note": ""}}
    headings = table.rows[0] if table.header else [""] * len(table.rows[0])
    columns = [{"type": "text", "heading": " ".join(heading.split("\n"))} for heading in headings]
    rows = [{"values": row} for row in table.rows[table.header :]]
    return {"type": "column_table", "value": {"columns": columns, "rows": rows, "caption": caption}}


def is_of_facts(table: Table) -> bool:
    """Return whether a table says in its first column what the second one is the value of."""
    if table.header or len(table.rows[0]) != 2:
        return False
    return all(0 < len(heading) <= MOST_FACT and "\n" not in heading and text for heading, text in table.rows)
