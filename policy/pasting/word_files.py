"""Reads a Word file (.docx) into the lines of a text: with the numbers that Word counts, and cells between tabs."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.utils.translation import gettext as _

from cluster_cms.text.office_marks import from_symbol_font
from policy.pasting.numbering_marks import possible_marks
from policy.pasting.word_numbering import Numbering, W, found, value, whole

MOST_UNPACKED = 20_000_000  # bytes of one part
MOST_DEPTH = 40  # styles based on one another, elements in one another
INDENT = " " * 4
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
INSIDE = {
    W + name for name in ("ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "hyperlink", "customXml")
}
SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}


DAMAGED = (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, ValueError, ParseError, DefusedXmlException)


class UnreadableFile(Exception):
    """Raised for what is no Word file, or one that is locked, damaged or too large."""


def read_word_file(content: bytes) -> tuple[str, list[str]]:
    """Return the text of a file, a line for each paragraph and row, and what was left out, in words.

    Raises UnreadableFile.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            document, styles, numbering, links = (
                xml_of(archive, f"word/{name}.xml{end}") if f"word/{name}.xml{end}" in names else None
                for name, end in (("document", ""), ("styles", ""), ("numbering", ""), ("_rels/document", ".rels"))
            )
    except (
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        OSError,
        ValueError,
        ParseError,
        DefusedXmlException,
    ) as error:
        raise UnreadableFile from error
    body = None if document is None else document.find(W + "body")
    if body is None:
        raise UnreadableFile
    reader = WordReader(styles, Numbering(numbering), links)
    return "\n".join(reader.lines(body)), list(reader.left_out)


def xml_of(archive: zipfile.ZipFile, name: str) -> Any:
    """Return a part of the file; one that unpacks to more than its measure is refused."""
    with archive.open(name) as part:
        data = part.read(MOST_UNPACKED + 1)
    if len(data) > MOST_UNPACKED:
        raise UnreadableFile
    return fromstring(data, forbid_dtd=True)


class WordReader:
    """Reads paragraphs and tables in their order; `left_out` collects what a text cannot hold."""

    def __init__(self, styles: Any, numbering: Numbering, links: Any) -> None:
        self.styles = {one.get(W + "styleId"): one for one in found(styles, "style")}
        self.numbering = numbering
        self.links = {} if links is None else {one.get("Id"): one.get("Target", "") for one in links}
        self.left_out: dict[str, None] = {}

    def lines(self, parent: Any, depth: int = 0) -> Iterator[str]:
        if depth > MOST_DEPTH:
            raise UnreadableFile
        for element in parent:
            if element.tag == W + "p":
                yield self.paragraph(element)
            elif element.tag == W + "tbl":
                yield from self.table(element, depth)
            elif element.tag in INSIDE:
                yield from self.lines(element, depth + 1)

    def paragraph(self, element: Any) -> str:
        """Return a paragraph with its mark: what Word counts, "#" for a heading that carries no number."""
        text = "".join(self.words(element)).strip("\n")
        number, level = self.list_of(element)
        mark = self.numbering.next_mark(number, level) if text.strip() and number else ""
        if mark:
            return f"{INDENT * level}{mark} " + text.replace("\n", f"\n{INDENT * (level + 1)}")
        heading = self.heading_level(element)
        is_numbered = any(not one.is_bullet for one in possible_marks(text.strip()))
        return f"{'#' * heading} {text.strip()}" if heading and text.strip() and not is_numbered else text

    def words(self, element: Any, depth: int = 0) -> Iterator[str]:
        if depth > MOST_DEPTH:
            raise UnreadableFile
        for child in element:
            if child.tag == W + "r":
                yield from self.run(child)
            elif child.tag in INSIDE:
                inner = "".join(self.words(child, depth + 1))
                address = self.links.get(child.get(REL + "id"), "")
                yield f"{inner} ({address})" if address and address not in inner else inner
            elif child.tag in (W + "del", W + "moveFrom"):
                self.left_out[_("Text that was deleted while changes were tracked.")] = None

    def run(self, run: Any) -> Iterator[str]:
        """Yield the letters of a run of text in one style."""
        properties = run.find(W + "rPr")
        if properties is not None and properties.find(W + "vanish") is not None:
            self.left_out[_("Hidden text.")] = None
            return
        for child in run:
            if child.tag == W + "t":
                yield child.text or ""
            elif child.tag in SIGNS:
                yield SIGNS[child.tag]
            elif child.tag == W + "sym":
                code = whole_hex(child.get(W + "char") or "")
                yield from_symbol_font(chr(code), (child.get(W + "font") or "").lower()) if code else ""
            elif child.tag in (W + "footnoteReference", W + "endnoteReference"):
                self.left_out[_("Footnotes.")] = None
            elif child.tag in (W + "drawing", W + "pict", W + "object") or child.tag.endswith("}AlternateContent"):
                self.left_out[_("Pictures, drawings and text boxes.")] = None

    def table(self, table: Any, depth: int) -> Iterator[str]:
        """Yield a line for each row, cells between tabs; a table of one cell is only a frame."""
        rows = [list(row.findall(W + "tc")) for row in table.findall(W + "tr")]
        if rows and all(len(row) == 1 for row in rows):
            for row in rows:
                yield from self.lines(row[0], depth + 1)
            return
        for row in rows:
            yield "\t".join(" ".join(" ".join(self.lines(cell, depth + 1)).split()) or "–" for cell in row)

    def list_of(self, paragraph: Any) -> tuple[str, int]:
        """Return the number of the list and the level of a paragraph, by itself or by its style."""
        properties = paragraph.find(W + "pPr")
        own = None if properties is None else properties.find(W + "numPr")
        chain = list(self.style_chain(value(properties, "pStyle")))
        styled = [one.find(f"{W}pPr/{W}numPr") for one in chain]
        parts = [one for one in (own, *styled) if one is not None]
        number = next((found for part in parts if (found := value(part, "numId"))), "")
        level = next((found for part in parts if (found := value(part, "ilvl"))), "0")
        return ("" if number == "0" else number), min(whole(level, 0), 8)

    def heading_level(self, paragraph: Any) -> int:
        """Return 1 for the title, 2 for a heading of the first level, and so on; 0 for running text."""
        for style in self.style_chain(value(paragraph.find(W + "pPr"), "pStyle")):
            if value(style, "name").lower() in ("title", "表題"):
                return 1
            outline = value(style, "pPr/outlineLvl")
            if outline and whole(outline, 9) < 5:
                return whole(outline, 0) + 2
        return 0

    def style_chain(self, key: str) -> Iterator[Any]:
        """Yield a style and those on which it is based."""
        for _step in range(MOST_DEPTH):
            style = self.styles.get(key)
            if style is None:
                return
            yield style
            key = value(style, "basedOn")


def whole_hex(text: str) -> int:
    """Return the value of four hexadecimal digits; 0 for anything else and for halves of a letter."""
    if len(text) != 4 or not all(letter in "0123456789abcdefABCDEF" for letter in text):
        return 0
    code = int(text, 16)
    return 0 if 0xD800 <= code < 0xE000 else code
