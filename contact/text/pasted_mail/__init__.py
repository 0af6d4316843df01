"""Reads a mail that the desk pastes in or uploads: its raw source, or what a program for mail shows of it."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from cluster_cms.text import cleaning
from contact.text.pasted_mail import heads
from contact.text.pasted_mail.charsets import restore_escapes
from contact.text.pasted_mail.source import (
    MAX_TEXT,
    Attachment,
    MailWarning,
    ParsedSource,
    file_bytes,
    is_source,
    read_source,
    source_bytes,
)
from contact.text.pasted_mail.times import MailTime, TimeDoubt, read_time

__all__ = ["MAX_TEXT", "Attachment", "MailWarning", "PastedMail", "TimeDoubt", "read_file", "read_paste"]

MESSAGE_ID = re.compile(r"<[\w.!#$%&'*+/=?^`{|}~-]{1,200}@[\w.\[\]:-]{1,200}>", re.ASCII)  # as programs make them
MAX_SENDER = MAX_SUBJECT = 500  # characters
NO_TIME = MailTime(doubt=TimeDoubt.MISSING)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how a file of Outlook (.msg) begins


class NoMailFile(Exception):
    """The file holds no mail in the form of the internet (.eml)."""


class OutlookFile(NoMailFile):
    """The file is Outlook's own form (.msg)."""


@dataclass(frozen=True)
class PastedMail:
    """What was read of a mail; a text is empty where the mail does not say it, `address` where it is not certain."""

    text: str
    sender: str = ""
    address: str = ""
    subject: str = ""
    time: MailTime = NO_TIME
    message_id: str = ""
    attachments: tuple[Attachment, ...] = ()
    warnings: tuple[MailWarning, ...] = ()
    is_source: bool = False

    @property
    def at(self) -> datetime | None:
        return self.time.at


def read_paste(text: str) -> PastedMail:
    """Return what a pasted text says; the whole text is the letter where it has neither source nor head of a mail."""
    if is_source(text):
        return from_source(read_source(source_bytes(text), pasted=True))
    restored, certain = restore_escapes(text)
    letter = cleaning.tidy(restored)
    head = heads.find_head(letter)
    values = head.values if head else {}
    warnings = [MailWarning.CHARSET] * (not certain) + [MailWarning.CUT] * (len(letter) > MAX_TEXT)
    time = read_time(values.get(heads.AT, ""), japanese=bool(head and head.in_japanese))
    return made(values, letter[:MAX_TEXT], time, warnings)


def read_file(content: bytes) -> PastedMail:
    """Return what the file of a mail (.eml) says. Raises OutlookFile and NoMailFile."""
    if content.startswith(OLE):
        raise OutlookFile
    mail = file_bytes(content)
    if not is_source(mail[:100_000].decode("latin_1")):
        raise NoMailFile
    return from_source(read_source(mail, pasted=False))


def from_source(source: ParsedSource) -> PastedMail:
    names = {heads.SENDER: "from", heads.SUBJECT: "subject", heads.MESSAGE_ID: "message-id"}
    values = {name: source.header(header) for name, header in names.items()}
    warnings = sorted(source.warnings, key=list(MailWarning).index)
    mail = made(values, source.text, read_time(source.header("date")), warnings)
    return replace(mail, attachments=tuple(source.attachments), is_source=True)


def made(values: dict[str, str], text: str, time: MailTime, warnings: list[MailWarning]) -> PastedMail:
    sender = cleaning.one_line(values.get(heads.SENDER, ""))[:MAX_SENDER]
    message_id = values.get(heads.MESSAGE_ID, "").strip()
    return PastedMail(
        text=text,
        sender=sender,
        address=heads.address_of(sender),
        subject=cleaning.one_line(values.get(heads.SUBJECT, ""))[:MAX_SUBJECT],
        time=time,
        message_id=message_id if MESSAGE_ID.fullmatch(message_id) else "",
        warnings=tuple(warnings),
    )
