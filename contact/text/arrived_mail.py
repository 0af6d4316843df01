"""Reads a mail that arrived in a mailbox: its text, and whether a person wrote it, a server or a program."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import Message

from django.db import models
from django.utils.translation import pgettext_lazy

from contact.text.pasted_mail import MailWarning, PastedMail, from_source
from contact.text.pasted_mail.source import FAULTS, ParsedSource, file_bytes, read_source

HEAD_END = re.compile(rb"\r?\n\r?\n")
MAX_HEAD = 256 * 1024  # bytes of a mail in which its headers are looked for
MAX_SEARCHED = 1024 * 1024  # bytes of a report in which the returned mail is looked for
IDS = re.compile(r"<[^<>\s]{1,250}>")
ACTION = re.compile(r"^action:\s*(\w+)", re.IGNORECASE | re.MULTILINE)  # RFC 3464, 2.3.3
RETURNED_ID = re.compile(r"^[>\s]*message-id:\s*(<[^<>\s]{1,250}>)", re.IGNORECASE | re.MULTILINE)
SERVERS = ("mailer-daemon@", "postmaster@")
# Headers by which programs say that nobody wrote the mail, beside Auto-Submitted (RFC 3834, 5) itself.
PROGRAMS = ("x-autoreply", "x-autorespond", "x-auto-reply")
NOT_ANSWERED = ("bulk", "junk", "auto_reply")  # values of Precedence
UNREADABLE = PastedMail(text="", warnings=(MailWarning.DAMAGED,))


class ArrivalKind(models.TextChoices):
    """Who wrote a mail that arrived."""

    PERSON = "person", pgettext_lazy("arrived email", "Written by people")
    BOUNCE = "bounce", pgettext_lazy("arrived email", "Reports of non-delivery")
    AUTOMATIC = "automatic", pgettext_lazy("arrived email", "Automatic answers")


@dataclass(frozen=True)
class ArrivedMail:
    """A mail that arrived. `answers`: the Message-IDs that it follows, the nearest first; `returned`: those that a
    server sends back.
    """

    mail: PastedMail
    kind: ArrivalKind = ArrivalKind.PERSON
    answers: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()


def read_arrived(content: bytes) -> ArrivedMail:
    """Return what a mail says. Whatever the bytes, it returns: what cannot be read is a damaged mail without text."""
    try:
        return read_source_of(file_bytes(content))
    except Exception:  # a fault that nobody has foreseen must not keep the other mails waiting
        return ArrivedMail(UNREADABLE)


def read_source_of(content: bytes) -> ArrivedMail:
    source = read_source(content, pasted=False)
    if not source.headers:  # damaged, or too deep for the parser: its head alone may say who wrote
        source.headers = read_source(head_of(content), pasted=False).headers
    kind, returned = kind_of(source, content)
    mail = encodable(from_source(source))
    answers = IDS.findall(source.header("in-reply-to")) + IDS.findall(source.header("references"))[::-1]
    return ArrivedMail(mail, kind, tuple(dict.fromkeys(answers)), returned)


def head_of(content: bytes) -> bytes:
    """Return the headers of a mail with the blank line after them."""
    return HEAD_END.split(content[:MAX_HEAD], maxsplit=1)[0] + b"\n\n"


def encodable(mail: PastedMail) -> PastedMail:
    """Return a mail whose texts can be stored: bytes that no charset explains become question marks."""
    attached = tuple(replace(one, name=clean(one.name), type=clean(one.type)) for one in mail.attachments)
    return replace(
        mail,
        text=clean(mail.text),
        sender=clean(mail.sender),
        address=clean(mail.address),
        subject=clean(mail.subject),
        attachments=attached,
    )


def clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def kind_of(source: ParsedSource, content: bytes) -> tuple[ArrivalKind, tuple[str, ...]]:
    """Return who wrote a mail and, of a report of non-delivery, the Message-IDs of what is returned."""
    about = source.header("content-type").lower()
    if about.startswith("multipart/report") and MailWarning.DAMAGED not in source.warnings:
        parts = list(report_texts(content))
        failed = any(action.lower() == "failed" for text in parts for action in ACTION.findall(text))
        if failed:
            return ArrivalKind.BOUNCE, returned_ids("\n".join(parts))
        return ArrivalKind.AUTOMATIC, ()  # delayed, relayed, or read
    null_path = source.header("return-path").strip() == "<>"
    server = any(name in source.header("from").lower() for name in SERVERS)
    if source.header("x-failed-recipients") or (server and null_path):
        return ArrivalKind.BOUNCE, returned_ids(content[:MAX_SEARCHED].decode("latin_1"))
    is_automatic = null_path or says_automatic(source)
    return (ArrivalKind.AUTOMATIC if is_automatic else ArrivalKind.PERSON), ()


def says_automatic(source: ParsedSource) -> bool:
    submitted = source.header("auto-submitted").strip().lower()
    return (
        (submitted != "" and not submitted.startswith("no"))
        or any(source.header(name) for name in PROGRAMS)
        or source.header("precedence").strip().lower() in NOT_ANSWERED
    )


def returned_ids(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(RETURNED_ID.findall(text)))


def report_texts(content: bytes) -> Iterator[str]:
    """Yield the parts of a report that programs read: what happened (RFC 3464), and the head of the returned mail."""
    for part in email.message_from_bytes(content, policy=email.policy.default).walk():
        kind = part.get_content_type()
        if kind.endswith(("/delivery-status", "-delivery-status", "rfc822-headers", "global-headers")) or kind in (
            "message/rfc822",
            "message/global",
        ):
            yield text_of(part)[:MAX_SEARCHED]


def text_of(part: Message) -> str:
    """Return a part as text, decoded where it is no mail itself."""
    try:
        decoded = part.get_payload(decode=True)
        inner = part.get_payload()
        if isinstance(inner, list):
            return "\n".join(str(one) for one in inner)
        return decoded.decode("latin_1") if isinstance(decoded, bytes) else str(inner)
    except FAULTS:
        return ""
