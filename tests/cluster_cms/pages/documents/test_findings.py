"""The editor is told what visitors can read in a document beside its text."""

import time

import pytest
from django.utils.translation import override

from cluster_cms.pages.documents.findings import describe_findings, findings_of
from tests.infrastructure.camera import exif, jpeg, scene
from tests.infrastructure.documents import CORE, office, pdf

NAMED = CORE.format(author="田中 花子", saved_by="Suzuki")
PHOTO = jpeg(scene(), exif=exif())
HIDDEN = '<workbook><sheet state="hidden"/><sheet state="veryHidden"/></workbook>'
DOCUMENTS = {
    "nothing in Word": (office(), ".docx", []),
    "nothing in a PDF": (pdf(), ".pdf", []),
    "nothing in a text": (b"/Author (Tanaka)", ".txt", []),
    "names": (office(docProps__core_xml=NAMED), ".docx", [("author", "Suzuki"), ("author", "田中 花子")]),
    "a company": (office(docProps__app_xml="<P><Company>Mihon</Company></P>"), ".docx", [("author", "Mihon")]),
    "an empty name": (office(docProps__core_xml=CORE.format(author=" ", saved_by="")), ".docx", []),
    "names that cannot be read": (office(docProps__core_xml="<broken"), ".docx", []),
    "comments": (
        office(word__comments_xml="<w:comments><w:comment w:id='1'><w:comment w:id='2'>"),
        ".docx",
        [("comments", 2)],
    ),
    "changes": (office(word__footer1_xml="<w:ins w:id='1'><w:del w:id='2'><w:delText>"), ".docx", [("tracked", 2)]),
    "sheets": (office(".xlsx", xl__workbook_xml=HIDDEN), ".xlsx", [("hidden", 2)]),
    "cells": (office(".xlsx", xl__comments1_xml="<comments><comment ref='A1'>"), ".xlsx", [("comments", 1)]),
    "slides": (office(".pptx", ppt__slides__slide1_xml='<p:sld xmlns="x" show="0">'), ".pptx", [("hidden", 1)]),
    "notes": (office(".pptx", ppt__notesSlides__notesSlide1_xml='<p:notes xmlns="x">'), ".pptx", [("notes", 1)]),
    "a file inside": (office(word__embeddings__oleObject1_bin=b"x"), ".docx", [("attached", 1)]),
    "a photo in Word": (office(word__media__image1_bin=PHOTO), ".docx", [("placed", 1)]),
    "a plain author": (pdf(b"<< /Author (Tanaka \\(Hanako\\)) >>"), ".pdf", [("author", "Tanaka (Hanako)")]),
    "a Japanese author": (
        pdf(b"<< /Author <" + b"\xfe\xff\x75\x30\x4e\x2d".hex().encode() + b"> >>"),
        ".pdf",
        [("author", "田中")],
    ),
    "an author with blanks in it": (pdf(b"<< /Author < 4 1 42 4> >>"), ".pdf", [("author", "AB@")]),
    "an author in octal": (pdf(b"<< /Author (\\376\\377\\165\\060N-) >>"), ".pdf", [("author", "田中")]),
    "an author in brackets": (pdf(b"<< /Author (Tanaka (Sales)) >>"), ".pdf", [("author", "Tanaka (Sales)")]),
    "a packed author": (pdf(stream=b"<< /Author (Suzuki) >>"), ".pdf", [("author", "Suzuki")]),
    "XMP": (pdf("<dc:creator><rdf:Seq><rdf:li>佐藤</rdf:li>".encode()), ".pdf", [("author", "佐藤")]),
    "notes on a page": (pdf(b"<< /Subtype /Text >> << /Subtype/Highlight >>"), ".pdf", [("comments", 2)]),
    "an attachment": (pdf(b"<< /Type /EmbeddedFile >>"), ".pdf", [("attached", 1)]),
    "a script": (pdf(b"<< /S /JavaScript /JS (x) >>"), ".pdf", [("scripts", 1)]),
    "saved three times": (pdf(saves=3), ".pdf", [("earlier", 2)]),
    "for the web": (pdf(b"<< /Linearized 1 >>", saves=2), ".pdf", []),
    "a photo in a PDF": (pdf(b"5 0 obj\nstream\n" + PHOTO + b"\nendstream"), ".pdf", [("placed", 1)]),
}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_what_stands_beside_the_text_is_found(kind: str) -> None:
    content, suffix, findings = DOCUMENTS[kind]
    assert findings_of(content, suffix) == findings


def test_it_is_listed_in_one_sentence_in_both_languages() -> None:
    findings = findings_of(office(docProps__core_xml=NAMED, word__document_xml="<w:ins w:id='1'>"), ".docx")
    with override("en"):
        assert describe_findings(findings) == (
            "Whoever downloads this document can also read: names (Suzuki, 田中 花子), 1 tracked change. "
            "If that is not meant, upload it without."
        )
    with override("ja"):
        assert "変更履歴1件" in describe_findings(findings)
    assert describe_findings([]) == ""


def test_streams_without_an_end_take_no_quadratic_time() -> None:
    begin = time.process_time()
    findings_of(pdf() + b"stream\n" * 20_000, ".pdf")
    assert time.process_time() - begin < 1
