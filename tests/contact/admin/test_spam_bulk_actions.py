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
from contact.mails.acknowledgements import ACKNOWLEDGED
from contact.models import Inquiry, Status
from tests.contact.visit import Visit, texts

SPAM = {"message": "Prices: https://a.example https://b.example https://c.example", "website": "https://d.example"}
BOX = "/admin/inquiries/spam/"
ACTS = {"clear": "genuine", "erase": "advertising"}


@pytest.fixture
def at_desk(desk: Any, signed_in: Callable[[Any], Client]) -> Client:
    return signed_in(desk)


@pytest.fixture
def three(visit: Callable[..., Visit]) -> list[Inquiry]:
    return [visit().send_all(**SPAM, company=f"{number}") for number in range(3)]


def tick(client: Client, act: str, references: list[str]) -> str:
    return texts(client.post(f"{BOX}{act}/", {"inquiry": references}, follow=True))


def confirm(client: Client, act: str, inquiries: list[Inquiry], **data: str) -> str:
    seen = [f"{one.reference}:{one.version}" for one in inquiries]
    sent = {"confirmed": "1", "seen": seen, "reason": ACTS[act]} | data
    return texts(client.post(f"{BOX}{act}/?p=1", sent, follow=True))


def entry(inquiry: Inquiry) -> tuple[str, dict[str, Any]]:
    last = AuditEntry.objects.filter(subject=inquiry.reference).latest("position")
    return last.action, json.loads(last.data)


@pytest.mark.parametrize("act", ACTS)
def test_ticking_asks_once_more_with_the_usual_reason_and_does_nothing_yet(
    act: str, at_desk: Client, three: list[Inquiry], inquiry: Inquiry
) -> None:
    page = tick(at_desk, act, [three[0].reference, inquiry.reference, "2222-2222", "' OR 1=1"])
    assert f'value="{three[0].reference}:0"' in page
    assert f'<option value="{ACTS[act]}" selected>' in page
    assert f"{inquiry.reference}：もう" in page
    assert "Prices" not in page
    assert Inquiry.objects.in_quarantine().count() == 3


def test_those_ticked_come_to_the_desk_and_no_others(at_desk: Client, three: list[Inquiry]) -> None:
    page = confirm(at_desk, "clear", three[:2], reason="person")
    assert "2件のお問い合わせを処理しました" in page
    assert list(Inquiry.objects.in_quarantine()) == [three[2]]
    for one in three[:2]:
        assert entry(one) == ("inquiry.marked_not_spam", {"reason": "person"})
        assert OutboxMail.objects.about(one.reference).filter(kind=ACKNOWLEDGED).exists()


def test_those_ticked_are_deleted_and_no_others(at_desk: Client, three: list[Inquiry]) -> None:
    confirm(at_desk, "erase", three[:2])
    assert list(Inquiry.objects.in_quarantine()) == [three[2]]
    for one in three[:2]:
        assert entry(one) == ("inquiry.erased", {"cause": "staff", "reason": "advertising"})


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("reason", ["", "boredom"])
def test_without_a_reason_of_the_list_nothing_is_done(
    act: str, reason: str, at_desk: Client, three: list[Inquiry]
) -> None:
    assert "w-field__errors" in confirm(at_desk, act, three, reason=reason)
    assert Inquiry.objects.in_quarantine().count() == 3


@pytest.mark.parametrize("act", ACTS)
def test_what_a_colleague_has_cleared_meanwhile_is_left(
    act: str, at_desk: Client, desk: Any, three: list[Inquiry]
) -> None:
    mark_not_spam(inquiry=three[0], actor=desk)
    assert f"{three[0].reference}：" in confirm(at_desk, act, three[:1])
    cleared = Inquiry.objects.get(pk=three[0].pk)
    assert f"{cleared.reference}：もう" in confirm(at_desk, act, [cleared])
    assert Inquiry.objects.get(pk=cleared.pk).status == Status.NEW


def test_what_is_on_hold_is_not_deleted(at_desk: Client, privacy_officer: Any, three: list[Inquiry]) -> None:
    hold_inquiry(inquiry=three[0], actor=privacy_officer, reason="訴訟のため")
    assert f"{three[0].reference}：保全中" in tick(at_desk, "erase", [three[0].reference])
    confirm(at_desk, "erase", [Inquiry.objects.get(pk=three[0].pk)])
    assert Inquiry.objects.contains(three[0])


@pytest.mark.parametrize("act", ACTS)
def test_nothing_ticked_leads_back_to_the_box(act: str, at_desk: Client, three: list[Inquiry]) -> None:
    response = at_desk.post(f"{BOX}{act}/?p=1", {"inquiry": ["x"]})
    assert response.headers["Location"] == f"{BOX}?p=1"
    assert Inquiry.objects.in_quarantine().count() == 3


def test_the_box_offers_what_its_reader_may_do(
    at_desk: Client, legal: Any, signed_in: Callable[[Any], Client], grant: Callable[..., None], three: list[Inquiry]
) -> None:
    grant(legal, "view_inquiry", "reveal_inquiry", "handle_inquiry")
    for client, offers in ((at_desk, ["clear", "erase"]), (signed_in(legal), ["clear"])):
        page = texts(client.get(BOX))
        assert [act for act in ACTS if f'formaction="{BOX}{act}/?"' in page] == offers
