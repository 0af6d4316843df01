"""A Maildir of the desk's mailbox, mails that are delivered into it, and the job that reads it."""

from collections.abc import Callable
from email.message import EmailMessage
from email.utils import format_datetime
from mailbox import Maildir
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cluster_cms import clock
from contact.inbound.reading import read_mailbox
from contact.models import Inquiry, TrayMail
from tests.contact.visit import WRITTEN

SENDER = f"{WRITTEN['name']} <{WRITTEN['mail']}>"
STRANGER = "Somebody Else <stranger@example.org>"
Post = Callable[..., bytes]


def mail(
    text: str = "まだ届きません。", *, sender: str = SENDER, subject: str = "試料の件", **headers: str
) -> EmailMessage:
    """Return a mail to the desk; `In_Reply_To` and the like are headers of it."""
    message = EmailMessage()
    known = {"From": sender, "To": "desk@example.com", "Subject": subject, "Date": format_datetime(clock.now())}
    for name, value in {**known, **headers}.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """The folder of the desk's mailbox."""
    path = tmp_path / "mailbox"
    Maildir(path)
    settings.INBOUND_MAIL_URL = f"maildir:///{path}"
    return path


@pytest.fixture
def post(folder: Path) -> Post:
    """Delivers a mail into the mailbox and has it read, unless told otherwise."""

    def deliver(message: EmailMessage | bytes, *, read: bool = True) -> bytes:
        content = message if isinstance(message, bytes) else message.as_bytes()
        Maildir(folder).add(content)
        if read:
            read_mailbox()
        return content

    return deliver


@pytest.fixture
def in_tray(inquiry: Inquiry, post: Post) -> TrayMail:
    """A mail of a stranger who quotes the reference of somebody's inquiry."""
    post(mail("その件で教えてください。", sender=STRANGER, subject=f"Re: [{inquiry.reference}]"))
    return TrayMail.objects.get()


@pytest.fixture
def desk_client(desk: Any, signed_in: Callable[[Any], Client]) -> Client:
    return signed_in(desk)


def left(folder: Path) -> int:
    """Return how many mails wait in the folder."""
    return sum(1 for part in ("new", "cur") for _file in (folder / part).iterdir())
