"""The comparison table as Word and Excel files: well-formed, the same marks, equal bytes, nothing about their maker."""

from datetime import date
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import pytest
from defusedxml.ElementTree import fromstring
from django.utils import translation
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock

from cluster_cms.comparison.text_diff import MarkKind
from policy.comparison.comparing import compare_documents
from policy.comparison.table import ComparisonTable, TableSide
from policy.comparison.table_files import CELL_LIMIT, PARTS, table_file
from policy.pasting.word_files import read_word_file
from policy.text.canonical import Document
from tests.policy.comparison.samples import OLD, PURPOSE, revised
from tests.policy.comparison.writing import clause, document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KINDS = pytest.mark.parametrize("kind", PARTS)


def table(*clauses: Document, language: str = "ja", old: list[Document] = OLD) -> ComparisonTable:
    compared = compare_documents(document(*old), document(*clauses), language)
    return ComparisonTable(compared, TableSide(1, date(2026, 4, 1)), TableSide(2, date(2027, 4, 1)))


def file(kind: str, found: ComparisonTable) -> bytes:
    return table_file(found, kind, title="第2版と第1版の新旧対照表", sources=["第1版: SHA-256 0123"])


def parts(content: bytes) -> dict[str, Element]:
    """Return every part of a package as XML: one that is not well-formed raises an error."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: fromstring(archive.read(name)) for name in archive.namelist()}


def sheet(content: bytes) -> Any:
    return load_workbook(BytesIO(content), rich_text=True).worksheets[0]


def underlined_in_word(content: bytes) -> list[str]:
    runs = parts(content)["word/document.xml"].iter(f"{W}r")
    return ["".join(run.itertext()) for run in runs if run.find(f"{W}rPr/{W}u") is not None]


def underlined_in_excel(content: bytes) -> list[str]:
    cells = [cell.value for row in sheet(content).iter_rows() for cell in row if isinstance(cell.value, CellRichText)]
    blocks = [block for cell in cells for block in cell if isinstance(block, TextBlock)]
    return [block.text for block in blocks if block.font.u]


def marks(found: ComparisonTable) -> list[str]:
    """Return what the table marks, row by row, in the active language."""
    with translation.override(found.comparison.language):
        cells = [cell for rows in found.parts for row in rows for cell in row]
    return [run.text for cell in cells for line in cell.lines for run in line.runs if run.kind != MarkKind.SAME]


@KINDS
def test_every_part_is_well_formed_and_declared(kind: str, language: str) -> None:
    found = parts(file(kind, table(*revised(), language=language)))
    assert set(found) == set(PARTS[kind])
    declared = {part.get("PartName") for part in found["[Content_Types].xml"] if part.get("PartName")}
    assert declared == {f"/{name}" for name in found if not name.endswith(".rels") and name != "[Content_Types].xml"}


def test_word_and_excel_underline_what_the_page_underlines(language: str) -> None:
    found = table(*revised(), language=language)
    assert underlined_in_word(file("docx", found)) == marks(found)
    assert sorted(underlined_in_excel(file("xlsx", found))) == sorted(marks(found))


def test_word_shows_title_legend_heads_rows_and_sources() -> None:
    text, left_out = read_word_file(file("docx", table(*revised())))
    for words in ("第2版と第1版の新旧対照表", "下線の部分は改正部分です。", "改正後 第2版", "（新設）", "SHA-256 0123"):
        assert words in text
    assert left_out == []


def test_the_heads_of_the_columns_are_repeated_on_every_sheet_of_paper() -> None:
    word = parts(file("docx", table(*revised())))["word/document.xml"]
    assert len(list(word.iter(f"{W}tblHeader"))) == 1
    assert sheet(file("xlsx", table(*revised()))).print_title_rows == "$4:$4"


def test_paper_is_a4_across() -> None:
    size = parts(file("docx", table(*revised())))["word/document.xml"].find(f"{W}body/{W}sectPr/{W}pgSz")
    assert size is not None
    assert size.get(f"{W}orient") == "landscape"
    setup = sheet(file("xlsx", table(*revised()))).page_setup
    assert (setup.orientation, setup.paperSize) == ("landscape", 9)


@KINDS
def test_equal_tables_are_equal_bytes_and_name_nobody(kind: str) -> None:
    content = file(kind, table(*revised()))
    assert content == file(kind, table(*revised()))
    names = [element.tag.rpartition("}")[2] for element in parts(content)["docProps/core.xml"]]
    assert names == ["title", "language"]


def test_nothing_in_a_cell_is_a_formula() -> None:
    formula = clause("sum", "=1+1", "=HYPERLINK('x')", "@SUM(A1)", "_x0041_")
    content = file("xlsx", table(formula, old=[PURPOSE]))
    cells = [cell for row in sheet(content).iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    assert any("=HYPERLINK('x')" in str(cell.value) for cell in cells)
    assert b"_x005F_x0041_" in ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml")


def test_a_text_that_is_longer_than_a_cell_goes_on_in_the_next_row() -> None:
    words = "字" * (2 * CELL_LIMIT + 5)
    column = [str(row[0].value or "") for row in sheet(file("xlsx", table(clause("long", "長い", words)))).iter_rows()]
    assert max(map(len, column)) == CELL_LIMIT
    assert "".join(column).count("字") == len(words)


@KINDS
def test_what_xml_cannot_hold_does_not_break_a_file(kind: str) -> None:
    assert parts(file(kind, table(clause("odd", "甲<&>\"'", "一行目\n二行目\x0b\x00\ufffe"))))
