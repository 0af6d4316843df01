"""An incident has description, cause, measures and number of persons, and the notice to the persons its own record."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cluster_cms import clock as our_clock
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.history import open_inquiry
from contact.models import Channel, Incident, IncidentKind, Inquiry
from contact.privacy.incidents import open_incident, record_step
from contact.transfers.record_transfer import record_transfer
from tests.contact.transfers.giving import to_contractor
from tests.contact.visit import texts
from tests.infrastructure.decrypted_dump import places_of

TOLD = {"description": "宛先を誤って送信", "cause": "入力の誤り", "measures": "送信前の確認を追加", "people": "3"}
NOTICE = {"save": "notice", "notice": "each", "text": "お詫びと状況をお知らせしました"}


@pytest.fixture
def officer(privacy_officer: Any, signed_in: Callable[[Any], Client]) -> Client:
    return signed_in(privacy_officer)


@pytest.fixture
def incident(privacy_officer: Any) -> Incident:
    now = our_clock.now()
    times = {"begins_at": now - timedelta(hours=1), "ends_at": now + timedelta(hours=1), "learned_at": now}
    return open_incident(kind=IncidentKind.LEAK, wrongful=False, account=None, actor=privacy_officer, **times)


def screen(incident: Incident) -> str:
    return f"/admin/privacy/incidents/{incident.number}/"


def test_what_the_reports_state_is_kept_encrypted_and_shown(officer: Client, incident: Incident) -> None:
    officer.post(screen(incident), {"save": "description", **TOLD})
    page = texts(officer.get(screen(incident)))
    assert [word for word in TOLD.values() if word not in page] == []
    assert "漏えい" in page
    assert places_of(TOLD["cause"]) == {"contact_incident.cause"}
    entry = AuditEntry.objects.get(action="incident.described")
    assert entry.data == '{"fields":"description,cause,measures,people"}'


def test_the_same_again_is_recorded_once(officer: Client, incident: Incident) -> None:
    for _turn in range(2):
        officer.post(screen(incident), {"save": "description", **TOLD})
    assert AuditEntry.objects.filter(action="incident.described").count() == 1


def test_the_notice_to_the_persons_has_its_own_record(officer: Client, incident: Incident) -> None:
    assert "まだ" in texts(officer.get(screen(incident)))
    officer.post(screen(incident), NOTICE)
    found = Incident.objects.get()
    assert (found.notice, found.notice_text) == ("each", NOTICE["text"])
    assert found.notice_at
    assert AuditEntry.objects.get(action="incident.persons_told").data == '{"notice":"each"}'
    assert "お一人ずつ通知した" in texts(officer.get(screen(incident)))


@pytest.mark.parametrize(
    "sent", [{**NOTICE, "notice": ""}, {**NOTICE, "at": "2099-01-01T00:00"}, {"save": "description", "people": "-1"}]
)
def test_invalid_input_is_reported_and_kept(officer: Client, incident: Incident, sent: dict[str, str]) -> None:
    page = texts(officer.post(screen(incident), {**sent, "cause": "書きかけ", "text": "書きかけ"}))
    assert "保存していません" in page
    assert "書きかけ" in page
    assert (Incident.objects.get().notice, Incident.objects.get().people) == ("", None)


def test_a_closed_incident_takes_nothing_more(officer: Client, incident: Incident, privacy_officer: Any) -> None:
    record_step(incident=incident, step="close", actor=privacy_officer)
    page = texts(officer.post(screen(incident), {"save": "description", **TOLD}))
    assert "記録しませんでした" in page
    assert Incident.objects.get().cause is None


def test_the_desk_may_not_and_a_stranger_is_sent_to_sign_in(
    incident: Incident, desk: Any, signed_in: Callable[[Any], Client]
) -> None:
    assert signed_in(desk).post(screen(incident), NOTICE).status_code in (302, 403)
    assert Client().post(screen(incident), NOTICE).status_code in (302, 403)
    assert Incident.objects.get().notice == ""


def test_the_file_says_in_words_what_was_done(officer: Client, inquiry: Inquiry, desk: Any, incident: Incident) -> None:
    open_inquiry(inquiry=inquiry, actor=desk)
    chosen = Inquiry.objects.filter(pk=inquiry.pk)
    record_transfer(destination=to_contractor(), inquiries=chosen, channel=Channel.REPLY, items=["name"], actor=desk)
    content = officer.post(f"{screen(incident)}file/").getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline="")))
    assert rows[0][1] == "お名前"
    found = next(row for row in rows if row[0] == inquiry.reference)
    assert "." not in found[3]
    assert "閲覧" in found[3]
