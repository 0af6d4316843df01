"""A mail goes to the inquiry that it answers for certain; all others wait in the tray, and nothing is answered."""

from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cluster_cms.mail.delivery import message_id
from cluster_cms.mail.outbox import MailState, OutboxMail
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.history import open_inquiry
from contact.inquiries.replies import send_reply
from contact.mails.acknowledgements import ACKNOWLEDGEMENT
from contact.mails.desk_notices import DESK_NOTICE
from contact.mails.person_act_notice import PERSON_ACT
from contact.mails.reply_mail import REPLY
from contact.models import EmailOriginal, Inquiry, Message, MessageChannel, Status, TrayMail
from tests.contact.inbound.conftest import SENDER, STRANGER, Post, left, mail
from tests.contact.inbound.reports import plain_bounce, report
from tests.contact.visit import WRITTEN

pytestmark = pytest.mark.usefixtures("contact_page")


@pytest.fixture
def replied(inquiry: Inquiry, desk: Any) -> OutboxMail:
    """The mail of a reply, as sent; the inquiry is answered and was read."""
    inquiry = open_inquiry(inquiry=inquiry, actor=desk)
    send_reply(
        inquiry=inquiry,
        key=uuid4(),
        to=WRITTEN["mail"],
        subject="Re",
        body="はい。",
        then=Status.ANSWERED,
        version=inquiry.version,
        actor=desk,
    )
    OutboxMail.objects.filter(kind=REPLY).update(state=MailState.SENT)
    return OutboxMail.objects.get(kind=REPLY)


def test_an_answer_is_added_by_its_message_id_and_the_inquiry_is_at_work_again(
    replied: OutboxMail, inquiry: Inquiry, post: Post, folder: Path
) -> None:
    content = post(mail(In_Reply_To=message_id(replied.pk), Message_ID="<their@mail.example.com>"))
    message = Message.objects.get(channel=MessageChannel.MAILBOX)
    inquiry.refresh_from_db()
    assert (message.inquiry_id, message.body, message.author_id) == (inquiry.pk, "まだ届きません。", None)
    assert (inquiry.status, inquiry.read_at) == (Status.OPEN, None)
    assert EmailOriginal.objects.get(message=message).content == content
    assert OutboxMail.objects.filter(kind=PERSON_ACT).count() == 1
    assert (left(folder), TrayMail.objects.count()) == (0, 0)
    assert AuditEntry.objects.latest("position").action == "inquiry.email_received"


def test_an_answer_is_known_after_the_outbox_has_forgotten_the_mail(inquiry: Inquiry, post: Post) -> None:
    acknowledgement = OutboxMail.objects.get(kind=ACKNOWLEDGEMENT)
    OutboxMail.objects.all().delete()
    references = f"<old@example.com> {message_id(acknowledgement.pk)}"
    post(mail(sender="Colleague <other@example.net>", References=references))
    assert Message.objects.get().inquiry_id == inquiry.pk


def test_a_second_mail_that_answers_the_first_one_is_added_too(inquiry: Inquiry, post: Post) -> None:
    post(mail(subject=f"[{inquiry.reference}]", Message_ID="<first@mail.example.com>"))
    post(mail("追伸です。", subject="追伸", In_Reply_To="<first@mail.example.com>"))
    assert Message.objects.filter(inquiry=inquiry).count() == 2


@pytest.mark.parametrize("place", ["subject", "text"])
def test_the_reference_with_the_address_is_enough(inquiry: Inquiry, post: Post, place: str) -> None:
    wide = inquiry.reference.translate({ord("-"): "－"}).lower()
    post(mail(subject=f"受付番号 {wide}") if place == "subject" else mail(f"受付番号：{wide}\nよろしく"))
    assert Message.objects.get().inquiry_id == inquiry.pk


def test_a_stranger_who_quotes_a_reference_lands_in_the_tray(in_tray: TrayMail, inquiry: Inquiry) -> None:
    inquiry.refresh_from_db()
    assert not Message.objects.exists()
    assert (in_tray.kind, in_tray.inquiry, in_tray.value("sender")) == ("person", None, STRANGER)
    assert inquiry.status == Status.NEW


