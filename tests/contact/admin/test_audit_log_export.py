"""The list leaves as CSV that Excel opens, and the chain is checked by a button; both are entries themselves."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cluster_cms.security import audit
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.history import open_inquiry
from contact.models import Inquiry
from contact.privacy import audit_log
from contact.privacy.audit_log import LABELS, LISTED
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


def test_every_action_about_inquiries_has_a_label() -> None:
    sources = [path.read_text(encoding="utf-8") for path in HOUSE.rglob("*.py")]
    recorded = {name for source in sources for name in re.findall(r'(?:audit\.record\(\s*|act=)"([a-z_.]+)"', source)}
    assert "inquiry.opened" in recorded
    assert {name for name in recorded if name.startswith(LISTED)} <= set(LABELS)
