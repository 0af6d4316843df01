"""The text of a table's cell, and tables in plain text."""

import csv
import re
from collections.abc import Iterator
from itertools import groupby

from cluster_cms.pasting.pasted_tables import looks_like_header
from cluster_cms.pasting.pieces import (
    Alteration,
    ListItem,
    Paragraph,
    Reading,
    Report,
    Run,
    Table,
    html_of,
    plain,
    unwritable,
)
from cluster_cms.text.cleaning import visible

LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
BULLET = "•"


def cell_text(paragraphs: list[Paragraph], report: Report) -> str:
    """Return the paragraphs and lists of a cell as lines of plain text, and note what cannot be written so."""
    lines, number = [], 0
    for paragraph in paragraphs:
        for words in unwritable(paragraph.runs):
            report.add(Alteration.SCRIPT, words)
        for run in paragraph.runs:
            if run.href:
                report.add(Alteration.CELL_LINK, f"{run.text} ({run.href})")
        number = number + 1 if isinstance(paragraph, ListItem) and paragraph.ordered else 0
        mark = (f"{number}. " if number else f"{BULLET} ") if isinstance(paragraph, ListItem) else ""
        lines.append(mark + plain(paragraph.runs))
    return "\n".join(lines)


def read_text(text: str) -> Reading:
    """Return plain text as paragraphs, and as tables where lines hold tabs."""
    reading, text = Reading(), visible(LINE_END.sub("\n", text))
    whole = cells_of(text)
    for table, lines in [(True, whole)] if whole else parts_of(text):
        if table:
            add_table(reading, lines)
        else:
            reading.pieces += [Paragraph([Run(words)]) for [words] in lines if words.strip(" \xa0")]
    return reading


def cells_of(text: str) -> list[list[str]]:
    """Return the cells of a text that is one table; nothing where a line has one cell only.

    Spreadsheets put cells with line feeds into quotation marks; others leave such marks as they are.
    """
    lines = text.strip("\n").split("\n")
    if "\t" not in text:
        return []
    try:
        rows = list(csv.reader((f"{line}\n" for line in lines), delimiter="\t", strict=True))
    except csv.Error:
        rows = [line.split("\t") for line in lines]
    return rows if all(len(row) != 1 for row in rows) else []


def parts_of(text: str) -> Iterator[tuple[bool, list[list[str]]]]:
    """Yield the stretches of a text with and without tabs; a tab that only indents makes no table."""
    lines = (line.strip("\t ") if "\t" not in line.strip("\t ") else line for line in text.split("\n"))
    for table, found in groupby(lines, key=lambda line: "\t" in line):
        yield table, [line.split("\t") if table else [line] for line in found]


def add_table(reading: Reading, lines: list[list[str]]) -> None:
    width = max(map(len, lines))
    rows = [[cell.strip(" \xa0\n") for cell in line] + [""] * (width - len(line)) for line in lines]
    header = looks_like_header(rows)
    if header:
        reading.report.add(Alteration.HEADER, " | ".join(rows[0]))
    reading.pieces.append(Table(rows, header=header))


def as_lines(table: Table) -> str:
    """Return a table as running text, for where no table fits: a paragraph for each row, cells apart."""
    return "".join(f"<p>{html_of([Run(' | '.join(row))])}</p>" for row in table.rows)
