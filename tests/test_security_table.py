"""The tables of docs/security.md name tests that exist, and leave no class of IPA's list out."""

import re

from tests.infrastructure.house import ROOT

TABLES = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = [line for line in TABLES.splitlines() if re.match(r"\| [\d\w]", line)]


def test_every_named_test_exists() -> None:
    named = re.findall(r"`(tests/[\w/.]+)(?:::(\w+))?`", TABLES)
    assert len(named) > 60
    missing = [
        f"{file}::{name}"
        for file, name in named
        if not (ROOT / file).exists() or (name and f"def {name}(" not in (ROOT / file).read_text(encoding="utf-8"))
    ]
    assert missing == []


def test_every_line_names_a_test_or_a_check() -> None:
    lines = [row for row in ROWS if not row.startswith(("| #", "| ASVS", "| fault"))]
    assert [row for row in lines if "`tests/" not in row and "ruff" not in row] == []


def test_all_eleven_classes_of_ipa_have_a_line() -> None:
    assert [int(number) for number in re.findall(r"^\| (\d+) \| ", TABLES, re.MULTILINE)] == list(range(1, 12))
