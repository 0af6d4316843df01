"""Reads the HTML of a clipboard into pieces, in the order of the document."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup, Tag
from bs4.element import CData, NavigableString, PageElement

from cluster_cms.blocks.links import is_safe_address
from cluster_cms.pasting.cells import cell_text
from cluster_cms.pasting.clipboard import attribute, soup_of
from cluster_cms.pasting.left_out import OBJECTS, is_marked, reason_to_leave_out
from cluster_cms.pasting.pasted_tables import Grid, grid_of, header_of, is_layout
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
)
from cluster_cms.pasting.runs import Style, text_of, tidied
from cluster_cms.pasting.word_elements import heading_level, is_word_item, list_level, list_mark, take_mark
from cluster_cms.text.office_marks import is_first, is_number

BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"),
        *("figcaption", "figure", "footer", "header", "html", "main", "nav", "p", "pre", "section", "summary"),
    )
)
FILE_NAME = re.compile(r"[^/\\?#]+\.[a-z0-9]{2,5}$|^(?:image|picture|img)?[\s_-]*\d*$", re.I)
MOST_DEPTH = 100  # elements in one another
MOST_CELLS = 1500  # the editor sends a field for each


@dataclass
class Target:
    """What the text that is being read will be; an item of a list goes on after a new line."""

    make: Callable[[list[Run]], Paragraph]
    made: Paragraph | None = None


def read_html(html: str) -> Reading:
    """Return the pieces of a clipboard's HTML, and what was left out."""
    soup, bold_classes = soup_of(html)
    reader = ClipboardReader(Report(), bold_classes)
    reader.read(soup, Style())
    reader.flush()
    return Reading(reader.pieces, reader.report)


