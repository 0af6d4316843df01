"""Files are known by their content; what is wrong, renamed, locked or carries programs is refused in words."""

from struct import pack

import pytest
from django.core.exceptions import ValidationError

from library.demo.sample_documents import STEP
from library.text.file_types import LARGEST, library_name, refuse_size
from tests.library.samples import BINARY_DXF, DXF, PDF, archive, compound, office

WORD = pack("<HHHHHH", 0xA5EC, 0, 0, 0, 0, 0)
LOCKED_WORD = pack("<HHHHHH", 0xA5EC, 0, 0, 0, 0, 0x0100)
EXCEL = pack("<HH", 0x0809, 4) + bytes(4) + pack("<HH", 0x0042, 2) + bytes(2)
LOCKED_EXCEL = pack("<HH", 0x0809, 4) + bytes(4) + pack("<HH", 0x002F, 2) + bytes(2)
ENTRY = b"PK\x01\x02\x14\x03\x14\x00"  # of the directory of an archive; the flags follow
LOCKED_ZIP = archive("a.txt").replace(ENTRY + b"\x00", ENTRY + b"\x01")
TAKEN = [
    ("図面 1.2", PDF, "図面 1.2.pdf"),
    ("表.XLSX", office("xl/workbook.xml"), "表.XLSX"),
    ("a.docx", office("word/document.xml"), "a.docx"),
    ("a.pptx", office("ppt/presentation.xml"), "a.pptx"),
    ("a.doc", compound("WordDocument", stream=WORD), "a.doc"),
    ("a.xls", compound("Workbook", stream=EXCEL), "a.xls"),
    ("a.ppt", compound("PowerPoint Document"), "a.ppt"),
    ("a.zip", archive("part.step", "読んで.txt"), "a.zip"),
    ("a.dxf", DXF, "a.dxf"),
    ("a.dxf", BINARY_DXF, "a.dxf"),
    ("a.stp", STEP, "a.stp"),
    ("model", STEP, "model.step"),
    ("bom.step", b"\xef\xbb\xbf" + STEP, "bom.step"),
]
REFUSED = [
    ("a.pdf", b"", "空です"),
    ("a.pdf", b"MZ" + bytes(100), "プログラム"),
    ("a.pdf", STEP, "中身はSTEP"),
    ("a.docx", PDF, "中身はPDF"),
    ("a.exe", PDF, ".exe"),
    ("a.pdf", PDF[:200], "壊れている"),
    ("a.step", STEP[:-12], "壊れている"),
    ("a.dxf", DXF[:-6], "壊れている"),
    ("a.dwg", b"AC1032" + bytes(50), "DWG"),
    ("a.txt", "ただの文".encode(), "分かりません"),
    ("a.html", b"<html><script>", "ウェブページ"),
    ("a.zip", archive("setup.exe"), "setup.exe"),
    ("a.zip", archive("dir/deep.PDF.JS "), "deep.PDF.JS"),
    ("a.zip", archive("only/"), "空です"),
    ("a.zip", archive("a.txt")[:-10], "壊れている"),
    (
        "a.zip",
        archive("a.txt").replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"),
        "パスワード",
    ),
    ("a.docx", office("word/document.xml", "word/vbaProject.bin"), "マクロ"),
    ("a.3mf", office("3D/model.model"), "Office"),
    ("a.doc", compound("WordDocument", stream=LOCKED_WORD), "パスワード"),
    ("a.xls", compound("Workbook", stream=LOCKED_EXCEL), "パスワード"),
    ("a.docx", compound("EncryptedPackage"), "パスワード"),
    ("a.doc", compound("WordDocument", "Macros"), "マクロ"),
    ("a.xls", compound("Workbook", "_VBA_PROJECT_CUR"), "マクロ"),
    ("a.msg", compound("__properties_version1.0"), "分かりません"),
]


@pytest.mark.parametrize("name, content, stored", TAKEN, ids=[f"{one[2]}-{at}" for at, one in enumerate(TAKEN)])
def test_what_the_library_offers_is_taken(name: str, content: bytes, stored: str) -> None:
    assert library_name(name, content) == stored


@pytest.mark.parametrize("name, content, words", REFUSED, ids=[f"{one[0]}-{at}" for at, one in enumerate(REFUSED)])
def test_anything_else_is_refused_in_words(name: str, content: bytes, words: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        library_name(name, content)
    assert words in "".join(refusal.value.messages)


def test_a_file_that_is_too_large_is_refused_by_its_size() -> None:
    refuse_size(LARGEST)
    with pytest.raises(ValidationError, match="40"):
        refuse_size(LARGEST + 1)
