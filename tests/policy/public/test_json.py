"""The ledger as JSON: complete, without names, and enough to recompute every hash with the documented script."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from policy.models.revisions import PolicyRevision
from tests.policy.public.announcing import BASE, announce, withdraw

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "policy-ledger.md"


def script() -> str:
    found = re.search(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found.group(1)


def run_script(address: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", script(), address], capture_output=True, text=True, check=False)


def save(visitor: Client, folder: Path, language: str) -> Path:
    """Keep the documents as files, as an auditor would."""
    (folder / "v").mkdir()
    for below in ("history.json", *(f"v/{row.number}.json" for row in PolicyRevision.objects.all())):
        (folder / below).write_bytes(visitor.get(f"{BASE[language]}{below}").content)
    return folder / "history.json"


def test_the_documented_script_finds_the_ledger_whole(language: str, visitor: Client, tmp_path: Path) -> None:
    announce("Withdrawn.", effective_on=PolicyRevision.objects.get(number=3).effective_on.replace(year=2100))
    withdrawal = withdraw(4)
    result = run_script(save(visitor, tmp_path, language).as_uri())
    assert result.stdout == f"whole: 5 rows, head {withdrawal.row_hash}\n"
    assert result.returncode == 0


@pytest.mark.parametrize("below, what", [("v/2.json", "document"), ("v/2.json", "ja"), ("history.json", "record")])
def test_the_documented_script_finds_one_changed_letter(below: str, what: str, visitor: Client, tmp_path: Path) -> None:
    start = save(visitor, tmp_path, "en")
    file = tmp_path / below
    data = json.loads(file.read_text())
    if what == "record":
        data["chain"][1]["record"]["summary"]["en"] += "."
    elif what == "document":
        data["document"] += " "
    else:
        data["html"][what] += " "
    file.write_text(json.dumps(data))
    result = run_script(start.as_uri())
    assert result.stdout == f"2: {what}\n"
    assert result.returncode == 1


def test_the_documented_script_is_short_and_needs_nothing_else() -> None:
    assert len(script().splitlines()) <= 40
    assert set(re.findall(r"^(?:from|import) ([\w, ]+)", script(), re.MULTILINE)) <= {
        "hashlib, json, sys",
        "urllib",
    }


def test_no_name_of_a_person_is_published(language: str, visitor: Client) -> None:
    row = PolicyRevision.objects.get(number=3)
    assert row.submitter_name
    for below in ("history.json", "v/3.json", "feed.atom"):
        text = visitor.get(f"{BASE[language]}{below}").text
        for secret in (row.submitter_name, row.approver_name, row.sign_off_salt):
            assert secret not in text


def test_a_revision_carries_what_its_hash_covers_and_its_neighbours(language: str, visitor: Client) -> None:
    answer = visitor.get(f"{BASE[language]}v/2.json")
    data = answer.json()
    assert answer["Content-Type"] == "application/json"
    record = json.dumps(data["record"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256((data["previous_hash"] + record).encode()).hexdigest() == data["row_hash"]
    assert data["state"] == "replaced"
    for name, number in (("previous", 1), ("self", 2), ("next", 3)):
        assert data["links"][name] == f"http://testserver{BASE[language]}v/{number}.json"


def test_the_first_and_the_last_have_one_neighbour(visitor: Client) -> None:
    assert visitor.get("/privacy-policy/v/1.json").json()["links"]["previous"] is None
    assert visitor.get("/privacy-policy/v/3.json").json()["links"]["next"] is None


@pytest.mark.parametrize("below", ["v/9.json", "other.json"])
def test_other_documents_are_not_found(below: str, language: str, visitor: Client) -> None:
    assert visitor.get(f"{BASE[language]}{below}").status_code == 404


@pytest.mark.parametrize("below", ["v/3.json", "history.json", "feed.atom"])
def test_with_a_slash_behind_its_name_a_document_is_led_to(below: str, language: str, visitor: Client) -> None:
    answer = visitor.get(f"{BASE[language]}{below}/")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{BASE[language]}{below}")