class ClipboardReader:
    """Walks through the elements; `pieces` grow, and `runs` wait for the end of their paragraph."""

    def __init__(self, report: Report, bold_classes: frozenset[str], depth: int = 0) -> None:
        self.report, self.bold_classes, self.depth = report, bold_classes, depth
        self.pieces: list[Piece] = []
        self.runs: list[Run] = []
        self.target = Target(Paragraph)
        self.lists: list[Tag] = []

    def read(self, element: Tag | BeautifulSoup, style: Style) -> None:
        if self.depth > MOST_DEPTH:
            self.runs.append(Run(f" {element.get_text(' ')} "))
            return
        self.depth += 1
        for child in list(element.children):
            self.read_child(child, style)
        self.depth -= 1

    def read_child(self, child: PageElement, style: Style) -> None:
        if isinstance(child, Tag):
            self.read_tag(child, style.inside(child, self.bold_classes))
        elif type(child) in (NavigableString, CData):
            text, unknown = text_of(str(child), style)
            if unknown:
                self.report.add(Alteration.SYMBOL, text)
            self.runs.append(Run(text, style.bold, style.script, style.href))

    def read_tag(self, tag: Tag, style: Style) -> None:
        if tag.name == "br":
            self.runs.append(Run("\n"))
        elif tag.name == "img":
            self.read_picture(tag)
        elif tag.name == "table":
            self.read_table(tag, style)
        elif not self.leave_out(tag):
            self.note_style(tag)
            self.read_text(tag, style)

    def read_text(self, tag: Tag, style: Style) -> None:
        if level := heading_level(tag):
            self.read_block(tag, replace(style, plain=True), lambda runs: Heading(runs, level=level))
        elif is_word_item(tag):
            self.read_word_item(tag, style)
        elif tag.name in ("ul", "ol"):
            self.read_list(tag, style)
        elif tag.name == "li":
            self.read_item(tag, style)
        elif tag.name in BLOCKS:
            self.read_block(tag, style, self.target.make, self.target)
        elif tag.name == "a":
            self.read(tag, replace(style, href=self.address_of(tag)))
        else:
            self.read(tag, style)

    def read_block(
        self, tag: Tag, style: Style, make: Callable[[list[Run]], Paragraph], target: Target | None = None
    ) -> None:
        self.flush()
        before, self.target = self.target, target or Target(make)
        self.read(tag, style)
        self.flush()
        self.target = before

    def flush(self) -> None:
        """End the present paragraph."""
        paragraphs, self.runs = tidied(self.runs), []
        for runs in paragraphs:
            made = self.target.made
            if isinstance(made, ListItem) and self.pieces and self.pieces[-1] is made:
                made.runs += [Run("\n"), *runs]
            else:
                self.target.made = self.target.make(runs)
                self.pieces.append(self.target.made)

    def read_list(self, tag: Tag, style: Style) -> None:
        if attribute(tag, "start").strip() not in ("", "1") and tag.name == "ol":
            self.report.add(Alteration.NUMBERING, first_words(tag))
        self.lists.append(tag)
        self.read_block(tag, style, Paragraph)
        self.lists.pop()

    def read_item(self, tag: Tag, style: Style) -> None:
        stated = attribute(tag, "aria-level") or attribute(tag, "data-aria-level")
        level = int(stated) if stated.isascii() and stated.isdigit() else max(len(self.lists), 1)
        ordered = bool(self.lists) and self.lists[-1].name == "ol"
        mark = list_mark(tag, self.lists[-1]) if ordered else ""
        self.read_block(tag, style, lambda runs: ListItem(runs, level=level, ordered=ordered, mark=mark))

    def read_word_item(self, tag: Tag, style: Style) -> None:
        """Read a paragraph that Word shows as an item: its mark is text, its level stands in its style."""
        mark = take_mark(tag)
        level, ordered = list_level(tag), is_number(mark)
        before = self.pieces[-1] if self.pieces else None
        begins = not (isinstance(before, ListItem) and before.ordered and before.level >= level)
        if ordered and begins and not is_first(mark):
            self.report.add(Alteration.NUMBERING, f"{mark} {first_words(tag)}")
        shown = mark if ordered else ""
        self.read_block(tag, style, lambda runs: ListItem(runs, level=level, ordered=ordered, mark=shown))

    def read_table(self, table: Tag, style: Style) -> None:
        self.flush()
        grid = grid_of(table)
        grid.leave_out(self.leave_out)
        if is_layout(table, grid):
            for cell in grid.cells():
                self.read_block(cell, style, Paragraph)
            return
        self.pieces += self.table_pieces(table, grid)

    def table_pieces(self, table: Tag, grid: Grid) -> list[Piece]:
        """Return the table, and what cells hold that no cell of ours can: pictures and other tables."""
        texts: dict[int, str] = {}
        after: list[Piece] = []
        for cell in grid.cells():
            texts[id(cell)], others = self.read_cell(cell)
            after += others
        rows = trimmed([[texts[id(cell)] if cell else "" for cell in row] for row in grid.rows])
        if not rows:
            return after
        for cell in filter(lambda cell: id(cell) in texts, grid.merged):
            self.report.add(Alteration.MERGED, texts[id(cell)])
        caption = table.find("caption", recursive=False)
        name = " ".join(caption.get_text().split()) if isinstance(caption, Tag) else ""
        made = Table(rows, header=header_of(grid, rows, self.bold_classes), caption=name)
        return [*self.fitting(made), *after]

    def fitting(self, table: Table) -> list[Piece]:
        """Return the table, or nothing where it has more cells than a page can hold."""
        if len(table.rows) * len(table.rows[0]) > MOST_CELLS:
            size = f"{len(table.rows)} × {len(table.rows[0])}"
            self.report.add(Alteration.TOO_LARGE, f"{size} ({table.caption or ' '.join(table.rows[0])})")
            return []
        if table.header:
            self.report.add(Alteration.HEADER, " | ".join(table.rows[0]))
        return [table]

    def read_cell(self, cell: Tag) -> tuple[str, list[Piece]]:
        reader = ClipboardReader(self.report, self.bold_classes, self.depth)
        reader.read(cell, Style())
        reader.flush()
        others: list[Piece] = [piece for piece in reader.pieces if not isinstance(piece, Paragraph)]
        for piece in others:
            if isinstance(piece, Table):
                self.report.add(Alteration.INNER_TABLE, " | ".join(piece.rows[0]))
        return cell_text([piece for piece in reader.pieces if isinstance(piece, Paragraph)], self.report), others

    def read_picture(self, tag: Tag) -> None:
        source, alt = attribute(tag, "src").strip(), " ".join(attribute(tag, "alt").split())
        if attribute(tag, "width") in ("0", "1") or attribute(tag, "height") in ("0", "1"):
            return
        if len(alt) <= 3 and alt and not alt.isascii() and not source.startswith("data:"):
            self.runs.append(Run(alt))  # an emoji as a picture
        elif source.startswith("data:image/") and ";base64," in source:
            self.flush()
            self.pieces.append(Picture(source, "" if FILE_NAME.search(alt) else alt))
        else:
            self.report.add(Alteration.PICTURE, alt or file_name(source) or "?")

    def address_of(self, tag: Tag) -> str:
        address = attribute(tag, "href").strip()
        if not address or address.startswith("#"):
            return ""
        if is_safe_address(address) and not address.startswith("/"):
            return address
        self.report.add(Alteration.LINK, f"{' '.join(tag.get_text().split())} ({address})")
        return ""

    def leave_out(self, tag: Tag) -> bool:
        """Return whether an element is no part of the text that people see, and note it."""
        change = reason_to_leave_out(tag)
        if change:
            words = " ".join(tag.get_text(" ").split())
            if words or change is Alteration.OBJECT:
                self.report.add(change, words or str(OBJECTS.get(tag.name, "")))
        return change is not None

    def note_style(self, tag: Tag) -> None:
        if is_marked(tag) and tag.get_text().strip() and not (tag.find_parent("a") or tag.find("a")):
            self.report.add(Alteration.STYLE, tag.get_text())


def first_words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def file_name(address: str) -> str:
    return "" if address.startswith("data:") else address.partition("?")[0].replace("\\", "/").rpartition("/")[2]


def trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Return rows without those, and without columns, that are empty to the end."""
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((place + 1 for row in rows for place, cell in enumerate(row) if cell), default=0)
    return [row[:width] for row in rows]
