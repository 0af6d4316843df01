"""The comparison table opened by LibreOffice and saved as PDF, with all its words and across A4: `make test-extra`."""

import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from policy.comparison.table_files import PARTS
from tests.policy.comparison.samples import revised
from tests.policy.comparison.test_table_files import file, table


def pages(kind: str, language: str, folder: Path) -> list[tuple[bool, str]]:
    """Return of each page whether it lies across, and its text without blanks."""
    path = folder / f"table.{kind}"
    path.write_bytes(file(kind, table(*revised(), language=language)))
    profile = f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, timeout=300, stdout=subprocess.DEVNULL)
    reader = PdfReader(BytesIO(path.with_suffix(".pdf").read_bytes()))
    return [(page.mediabox.width > page.mediabox.height, "".join(page.extract_text().split())) for page in reader.pages]


@pytest.mark.parametrize("kind", PARTS)
def test_libreoffice_prints_the_whole_table_on_one_sheet(kind: str, language: str, tmp_path: Path) -> None:
    ((across, text),) = pages(kind, language, tmp_path)
    assert across
    words = {
        "ja": ("下線の部分は改正部分です。", "（新設）", "（削る）", "（略）", "附則（施行期日）", "保護者の同意を"),
        "en": ("Underlined parts are changed.", "(new)", "(deleted)", "(omitted)", "Ask your parents."),
    }[language]
    assert not [word for word in words if "".join(word.split()) not in text]
