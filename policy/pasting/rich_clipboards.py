"""Reads the HTML of a clipboard into the lines of a text: lists keep their numbers, cells stand between tabs."""

from collections.abc import Iterator

from cluster_cms.pasting.pieces import Heading, ListItem, Paragraph, Piece, Run, Table, plain
from cluster_cms.pasting.reader import read_html
from policy.pasting.numbering_marks import possible_marks

INDENT = " " * 4


def read_rich_text(html: str) -> tuple[str, list[str]]:
    """Return the text of a clipboard, a line for each paragraph, and what was left out, in words."""
    reading = read_html(html)
    return "\n".join(line for piece in reading.pieces for line in lines_of(piece)), [
        *reading.report.sentences(left_out=True)
    ]


def lines_of(piece: Piece) -> Iterator[str]:
    if isinstance(piece, Table):
        for row in piece.rows:
            yield "\t".join(" ".join(cell.split()) or "–" for cell in row)
    elif isinstance(piece, Heading):
        text = words(piece.runs)
        is_numbered = any(not one.is_bullet for one in possible_marks(text))
        yield text if is_numbered else f"{'#' * piece.level} {text}"
    elif isinstance(piece, ListItem):
        indent = INDENT * (piece.level - 1)
        first, *others = words(piece.runs).split("\n")
        yield f"{indent}{piece.mark or '•'} {first}"
        yield from (f"{indent}{INDENT}{one}" for one in others)
    elif isinstance(piece, Paragraph):
        yield from words(piece.runs).split("\n")


def words(runs: list[Run]) -> str:
    """Return runs as plain text, with the address of a link behind its words."""
    return "".join(plain([run]) + address_behind(run) for run in runs)


def address_behind(run: Run) -> str:
    is_written = run.href.rpartition(":")[2].strip("/") in run.text
    return "" if not run.href or is_written else f" ({run.href})"
