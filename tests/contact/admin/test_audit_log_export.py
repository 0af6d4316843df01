"""The list leaves as CSV that Excel opens, and the chain is checked by a button; both are entries themselves."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from cluster_cms.security import audit, audit_checkpoint
from cluster_cms.security.audit import AuditEntry
from cluster_cms.security.checkpoints import store_checkpoint
from contact.inquiries.history import open_inquiry
from contact.models import Inquiry
from contact.privacy import audit_log
from tests.contact.visit import texts

SignIn = Callable[[Any], Client]
LIST = "/admin/inquiries/audit/"
HOUSE = Path(audit_log.__file__).parent.parent


@pytest.fixture
def officer(privacy_officer: Any, signed_in: SignIn) -> Client:
    return signed_in(privacy_officer)


def test_all_matching_entries_are_exported_in_batches(
    officer: Client, desk: Any, inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_log, "BATCH", 2)
    for _time in range(4):
        open_inquiry(inquiry=inquiry, actor=desk)
    response = officer.post(f"{LIST}file/?reference={inquiry.reference}")
    text = response.getvalue().decode()
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:])))
    assert rows[0] == ["番号", "日時（日本時間）", "だれが", "内容", "受付番号", "件数", "理由"]
    assert [row[3] for row in rows[1:]] == ["閲覧"] * 4 + ["受付"]
    assert AuditEntry.objects.order_by("-position")[0].action == "audit_log.exported"


def test_an_invalid_filter_exports_nothing(officer: Client) -> None:
    assert officer.post(f"{LIST}file/?since=x").headers["Location"] == LIST
    assert not AuditEntry.objects.filter(action="audit_log.exported").exists()


@pytest.mark.parametrize(
    "problems, told", [([], "切れ目はありません"), (["entry 7 was changed"], "entry 7 was changed")]
)
def test_the_button_shows_what_the_check_found(
    problems: list[str], told: str, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "verify", lambda: problems)
    assert told in texts(officer.post(f"{LIST}verify/", follow=True))
    assert AuditEntry.objects.filter(action="audit_log.verified").count() == 1


def test_the_button_goes_on_where_the_night_ended_and_another_reads_everything(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert audit_checkpoint.verify_nightly() == []
    number = AuditEntry.objects.latest("position").position
    monkeypatch.setattr(audit, "verify", lambda: ["entry 1 was changed"])
    assert f"{number}番の記録より後に" in texts(officer.post(f"{LIST}verify/", follow=True))
    assert "entry 1 was changed" in texts(officer.post(f"{LIST}verify/", {"whole": "1"}, follow=True))
    after = [json.loads(entry.data)["after"] for entry in AuditEntry.objects.filter(action="audit_log.verified")]
    assert after == [number, 0]


@pytest.mark.parametrize("faults, position", [(["entry 7 was changed"], 9), ([], 0)])
def test_the_button_reads_everything_where_the_night_found_faults(
    faults: list[str], position: int, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_checkpoint(audit_checkpoint.CHECK, whole=True, faults=faults, position=position)
    monkeypatch.setattr(audit, "verify", lambda: ["entry 1 was changed"])
    assert "entry 1 was changed" in texts(officer.post(f"{LIST}verify/", follow=True))


@pytest.mark.usefixtures("committed_db")
def test_nothing_is_locked_while_the_chain_is_read(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    locked: list[bool] = []

    def verify() -> list[str]:
        locked.append(connection.in_atomic_block)
        return []

    monkeypatch.setattr(audit, "verify", verify)
    officer.post(f"{LIST}verify/", {"whole": "1"})
    assert locked == [False]
