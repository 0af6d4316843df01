"""The text of a PDF, in both languages; a PDF without one hinders nobody, and none is read for longer than allowed."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from library.text import pdf_reader, pdf_text
from library.text.pdf_reader import read_text
from library.text.pdf_text import PdfText
from tests.library.samples import PDF


def test_text_is_read_in_both_languages_in_a_process_of_its_own() -> None:
    assert pdf_text.pdf_text(PDF).text == "Grains of silica 粒をそろえる"


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\nnothing\n%%EOF", PDF[: len(PDF) // 2]], ids=["empty", "bare", "half"]
)
def test_a_broken_pdf_has_no_text_and_raises_nothing(content: bytes) -> None:
    assert pdf_text.pdf_text(content).text == ""


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*args: Any, **options: Any) -> None:
        raise subprocess.TimeoutExpired("reader", options["timeout"])

    monkeypatch.setattr(subprocess, "run", never)
    assert pdf_text.pdf_text(PDF, seconds=0.1) == PdfText(cut=True)


def test_the_reader_is_given_none_of_our_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    reader = tmp_path / "reader"
    reader.write_text("""#!/bin/sh\nprintf '{"text": "key %s"}' "$SECRET_KEY"\n""")
    reader.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(reader))
    monkeypatch.setenv("SECRET_KEY", "secret")
    assert pdf_text.pdf_text(PDF).text == "key "


def test_long_texts_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "MOST_CHARACTERS", 6)
    assert read_text(PDF) == {"text": "Grains", "cut": True, "locked": False}


def test_a_pdf_with_a_password_is_said_to_be_locked() -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(PDF)))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(buffer := BytesIO())
    assert read_text(buffer.getvalue()) == {"text": "", "cut": False, "locked": True}
