"""Exports opened and saved by LibreOffice hold what was written: `make test-extra`.

LibreOffice reads a CSV here as a double click does: numbers and dates are looked for in every cell. The last test opens
all texts of `cells.py` with and without that, in the languages of the staff and in two others."""

import csv
import io
import subprocess
from pathlib import Path
from typing import Any

import pytest

from cluster_cms.text.cell_guard import clean, guarded
from cluster_cms.text.csv_cells import csv_file
from contact.demo.many_inquiries import Maker, store
from contact.models import ExportFormat, Inquiry
from tests.cluster_cms.text.cells import HARMLESS, NASTY
from tests.contact.exports.exporting import FORMULAS, ODD, exported, rewrite, xlsx_cells

PLAIN = [
    "a=b",
    "<b>&amp;</b>",
    "_x0041_",
    "𠮷野家 髙﨑",
    "一行目\n二行目",
    "06-1234-5678",
    "ﾔﾏﾀﾞ",
    "  前後の空白  ",
    "TRUE",
]
CORPUS = [*FORMULAS, *ODD, *PLAIN]
LONG = "字" * 40_000
# Comma, double quote, UTF-8, from the first line, Japanese, quoted fields are not always text, numbers are looked for.
READ = "CSV:44,34,76,1,,{language},false,{numbers}"
AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
JAPANESE, ENGLISH, GERMAN, FRENCH = 1041, 1033, 1031, 1036


@pytest.fixture
def corpus(inquiry: Inquiry) -> dict[str, str]:
    """Return the company of each inquiry by its reference; the message of the first one is longer than a cell."""
    store(Maker(first=0, count=len(CORPUS)), range(len(CORPUS)))
    made = Inquiry.objects.exclude(pk=inquiry.pk).latest_first()[: len(CORPUS)]
    for one, text in zip(made, CORPUS, strict=True):
        rewrite(one, company=text, message=LONG if text is CORPUS[0] else "本文")
    return {one.reference: text for one, text in zip(made, CORPUS, strict=True)}


def saved_by_libreoffice(content: bytes, suffix: str, folder: Path, **reading: str) -> bytes:
    """Open a file in LibreOffice, save it in another format, and return that."""
    file, out, target = folder / f"export.{suffix}", folder / "out", reading.pop("target", "xlsx")
    file.write_bytes(content)
    chosen = {"language": str(JAPANESE), "numbers": "true"} | reading
    filters = [f"--infilter={READ.format(**chosen)}"] if suffix == "csv" else []
    profile = f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", *filters, "--convert-to", target, "--outdir", str(out), str(file)]
    subprocess.run(command, check=True, timeout=300, stdout=subprocess.DEVNULL)
    return (out / f"export.{target[:4].rstrip(':')}").read_bytes()


def opened(form: ExportFormat, corpus: dict[str, str], actor: Any, folder: Path) -> list[dict[str, Any]]:
    content = exported(form, Inquiry.objects.with_references(*corpus), actor)
    return xlsx_cells(saved_by_libreoffice(content, form.value, folder))


def companies(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what stands in the cell of the company, by reference; further rows of long texts have none."""
    return {row["Reference"].value: row["Company or organisation"] for row in rows if row["Email address"].value}


def test_a_workbook_is_the_same_afterwards(corpus: dict[str, str], desk: Any, tmp_path: Path) -> None:
    rows = opened(ExportFormat.XLSX, corpus, desk, tmp_path)
    assert {cell.data_type for cell in companies(rows).values()} == {"s"}
    found = {reference: cell.value for reference, cell in companies(rows).items()}
    assert found == {reference: clean(text).replace("\r", "\n") for reference, text in corpus.items()}
    assert "".join(row["Message"].value for row in rows if row["Part"].value) == LONG


def test_a_csv_shows_what_was_written_and_runs_no_formula(corpus: dict[str, str], desk: Any, tmp_path: Path) -> None:
    rows = opened(ExportFormat.CSV, corpus, desk, tmp_path)
    assert not [cell for row in rows for cell in row.values() if cell.data_type == "f"]
    found = {reference: cell.value for reference, cell in companies(rows).items()}
    assert found == {reference: clean(guarded(text)).replace("\r", "\n") for reference, text in corpus.items()}
    assert "".join(row["Message"].value for row in rows if row["Part"].value) == LONG


@pytest.mark.parametrize("numbers", ["true", "false"])
@pytest.mark.parametrize("language", [JAPANESE, ENGLISH, GERMAN, FRENCH])
def test_every_cell_shows_its_text(language: int, numbers: str, tmp_path: Path) -> None:
    texts = [*NASTY, *HARMLESS] if language in (JAPANESE, ENGLISH) else NASTY
    content = b"".join(csv_file(["Text"], [[[text] for text in texts]]))
    read = {"language": str(language), "numbers": numbers, "target": AS_SHOWN}
    saved = saved_by_libreoffice(content, "csv", tmp_path, **read).decode("utf-8-sig")
    shown = [row[0] for row in csv.reader(io.StringIO(saved, newline=""))][1:]
    expected = [clean(guarded(text)).replace("\r", "\n") for text in texts]
    assert [pair for pair in zip(shown, expected, strict=True) if pair[0] != pair[1]] == []
