"""Writes the comparison table as a Word document or an Excel workbook; the parts of the packages are templates.

Equal tables give equal bytes: nothing in a file says when, where or by whom it was made.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest
from math import ceil
from unicodedata import east_asian_width
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.template.loader import render_to_string
from django.utils import translation

from cluster_cms.comparison.text_diff import MarkedRun, marked
from cluster_cms.pages.languages import ENGLISH, JAPANESE
from cluster_cms.text.cell_guard import clean
from policy.comparison.table import Cell, ComparisonTable
from policy.comparison.table_rows import TableLine

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# The parts of each kind of file by their place in the package, and the templates that they are made from.
PARTS = {
    "docx": {
        "[Content_Types].xml": "docx/types.xml",
        "_rels/.rels": "relations.xml",
        "docProps/core.xml": "core.xml",
        "word/document.xml": "docx/document.xml",
        "word/_rels/document.xml.rels": "docx/relations.xml",
        "word/settings.xml": "docx/settings.xml",
        "word/styles.xml": "docx/styles.xml",
        "word/footer1.xml": "docx/footer.xml",
    },
    "xlsx": {
        "[Content_Types].xml": "xlsx/types.xml",
        "_rels/.rels": "relations.xml",
        "docProps/core.xml": "core.xml",
        "xl/workbook.xml": "xlsx/workbook.xml",
        "xl/_rels/workbook.xml.rels": "xlsx/relations.xml",
        "xl/styles.xml": "xlsx/styles.xml",
        "xl/worksheets/sheet1.xml": "xlsx/sheet.xml",
    },
}
CELL_LIMIT = 16_000  # characters: Excel takes 32,767 UTF-16 units in a cell, and rare letters count as two
ESCAPE = re.compile("_x[0-9A-Fa-f]{4}_")  # _x0041_ stands for the letter A (ECMA-376, ST_Xstring): it is escaped
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date that an archive can hold


# Styles of the cells of a sheet, by their place in its styles.xml.
PLAIN, HEAD, FIRST_LINE, NEXT_LINE, END = map(str, range(5))
FONTS = {JAPANESE: "MS Mincho", ENGLISH: "Times New Roman"}
LINE_HEIGHT = 16  # points, of letters of 10
LINE_WIDTH = 54  # narrow letters in a line of a column, whose width is 58; a Japanese letter takes the place of two


@dataclass(frozen=True)
class SheetRow:
    """A row of a sheet: the style of its cells, and what each says."""

    number: int
    style: str
    lines: list[TableLine]

    @property
    def cells(self) -> list[tuple[str, TableLine]]:
        """The reference and the line of each cell."""
        return [(f"{letter}{self.number}", line) for letter, line in zip("ABC", self.lines, strict=False)]

    @property
    def height(self) -> int:
        """The height in points; estimated, because not every program finds it out when it opens a file."""
        return LINE_HEIGHT * (1 if self.style == PLAIN else max(map(lines_needed, self.lines)))


def lines_needed(line: TableLine) -> int:
    """Return how many lines a text takes in a column of the sheet."""
    texts = "".join(run.text for run in line.runs).split("\n")
    return sum(max(1, ceil(width(text) / LINE_WIDTH)) for text in texts)


def width(text: str) -> int:
    return sum(1 + (east_asian_width(letter) in "WFA") for letter in text)


def table_file(table: ComparisonTable, kind: str, *, title: str, sources: list[str]) -> bytes:
    """Return the table as a file; `sources` are lines that say which texts were compared."""
    with translation.override(table.comparison.language):
        rows = list(sheet_rows(table, title, sources)) if kind == "xlsx" else []
        context = {
            "kind": kind,
            "title": title,
            "table": table,
            "sources": sources,
            "font": FONTS[table.comparison.language],
            "rows": rows,
            "head": next((row.number for row in rows if row.style == HEAD), 0),
        }
        output = BytesIO()
        with ZipFile(output, "w") as archive:
            for name, template in PARTS[kind].items():
                part = clean(render_to_string(f"policy/comparison/files/{template}", context)).strip()
                archive.writestr(ZipInfo(name, EARLIEST), part, ZIP_DEFLATED)
    return output.getvalue()


def sheet_rows(table: ComparisonTable, title: str, sources: list[str]) -> Iterator[SheetRow]:
    """Yield the rows of the sheet: title, sources and legend above the table."""
    heads = [plain("\n".join(filter(None, (column.head, column.effect))), heading=True) for column in table.columns]
    rows = [
        (PLAIN, [plain(title, heading=True)]),
        *((PLAIN, [plain(source)]) for source in sources),
        (PLAIN, [plain(table.legend)]),
        (HEAD, heads),
        *lines_of_rows(table),
        (END, [TableLine() for _column in table.columns]),
    ]
    yield from (SheetRow(number, style, lines) for number, (style, lines) in enumerate(rows, 1))


def lines_of_rows(table: ComparisonTable) -> Iterator[tuple[str, list[TableLine]]]:
    """Yield each line of the table as a row: Excel shows at most 409 points of one, and a new clause may be longer."""
    for cells in (cells for rows in table.parts for cells in rows):
        beside = zip_longest(*map(sheet_lines, cells), fillvalue=TableLine())
        for place, lines in enumerate(beside):
            yield NEXT_LINE if place else FIRST_LINE, list(lines)


def sheet_lines(cell: Cell) -> Iterator[TableLine]:
    """Yield the lines of a cell, in pieces where one is too long for Excel."""
    for line in cell.lines:
        room = CELL_LIMIT
        piece: list[MarkedRun] = []
        for run in (*line.runs, *plain(line.note).runs):
            text = ESCAPE.sub(r"_x005F\g<0>", run.text)
            while len(text) > room:
                yield TableLine((*piece, MarkedRun(run.kind, text[:room])), heading=line.heading)
                text, piece, room = text[room:], [], CELL_LIMIT
            piece.append(MarkedRun(run.kind, text))
            room -= len(text)
        yield TableLine(tuple(piece), heading=line.heading)


def plain(text: str, *, heading: bool = False) -> TableLine:
    return TableLine(marked(text, text), heading=heading)
