"""The box of suspected spam: masked like the inbox, apart from it, and left by one click."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.security import audit
from cluster_cms.security.audit import AuditEntry
from contact.inquiries import spam
from contact.inquiries.handling import NotOpen, mark_answered
from contact.inquiries.spam import NotInQuarantine, mark_not_spam, mark_spam
from contact.inquiries.spam_scoring import SpamSignal
from contact.mails.acknowledgements import ACKNOWLEDGEMENT
from contact.mails.desk_notices import DESK_NOTICE
from contact.models import Inquiry, Status
from tests.contact.visit import WRITTEN, Visit, texts
from tests.infrastructure.cast import Clock

SignIn = Callable[[Any], Client]
SPAM = {"message": "Prices: https://a.example https://b.example https://c.example", "website": "https://d.example"}
QUARANTINE = "/admin/inquiries/spam/"


@pytest.fixture
def suspected(visit: Callable[..., Visit]) -> Inquiry:
    return visit().send_all(**SPAM)


@pytest.fixture
def at_desk(desk: Any, signed_in: SignIn) -> Client:
    return signed_in(desk)


def acts(inquiry: Inquiry) -> list[str]:
    return list(AuditEntry.objects.filter(subject=inquiry.reference).values_list("action", flat=True))


def test_the_quarantine_shows_suspected_spam_masked_with_its_signals(
    at_desk: Client, suspected: Inquiry, inquiry: Inquiry
) -> None:
    page = texts(at_desk.get(QUARANTINE))
    assert suspected.reference in page
    assert inquiry.reference not in page
    assert "山***" in page
    for sign in suspected.spam_signals:
        assert str(SpamSignal(sign).label) in page
    for text in (WRITTEN["name"], WRITTEN["mail"], WRITTEN["phone"], WRITTEN["company"], "Prices", "a.example"):
        assert text not in page


def test_the_inbox_shows_no_suspected_spam_and_offers_no_such_status(at_desk: Client, suspected: Inquiry) -> None:
    for query in ("", "?status=spam", "?status=new"):
        page = texts(at_desk.get(f"/admin/inquiries/{query}"))
        assert suspected.reference not in page
        assert 'value="spam"' not in page


def test_opening_suspected_spam_is_recorded_and_shows_its_signals(at_desk: Client, suspected: Inquiry) -> None:
    page = texts(at_desk.get(f"/admin/inquiries/{suspected.reference}/"))
    assert "迷惑投稿の疑い" in page
    assert str(SpamSignal.HONEYPOT.label) in page
    assert f"{QUARANTINE}{suspected.reference}/mark-not-spam/" in page
    assert acts(suspected)[-1] == "inquiry.opened"


def test_one_click_moves_an_inquiry_to_the_inbox_and_restarts_its_deadline(
    at_desk: Client, desk: Any, suspected: Inquiry, clock: Clock
) -> None:
    now = clock.forward(hours=1)
    response = at_desk.post(
        f"{QUARANTINE}{suspected.reference}/mark-not-spam/", {"quarantine": "1", "version": "0"}, follow=True
    )
    received_at = suspected.received_at
    suspected.refresh_from_db()
    assert (suspected.status, suspected.due_from, suspected.quarantined_at) == (Status.NEW, now, None)
    assert (suspected.received_at, suspected.version) == (received_at, 1)
    assert response.redirect_chain[-1][0] == QUARANTINE
    assert suspected.reference in texts(at_desk.get("/admin/inquiries/"))
    assert AuditEntry.objects.get(action="inquiry.marked_not_spam", subject=suspected.reference).actor_id == desk.pk


def queued(inquiry: Inquiry) -> list[str]:
    return sorted(OutboxMail.objects.about(inquiry.reference).values_list("kind", flat=True))


def test_marking_as_not_spam_queues_the_mails_that_were_held_back(at_desk: Client, suspected: Inquiry) -> None:
    assert queued(suspected) == []
    at_desk.post(f"{QUARANTINE}{suspected.reference}/mark-not-spam/", {"version": "0"})
    assert queued(suspected) == sorted([ACKNOWLEDGEMENT, DESK_NOTICE])


def test_one_that_a_colleague_has_changed_meanwhile_stays_and_is_told(at_desk: Client, suspected: Inquiry) -> None:
    Inquiry.objects.filter(pk=suspected.pk).update(version=3)
    response = at_desk.post(f"{QUARANTINE}{suspected.reference}/mark-not-spam/", {"version": "0"}, follow=True)
    assert "変更されました" in texts(response)
    assert Inquiry.objects.in_quarantine().filter(pk=suspected.pk).exists()


def test_a_writer_is_never_acknowledged_twice(desk: Any, inquiry: Inquiry, suspected: Inquiry) -> None:
    mark_not_spam(inquiry=suspected, actor=desk)
    for one in (inquiry, suspected):
        mark_spam(inquiry=one, actor=desk)
        mark_not_spam(inquiry=one, actor=desk)
        assert queued(one) == sorted([ACKNOWLEDGEMENT, DESK_NOTICE])


def test_nothing_happens_when_the_mails_cannot_be_queued(
    desk: Any, suspected: Inquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_inquiry: Inquiry) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(spam, "queue_received_mails", fail)
    with pytest.raises(ZeroDivisionError):
        mark_not_spam(inquiry=suspected, actor=desk)
    assert Inquiry.objects.in_quarantine().filter(pk=suspected.pk).exists()
    assert "inquiry.marked_not_spam" not in acts(suspected)


def test_marking_as_not_spam_twice_is_reported_and_recorded_once(
    at_desk: Client, desk: Any, suspected: Inquiry
) -> None:
    mark_not_spam(inquiry=suspected, actor=desk)
    assert at_desk.post(f"{QUARANTINE}{suspected.reference}/mark-not-spam/", follow=True).status_code == 200
    assert acts(suspected).count("inquiry.marked_not_spam") == 1
    with pytest.raises(NotInQuarantine):
        mark_not_spam(inquiry=suspected, actor=desk)


def test_the_desk_marks_an_open_inquiry_as_spam_and_back(at_desk: Client, desk: Any, inquiry: Inquiry) -> None:
    at_desk.post(f"{QUARANTINE}{inquiry.reference}/mark-spam/", {"version": "0"})
    inquiry.refresh_from_db()
    assert (inquiry.status, inquiry.quarantined_at is not None, inquiry.version) == (Status.SPAM, True, 1)
    assert "担当者が指定" in texts(at_desk.get(QUARANTINE))
    assert mark_not_spam(inquiry=inquiry, actor=desk).status == Status.NEW
    assert acts(inquiry)[-2:] == ["inquiry.marked_spam", "inquiry.marked_not_spam"]
    assert audit.verify() == []


def test_an_answered_inquiry_cannot_become_spam(at_desk: Client, desk: Any, inquiry: Inquiry) -> None:
    mark_answered(inquiry=inquiry, actor=desk)
    assert at_desk.post(f"{QUARANTINE}{inquiry.reference}/mark-spam/", follow=True).status_code == 200
    inquiry.refresh_from_db()
    assert inquiry.status == Status.ANSWERED
    with pytest.raises(NotOpen):
        mark_spam(inquiry=inquiry, actor=desk)


def test_the_dashboard_shows_suspected_spam_to_the_desk_alone(
    at_desk: Client, signed_in: SignIn, marketing: Any, suspected: Inquiry
) -> None:
    assert "迷惑投稿の疑い 1件" in texts(at_desk.get("/admin/"))
    assert QUARANTINE not in texts(signed_in(marketing).get("/admin/"))


def test_the_dashboards_open_inquiries_leave_spam_out(at_desk: Client, suspected: Inquiry) -> None:
    open_ones = Inquiry.objects.open().count()
    assert f"<span>{open_ones}</span> 件の未完了のお問い合わせ" in texts(at_desk.get("/admin/"))
    assert not Inquiry.objects.open().filter(pk=suspected.pk).exists()


# --- Who may ------------------------------------------------------------------------------------------------
REQUESTS = [
    ("get", ""),
    ("get", "results/"),
    ("post", "mark-not-spam-many/"),
    ("post", "erase-many/"),
    ("post", "{reference}/mark-not-spam/"),
    ("post", "{reference}/mark-spam/"),
]


@pytest.mark.parametrize("role", ["desk", "privacy", "admin"])
@pytest.mark.parametrize("method, place", REQUESTS)
def test_the_right_person_may(
    method: str, place: str, role: str, person: Any, signed_in: SignIn, suspected: Inquiry
) -> None:
    response = getattr(signed_in(person(role)), method)(QUARANTINE + place.format(reference=suspected.reference))
    assert response.status_code in (200, 302)
    assert response.headers.get("Location") != "/admin/"


@pytest.mark.parametrize("role", ["marketing", "legal", "approver"])
@pytest.mark.parametrize("method, place", REQUESTS)
def test_the_wrong_person_may_not(
    method: str, place: str, role: str, person: Any, signed_in: SignIn, suspected: Inquiry
) -> None:
    response = getattr(signed_in(person(role)), method)(QUARANTINE + place.format(reference=suspected.reference))
    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")
    assert Inquiry.objects.in_quarantine().filter(pk=suspected.pk).exists()


@pytest.mark.parametrize("method, place", REQUESTS)
def test_a_stranger_is_sent_to_sign_in(method: str, place: str, suspected: Inquiry) -> None:
    response = getattr(Client(), method)(QUARANTINE + place.format(reference=suspected.reference))
    assert response.status_code == 302
    assert "login" in response.headers["Location"]
    assert Inquiry.objects.in_quarantine().filter(pk=suspected.pk).exists()


@pytest.mark.parametrize(
    "place", ["mark-not-spam-many/", "erase-many/", "{reference}/mark-not-spam/", "{reference}/mark-spam/"]
)
def test_actions_take_no_get(place: str, at_desk: Client, suspected: Inquiry) -> None:
    assert at_desk.get(QUARANTINE + place.format(reference=suspected.reference)).status_code == 405


def test_nothing_of_the_quarantine_is_cached(at_desk: Client, suspected: Inquiry) -> None:
    assert "no-store" in at_desk.get(QUARANTINE).headers["Cache-Control"]
