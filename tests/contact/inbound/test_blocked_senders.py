"""The block list keeps advertising out of the tray, counts it, and never touches what belongs to an inquiry."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cluster_cms.mail.delivery import message_id
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.security.audit import AuditEntry
from contact.inbound.tray import clear_tray
from contact.inquiries.block_list import block_sender
from contact.mails.acknowledgements import ACKNOWLEDGEMENT
from contact.mails.letterhead import desk_address
from contact.models import BlockedSender, Inquiry, Message, ThrowAwayReason, TrayMail
from contact.pages import ContactPage
from tests.contact.inbound.conftest import STRANGER, Post, mail
from tests.contact.inbound.reports import report
from tests.contact.inbound.test_tray import TRAY, act
from tests.contact.visit import received, texts
from tests.infrastructure.cast import Clock

pytestmark = pytest.mark.usefixtures("contact_page")


@pytest.mark.parametrize("blocked", ["stranger@example.org", "example.org"])
@pytest.mark.parametrize("headers", [{}, {"Precedence": "bulk"}])
def test_a_mail_of_a_blocked_sender_is_thrown_away_and_counted(
    desk: Any, post: Post, desk_client: Client, blocked: str, headers: Any
) -> None:
    block_sender(text=blocked, actor=desk)
    post(mail("ご提案です。", sender=STRANGER, **headers))
    assert TrayMail.objects.thrown_away().get().thrown_away_for == ThrowAwayReason.BLOCKED
    assert BlockedSender.objects.get().caught == 1
    assert "ご提案です。" not in texts(desk_client.get(TRAY))
    assert "送信者またはドメインがブロックリストにあります" in texts(desk_client.get(f"{TRAY}?show=thrown-away"))
    assert '"blocked":true' in AuditEntry.objects.get(action="tray.received").data.replace(" ", "")


def test_it_can_be_taken_back_for_thirty_days(desk: Any, post: Post, desk_client: Client, clock: Clock) -> None:
    block_sender(text="example.org", actor=desk)
    post(mail(sender=STRANGER))
    clock.forward(seconds=timedelta(days=29).total_seconds())
    clear_tray()
    act(desk_client, TrayMail.objects.get(), "take_back")
    assert TrayMail.objects.waiting().count() == 1


def test_what_belongs_to_an_inquiry_is_filed_as_ever(desk: Any, contact_page: ContactPage, post: Post) -> None:
    sender = "hanako@customer.example"
    inquiry = received(contact_page, mail=sender)
    block_sender(text=sender, actor=desk)
    number = message_id(OutboxMail.objects.get(kind=ACKNOWLEDGEMENT).pk)
    post(mail(sender=sender, In_Reply_To=number))
    post(mail("不在です。", sender=sender, In_Reply_To=number, Auto_Submitted="auto-replied"))
    assert (Message.objects.count(), TrayMail.objects.waiting().get().inquiry) == (1, inquiry)
    assert BlockedSender.objects.get().caught == 0


def test_a_report_of_non_delivery_is_never_thrown_away(desk: Any, inquiry: Inquiry, post: Post) -> None:
    block_sender(text="server.example", actor=desk)
    returned = report(message_id(OutboxMail.objects.get(kind=ACKNOWLEDGEMENT).pk))
    returned.replace_header("From", "MAILER-DAEMON@server.example")
    post(returned.as_bytes())
    assert TrayMail.objects.waiting().get().kind == "bounce"


def test_one_button_throws_it_away_and_blocks_its_sender(desk_client: Client, in_tray: TrayMail, post: Post) -> None:
    assert 'name="block"' in texts(desk_client.get(TRAY))
    page = texts(act(desk_client, in_tray, "throw_away", reason="advertising", block="1"))
    assert "送信者はブロックリストに登録されています" in page
    assert '"blocked":true' in AuditEntry.objects.get(action="tray.thrown_away").data.replace(" ", "")
    post(mail("もう一度ご提案です。", sender=STRANGER))
    assert TrayMail.objects.thrown_away().count() == 2
    act(desk_client, in_tray, "throw_away", reason="advertising", block="1")
    assert BlockedSender.objects.count() == 1


@pytest.mark.parametrize("data", [{"reason": "age"}, {"reason": "blocked"}, {}])
def test_without_a_reason_nobody_is_blocked(desk_client: Client, in_tray: TrayMail, data: dict[str, str]) -> None:
    assert "捨てる理由を選んでください" in texts(act(desk_client, in_tray, "throw_away", block="1", **data))
    assert (BlockedSender.objects.count(), TrayMail.objects.waiting().count()) == (0, 1)


def test_our_own_company_cannot_be_blocked_and_the_mail_stays(desk_client: Client, post: Post) -> None:
    post(mail(sender=f"Somebody <{desk_address()}>"))
    page = texts(act(desk_client, TrayMail.objects.get(), "throw_away", reason="advertising", block="1"))
    assert "当社" in page
    assert (BlockedSender.objects.count(), TrayMail.objects.waiting().count()) == (0, 1)
