"""A document is what its content says, whatever it is called."""

import time
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from cluster_cms.pages.documents.document_kinds import document_name
from tests.infrastructure.camera import jpeg, scene
from tests.infrastructure.documents import office, packed, pdf

TEXT = "品番,価格\nMC-100,1200\n"
MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(64)
WEBM = b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm" + bytes(64)
TAKEN = [
    (pdf(), "a.pdf", "a.pdf"),
    (pdf(), "a.PDF", "a.PDF"),
    (pdf(), "a", "a.pdf"),
    (pdf(), "a.docx", "a.pdf"),
    (pdf(), "a.pdf.exe", "a.pdf"),
    (pdf(), "a.pdf.pdf", "a.pdf.pdf"),
    (pdf(), "Sample v1.2", "Sample v1.2.pdf"),
    (pdf(), "カタログ", "カタログ.pdf"),
    (b"\xef\xbb\xbf\r\n" + pdf(), "a.pdf", "a.pdf"),
    (office(".docx"), "a.zip", "a.docx"),
    (office(".xlsx"), "a.docx", "a.xlsx"),
    (office(".pptx"), "a.pptx", "a.pptx"),
    (TEXT.encode(), "a.txt", "a.txt"),
    (TEXT.encode(), "a.csv", "a.csv"),
    (TEXT.encode(), "a.CSV", "a.CSV"),
    (TEXT.encode(), "a.pdf", "a.txt"),
    (TEXT.encode("cp932"), "a.csv", "a.csv"),
    (TEXT.encode("euc_jp"), "a.txt", "a.txt"),
    (TEXT.encode("iso2022_jp"), "a.txt", "a.txt"),
    (TEXT.encode("utf-16"), "a.txt", "a.txt"),
    ("Prix: 5 €, Müller".encode("cp1252"), "a.csv", "a.csv"),
    (TEXT.encode(), "a.xlsm", "a.txt"),
    (MP4, "a.mov", "a.mp4"),
    (WEBM, "a.webm", "a.webm"),
    (b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello", "a.txt", "a.vtt"),
    (b"WEBVTTX", "a.txt", "a.txt"),
    (b"BMW and MZ are no programs", "a.txt", "a.txt"),
    (b"MZ and more", "a.txt", "a.txt"),
    (b"ID3 or <b>bold</b>", "a.txt", "a.txt"),
]
HTML = "<!DOCTYPE html><html><script>alert(1)</script></html>"
REFUSED = [
    ("a.pdf", HTML.encode(), "a web page"),
    ("a.txt", b"\xef\xbb\xbf \n<HTML lang=en>", "a web page"),
    ("a.txt", HTML.encode("utf-16"), "a web page"),
    ("a.csv", b'<?xml version="1.0"?><!-- x --><html>', "a web page"),
    ("a.txt", b"<img src=x onerror=alert(1)>", "a web page"),
    ("a.txt", b"<!-- x --><p>x", "a web page"),
    ("a.txt", b"<x:html xmlns:x='http://www.w3.org/1999/xhtml'>", "a web page"),
    ("a.pdf", b"<svg onload=alert(1)>", "an SVG drawing"),
    ("a.pdf", b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "x"><svg/>', "an SVG drawing"),
    ("a.pdf", b"MZ\x90\x00\x03" + bytes(200), "a program"),
    ("a.docx", b"\x7fELF" + bytes(200), "a program"),
    ("a.pdf", packed({"a.txt": "x"}), "a ZIP archive"),
    ("a.docx", packed({"META-INF/MANIFEST.MF": "x"}), "a ZIP archive"),
    ("a.xlsx", packed({"xl/workbook.bin": "x", "[Content_Types].xml": "<Types/>"}), "a ZIP archive"),
    ("a.mp4", b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  " + bytes(64), "MOV"),
    ("a.webm", WEBM.replace(b"webm", b"matroska"), "unknown kind of video"),
    ("a.mp4", MP4 + b"\xa9xyz+34.69+135.50/", "where it was taken"),
    ("a.pdf", jpeg(scene()), "JPG"),
    ("a.docx", b"{\\rtf1 hello}", "an RTF text"),
    ("a.pdf", b"%!PS-Adobe-3.0", "a PostScript file"),
    ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office version"),
    ("a.docx", office(word__vbaProject_bin=b"x"), "macros"),
    (
        "a.xlsx",
        office(".xlsx", types='<Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'),
        "macros",
    ),
    ("a.docx", office(types='<Override ContentType="application/x.template.main+xml"/>'), "a ZIP archive"),
    (
        "a.docx",
        office(types='<Override ContentType="application/vnd.ms-office.vbaProject"/>', word__x_bin=b"x"),
        "macros",
    ),
    ("a.xlsx", office(".xlsx", xl__macrosheets__sheet1_xml="<x/>"), "macros"),
    ("a.docx", office(word__x_bin=bytes(range(256))).replace(bytes(range(200)), bytes(200)), "damaged"),
    ("a.docx", office()[:-40], "damaged"),
    ("a.docx", packed({"word/document.xml": "x" * 99}, zipfile.ZIP_LZMA).replace(b"\x5d\0\0", b"\xff\0\0"), "damaged"),
    ("a.pdf", pdf()[:60], "damaged"),
    ("a.txt", b"a\0b", "cannot be recognised"),
    ("a.bin", bytes(range(256)), "cannot be recognised"),
]


@pytest.mark.parametrize(
    "content, given, name", TAKEN, ids=[f"{given} {number}" for number, (_, given, _n) in enumerate(TAKEN)]
)
def test_a_document_is_called_after_its_content(content: bytes, given: str, name: str) -> None:
    assert document_name(given, content) == name


@pytest.mark.parametrize(
    "name, content, reason", REFUSED, ids=[f"{reason} {n}" for n, (_, _c, reason) in enumerate(REFUSED)]
)
def test_anything_else_is_refused_and_named(name: str, content: bytes, reason: str) -> None:
    with override("en"), pytest.raises(ValidationError, match=reason):
        document_name(name, content)


def test_comments_in_a_row_are_read_in_linear_time() -> None:
    begin = time.process_time()
    for piece in (b"<!---->", b"<?xml?>", b"<?xml?><!---->\n"):
        document_name("a.txt", piece * 20 + b"x")
    assert time.process_time() - begin < 0.1


def test_a_password_is_named_as_the_reason() -> None:
    locked = bytearray(office())
    for head, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.index(head)
        locked[at + offset] |= 1
    with override("en"), pytest.raises(ValidationError, match="password"):
        document_name("a.docx", bytes(locked))


def test_the_reasons_are_japanese_for_who_reads_japanese() -> None:
    for name, content, _reason in REFUSED:
        with override("ja"):
            with pytest.raises(ValidationError) as refusal:
                document_name(name, content)
            assert "。" in refusal.value.messages[0]
