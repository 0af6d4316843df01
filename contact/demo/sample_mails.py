"""Six made-up emails in the mailbox of the demo: the worker reads them like all others."""

from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from mailbox import Maildir
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from cluster_cms import clock
from cluster_cms.demo import Stage
from contact.inbound.opening import maildir_path
from contact.models import Inquiry
from contact.text import answers

BOUNCED = b"""From: MAILER-DAEMON@example.com
To: desk@example.com
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="sample"

--sample
Content-Type: text/plain

[Sample] Your mail could not be delivered: 550 5.1.1 no such mailbox.
--sample
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.com

Final-Recipient: rfc822; nobody@example.net
Action: failed
Status: 5.1.1
--sample--
"""


def letter(sender: str, subject: str, text: str, **headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {
        "From": sender,
        "To": "desk@example.com",
        "Subject": subject,
        "Date": format_datetime(clock.now()),
        "Message-ID": make_msgid(domain="example.com"),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }.items():
        message[name] = value
    message.set_content(text)
    return message


def answer_to(inquiry: Inquiry) -> EmailMessage:
    """Return a mail of the writer that names the reference, with a drawing."""
    sender = f"{answers.text_of(inquiry.answers, 'name')} <{answers.text_of(inquiry.answers, 'mail')}>"
    message = letter(sender, f"Re: お問い合わせ [{inquiry.reference}]", "【見本】図面を添えてお送りします。")
    message.add_attachment(b"%PDF-1.7 sample", maintype="application", subtype="pdf", filename="見本図面.pdf")
    return message


def sample_mails(inquiry: Inquiry) -> list[bytes]:
    """Return one mail for an inquiry, and five for the tray."""
    letters = [
        answer_to(inquiry),
        letter("見本 川子 <kawa@example.jp>", "Re: 試料の件", "【見本】返却先は見本市粒子町2-1でお願いします。"),
        letter(
            "誰か <stranger@example.org>",
            f"[{inquiry.reference}] について",
            "【見本】受付番号を知っている別の人からのメールです。お問い合わせには付かず、ここで待ちます。",
        ),
        letter("Ann Sample <ann.new@example.com>", "Request for a quotation", "[Sample] 200 kg of CX-210, please."),
        letter(
            "例示 太郎 <taro@example.com>",
            "自動応答：不在のお知らせ",
            "【見本】12月3日まで不在です。",
            Auto_Submitted="auto-replied",
        ),
    ]
    return [*(one.as_bytes() for one in letters), BOUNCED]


def load_mails(stage: Stage) -> None:
    """Deliver the sample mails into an empty Maildir of the demo; into no other mailbox."""
    address = urlsplit(settings.INBOUND_MAIL_URL)
    inquiry = Inquiry.objects.order_by("received_at").last()
    if address.scheme != "maildir" or not stage.is_first or inquiry is None:
        return
    folder: Path = maildir_path(address)
    if not folder.exists():
        box = Maildir(folder)
        for message in sample_mails(inquiry):
            box.add(message)
