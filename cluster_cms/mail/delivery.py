"""Hands one letter to the mail server and classifies its answer; the demo's backend writes mails as files."""

import secrets
import smtplib
from collections.abc import Sequence
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from cluster_cms import clock
from cluster_cms.mail.kinds import Letter
from cluster_cms.text.email_address import InvalidAddress, read_address

PERMANENT = 500  # and above: the server will never take this mail (RFC 5321, 4.2.1)
SIGN_IN = frozenset({530, 534, 535, 538})  # required, refused or too weak (RFC 4954, 6): our set-up, not this mail


class EmailBackend(BaseEmailBackend):
    """Writes each mail as a file into EMAIL_FILE_PATH, readable by its owner only; what ends in .eml is complete."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.folder = Path(settings.EMAIL_FILE_PATH)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            self.write(message.message().as_bytes())
        return len(email_messages)

    def write(self, content: bytes) -> None:
        name = f"{clock.now():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
        unfinished = self.folder / f"{name}.part"
        unfinished.touch(mode=0o600)
        unfinished.write_bytes(content)
        unfinished.replace(unfinished.with_suffix(".eml"))


class Undeliverable(Exception):
    """The server will never accept this mail; the message is a code without personal data."""


class NotNow(Exception):
    """The server asked to try this mail later."""


class Unreachable(NotNow):
    """The server could not be reached or refused us: other mails cannot be sent now either."""


def deliver(letter: Letter, *, mail_id: UUID, language: str) -> None:
    """Hand a letter to the server. Raises Undeliverable, NotNow or Unreachable."""
    message = message_of(letter, mail_id, language)
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        raise classified(min((code for code, _text in error.recipients.values()), default=0), error) from error
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPHeloError, smtplib.SMTPConnectError) as error:
        raise Unreachable(f"{type(error).__name__} {error.smtp_code}") from error
    except smtplib.SMTPResponseException as error:
        raise classified(error.smtp_code, error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Unreachable(type(error).__name__) from error
    except (BadHeaderError, UnicodeError, ValueError) as error:
        raise Undeliverable(type(error).__name__) from error


def classified(code: int, error: Exception) -> Exception:
    """Return the exception that says what an SMTP reply code means for this mail and the others."""
    reason = f"{type(error).__name__} {code}"
    if code in SIGN_IN:
        return Unreachable(reason)
    return Undeliverable(reason) if code >= PERMANENT else NotNow(reason)


def message_of(letter: Letter, mail_id: UUID, language: str) -> EmailMessage:
    """Return the message. Raises Undeliverable for an address or a header that is none."""
    to, reply_to = header_address(letter.to), [header_address(letter.reply_to)] if letter.reply_to else []
    if any(character in letter.subject for character in "\r\n"):
        raise Undeliverable("BadHeader")
    headers = {"Message-ID": message_id(mail_id), "Auto-Submitted": letter.auto, "Content-Language": language}
    if letter.thread:
        headers |= {"In-Reply-To": letter.thread[-1], "References": " ".join(letter.thread)}
    files = [*letter.files]
    return EmailMessage(letter.subject, letter.body, to=[to], reply_to=reply_to, headers=headers, attachments=files)


def message_id(mail_id: UUID) -> str:
    """Return the Message-ID under which a mail of the outbox goes out, each time it does."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{mail_id}@{domain}>"


def header_address(address: str) -> str:
    """Return an address as a header carries it: in ASCII, so that nothing on its way is left to change it.

    Raises Undeliverable for what is not one plain address, such as a list or a disguised header.
    """
    try:
        return read_address(address).spec
    except InvalidAddress as error:
        raise Undeliverable("InvalidAddress") from error
