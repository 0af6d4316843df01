"""Several inquiries of the box at once: asked once more and for the reason, and only what still lies in the box."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.handling import hold_inquiry
from contact.inquiries.spam import mark_not_spam
from contact.mails.acknowledgements import ACKNOWLEDGEMENT
from contact.models import Inquiry, Status
from tests.contact.visit import Visit, texts

SPAM = {"message": "Prices: https://a.example https://b.example https://c.example", "website": "https://d.example"}
QUARANTINE = "/admin/inquiries/spam/"
ACTS = {"mark-not-spam-many": "genuine", "erase-many": "advertising"}


@pytest.fixture
def at_desk(desk: Any, signed_in: Callable[[Any], Client]) -> Client:
    return signed_in(desk)


@pytest.fixture
def three(visit: Callable[..., Visit]) -> list[Inquiry]:
    return [visit().send_all(**SPAM, company=f"{number}") for number in range(3)]


def select(client: Client, act: str, references: list[str]) -> str:
    return texts(client.post(f"{QUARANTINE}{act}/", {"inquiry": references}, follow=True))


def confirm(client: Client, act: str, inquiries: list[Inquiry], **data: str) -> str:
    seen = [f"{one.reference}:{one.version}" for one in inquiries]
    sent = {"confirmed": "1", "seen": seen, "reason": ACTS[act]} | data
    return texts(client.post(f"{QUARANTINE}{act}/?p=1", sent, follow=True))


def entry(inquiry: Inquiry) -> tuple[str, dict[str, Any]]:
    last = AuditEntry.objects.filter(subject=inquiry.reference).latest("position")
    return last.action, json.loads(last.data)


@pytest.mark.parametrize("act", ACTS)
def test_a_selection_is_confirmed_first_with_the_usual_reason(
    act: str, at_desk: Client, three: list[Inquiry], inquiry: Inquiry
) -> None:
    page = select(at_desk, act, [three[0].reference, inquiry.reference, "2222-2222", "' OR 1=1"])
    assert f'value="{three[0].reference}:0"' in page
    assert f'<option value="{ACTS[act]}" selected>' in page
    assert f"{inquiry.reference}：もう" in page
    assert "Prices" not in page
    assert Inquiry.objects.in_quarantine().count() == 3


def test_selected_inquiries_go_to_the_inbox_and_no_others(at_desk: Client, three: list[Inquiry]) -> None:
    page = confirm(at_desk, "mark-not-spam-many", three[:2], reason="person")
    assert "2件のお問い合わせを処理しました" in page
    assert list(Inquiry.objects.in_quarantine()) == [three[2]]
    for one in three[:2]:
        assert entry(one) == ("inquiry.marked_not_spam", {"reason": "person"})
        assert OutboxMail.objects.about(one.reference).filter(kind=ACKNOWLEDGEMENT).exists()


def test_selected_inquiries_are_deleted_and_no_others(at_desk: Client, three: list[Inquiry]) -> None:
    confirm(at_desk, "erase-many", three[:2])
    assert list(Inquiry.objects.in_quarantine()) == [three[2]]
    for one in three[:2]:
        assert entry(one) == ("inquiry.erased", {"cause": "staff", "reason": "advertising"})


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("reason", ["", "boredom"])
def test_without_a_valid_reason_nothing_is_done(act: str, reason: str, at_desk: Client, three: list[Inquiry]) -> None:
    assert "w-field__errors" in confirm(at_desk, act, three, reason=reason)
    assert Inquiry.objects.in_quarantine().count() == 3


@pytest.mark.parametrize("act", ACTS)
def test_an_inquiry_that_a_colleague_marked_not_spam_meanwhile_is_left(
    act: str, at_desk: Client, desk: Any, three: list[Inquiry]
) -> None:
    mark_not_spam(inquiry=three[0], actor=desk)
    assert f"{three[0].reference}：" in confirm(at_desk, act, three[:1])
    cleared = Inquiry.objects.get(pk=three[0].pk)
    assert f"{cleared.reference}：もう" in confirm(at_desk, act, [cleared])
    assert Inquiry.objects.get(pk=cleared.pk).status == Status.NEW


def test_an_inquiry_on_hold_is_not_deleted(at_desk: Client, privacy_officer: Any, three: list[Inquiry]) -> None:
    hold_inquiry(inquiry=three[0], actor=privacy_officer, reason="訴訟のため")
    assert f"{three[0].reference}：保全中" in select(at_desk, "erase-many", [three[0].reference])
    confirm(at_desk, "erase-many", [Inquiry.objects.get(pk=three[0].pk)])
    assert Inquiry.objects.contains(three[0])


@pytest.mark.parametrize("act", ACTS)
def test_an_empty_selection_leads_back_to_the_quarantine(act: str, at_desk: Client, three: list[Inquiry]) -> None:
    response = at_desk.post(f"{QUARANTINE}{act}/?p=1", {"inquiry": ["x"]})
    assert response.headers["Location"] == f"{QUARANTINE}?p=1"
    assert Inquiry.objects.in_quarantine().count() == 3


def test_the_quarantine_offers_the_actions_that_the_user_may_do(
    at_desk: Client, legal: Any, signed_in: Callable[[Any], Client], grant: Callable[..., None], three: list[Inquiry]
) -> None:
    grant(legal, "view_inquiry", "reveal_inquiry", "handle_inquiry")
    for client, offers in ((at_desk, ["mark-not-spam-many", "erase-many"]), (signed_in(legal), ["mark-not-spam-many"])):
        page = texts(client.get(QUARANTINE))
        assert [act for act in ACTS if f'formaction="{QUARANTINE}{act}/?"' in page] == offers