@pytest.mark.parametrize("headers", [{"In_Reply_To": f"<{uuid4()}@example.com>"}, {}])
def test_an_address_alone_and_a_made_up_message_id_add_nothing(inquiry: Inquiry, post: Post, headers: Any) -> None:
    post(mail(**headers))
    assert (Message.objects.count(), TrayMail.objects.count()) == (0, 1)


def test_somebody_elses_message_id_is_no_proof(inquiry: Inquiry, post: Post) -> None:
    post(mail(subject=f"[{inquiry.reference}]", Message_ID="<first@mail.example.com>"))
    post(mail("横から失礼します。", sender=STRANGER, In_Reply_To="<first@mail.example.com>"))
    assert (Message.objects.count(), TrayMail.objects.count()) == (1, 1)


def test_suspected_spam_gets_no_mail(inquiry: Inquiry, post: Post) -> None:
    Inquiry.objects.update(status=Status.SPAM)
    post(mail(subject=f"[{inquiry.reference}]"))
    assert (Message.objects.count(), TrayMail.objects.count()) == (0, 1)


@pytest.mark.parametrize("form", ["text/rfc822-headers", "message/rfc822", "plain"])
def test_a_bounce_marks_the_reply_as_undelivered(
    replied: OutboxMail, inquiry: Inquiry, post: Post, desk_client: Client, form: str
) -> None:
    own = message_id(replied.pk)
    post(plain_bounce(own) if form == "plain" else report(own, returned=form).as_bytes())
    replied.refresh_from_db()
    tray_mail = TrayMail.objects.get()
    assert (replied.state, tray_mail.kind, tray_mail.inquiry) == (MailState.BOUNCED, "bounce", inquiry)
    assert inquiry.reference in desk_client.get("/admin/inquiries/?only=undelivered").content.decode()


@pytest.mark.parametrize("action", ["delayed", "delivered"])
def test_a_report_of_a_delay_is_no_bounce(replied: OutboxMail, post: Post, action: str) -> None:
    post(report(message_id(replied.pk), action=action).as_bytes())
    replied.refresh_from_db()
    assert (replied.state, TrayMail.objects.get().kind) == (MailState.SENT, "automatic")


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied (vacation)"},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"Return_Path": "<>"},
    ],
)
def test_an_automatic_answer_changes_no_inquiry_and_is_never_answered(
    replied: OutboxMail, inquiry: Inquiry, post: Post, headers: dict[str, str]
) -> None:
    before = OutboxMail.objects.count()
    post(mail("12月3日まで不在です。", In_Reply_To=message_id(replied.pk), **headers))
    inquiry.refresh_from_db()
    assert (inquiry.status, OutboxMail.objects.count()) == (Status.ANSWERED, before)
    assert (TrayMail.objects.get().kind, TrayMail.objects.get().inquiry) == ("automatic", inquiry)


def test_what_says_no_to_being_automatic_is_a_letter(inquiry: Inquiry, post: Post) -> None:
    post(mail(subject=f"[{inquiry.reference}]", Auto_Submitted="no"))
    assert Message.objects.count() == 1


def test_our_own_notices_to_the_desk_are_set_aside(inquiry: Inquiry, post: Post, folder: Path) -> None:
    notice = OutboxMail.objects.get(kind=DESK_NOTICE)
    post(mail(sender="desk@example.com", Message_ID=message_id(notice.pk), Auto_Submitted="auto-generated"))
    assert (TrayMail.objects.count(), Message.objects.count(), left(folder)) == (0, 0, 0)


def test_a_mail_delivered_twice_is_kept_once(inquiry: Inquiry, post: Post) -> None:
    twice = mail(Message_ID="<a@mail.example.com>")
    post(twice)
    again = EmailMessage()
    again["Received"] = "by another way"
    post(again.as_bytes().rstrip() + b"\n" + twice.as_bytes())
    assert TrayMail.objects.count() == 1


def test_two_mails_of_one_message_id_are_both_kept(post: Post) -> None:
    for text in ("一通目", "二通目"):
        post(mail(text, sender=SENDER, Message_ID="<scanner@device.example.com>"))
    assert TrayMail.objects.count() == 2
