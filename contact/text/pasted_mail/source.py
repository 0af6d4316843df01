"""Reads the raw source of a mail with Python's `email`: readable text, attachments, and what could not be read."""

import email
import email.policy
import re
from dataclasses import dataclass, field
from email.message import Message

from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_cms.text import cleaning
from contact.text.pasted_mail.charsets import (
    decode_header_value,
    decode_text,
    restore_escapes,
    restore_mojibake,
)
from contact.text.pasted_mail.flowing import text_of_html, unflowed

MAX_TEXT = 100_000  # characters of the readable text; the original is kept whole
MAX_HEADER = 20_000  # characters of one header that are looked at
MAX_PARTS = 200
MAX_BOUNDARIES = 5_000  # lines that may begin or end a part
MAX_COMPARED = 5_000_000  # lines times boundaries, each of which Python's parser compares
PART_HEADER = re.compile(rb"^content-[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
READABLE = ("text/plain", "text/html")  # other forms of a letter, such as an invitation to a calendar, are listed
MAX_NAME = 200  # characters of the name of an attachment
AS_SENT = email.policy.default.clone(refold_source="none")  # headers keep their lines
# Lines that only the raw source has; with one of them a head is that of a source.
STRUCTURE = re.compile(
    r"^(?:mime-version|content-type|content-transfer-encoding|received|return-path|delivered-to|dkim-signature|"
    r"message-id|x-[a-z-]+|arc-seal|authentication-results)$",
    re.IGNORECASE,
)
KNOWN = re.compile(r"^(?:from|to|cc|date|subject|sender|reply-to)$", re.IGNORECASE)
NAME = re.compile(r"^([!-9;-~]+):(?:\s|$)")
ENVELOPE = re.compile(r"^>?From \S+.*\n")  # the line before each mail in a mailbox file
EMLX = re.compile(rb"^\s*\d+\s*\n")  # Apple Mail: the length, the mail, then a property list
EMLX_END = re.compile(rb"<\?xml version=\"1\.0\"[^>]*\?>\s*<!DOCTYPE plist.*\Z", re.DOTALL)
SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted")
FAULTS = (ValueError, LookupError, AttributeError, TypeError, RecursionError)  # of Python's parser, on damaged mails


class MailWarning(models.TextChoices):
    """What the clerk should know about a mail that was read; the label is a sentence."""

    CHARSET = (
        "charset",
        _("Some characters of the email could not be read with certainty. Compare it with the original."),
    )
    CUT = "cut", _("The email is very long: its beginning is shown. The original holds all of it.")
    SEALED = "sealed", _("The email is encrypted, and its text cannot be read here. The original is kept.")
    REPORT = "report", _("This is a report of an email server about another email, not a letter of the writer.")
    NO_TEXT = "no_text", _("The email holds no text.")
    DAMAGED = "damaged", _("The source of the email is damaged. What could be read is shown; the original is kept.")


@dataclass(frozen=True)
class Attachment:
    """What was attached; `size` is in bytes, `part` the parsed part, None where the mail is not at hand."""

    name: str
    type: str
    size: int
    part: Message | None = field(default=None, compare=False, repr=False)

    def listed(self) -> dict[str, str | int]:
        """Return what is stored where the file itself is in the original alone."""
        return {"name": self.name, "type": self.type, "size": self.size}

    def content(self) -> bytes | None:
        """Return the bytes, decoded now; None where they cannot be read apart from the mail."""
        return content_of(self.part) if self.part is not None else None


@dataclass
class ParsedSource:
    """A parsed mail; the headers are decoded, in the order of the mail."""

    headers: list[tuple[str, str]]
    text: str
    attachments: list[Attachment]
    warnings: set[MailWarning]

    def header(self, name: str) -> str:
        return next((value for known, value in self.headers if known == name), "")


def is_source(text: str) -> bool:
    """Tell whether a text is the raw source of a mail: its first lines are headers, one of them for programs."""
    names = header_names(ENVELOPE.sub("", text.lstrip("\ufeff\r\n")))
    return any(map(STRUCTURE.match, names)) and any(map(KNOWN.match, names)) and len(names) > 1


def header_names(text: str) -> list[str]:
    """Return the names of the headers up to the first blank line; none if the first line is no header."""
    names: list[str] = []
    for line in text.splitlines():
        found = NAME.match(line)
        if not line.strip() or (not names and not found):
            break
        names += [found[1]] if found else []
    return names


def source_bytes(text: str) -> bytes:
    """Return a pasted source for the parser: blanks that folded headers lost in a window are put back."""
    lines = ENVELOPE.sub("", text.lstrip("\ufeff\r\n")).splitlines()
    end = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    head = [line if NAME.match(line) or line[:1] in " \t" else f" {line}" for line in lines[:end]]
    return "\n".join([*head, *lines[end:]]).encode("utf-8", "surrogatepass")


def file_bytes(content: bytes) -> bytes:
    """Return the mail in a file: without byte order mark, line of a mailbox file, or what Apple Mail puts around it."""
    content = content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if length := EMLX.match(content):
        content = EMLX_END.sub(b"", content[length.end() :])
    return re.sub(rb"^>?From \S+[^\n]*\n", b"", content)


def read_source(content: bytes, *, pasted: bool) -> ParsedSource:
    """Parse a mail. In a `pasted` one, text in 8 bits is decoded already, whatever charset it names."""
    try:
        if is_overgrown(content):
            raise ValueError("The source would keep Python's parser busy for minutes.")
        mail = email.message_from_bytes(content, policy=email.policy.default)
        reader = PartReader(pasted)
        reader.read(mail)
        charset = mail.get_param("charset", "") if not pasted else "utf-8"
        headers = [
            (name.lower(), decode_header_value(unfolded(value), str(charset))) for name, value in mail.raw_items()
        ]
    except FAULTS:
        text, _certain = decode_text(content, "")
        return ParsedSource([], text[:MAX_TEXT], [], {MailWarning.DAMAGED})
    return reader.result(headers)


def is_overgrown(content: bytes) -> bool:
    """Tell whether a source has more parts, nested parts or parameters than any mail of a person."""
    return (
        len(re.findall(rb"^--\S", content, re.MULTILINE)) > MAX_BOUNDARIES
        or content.count(b"\n") * content.lower().count(b"boundary") > MAX_COMPARED
        or any(len(found[0]) > MAX_HEADER for found in PART_HEADER.finditer(content))
    )


def unfolded(value: object) -> str:
    return re.sub(r"[\r\n]+[ \t]*", " ", str(value)[:MAX_HEADER]).strip()


class PartReader:
    """Walks the parts of a mail (RFC 2046) and collects text, attachments and warnings."""

    def __init__(self, pasted: bool) -> None:
        self.pasted = pasted
        self.texts: list[str] = []
        self.attachments: list[Attachment] = []
        self.warnings: set[MailWarning] = set()
        self.parts = 0

    def result(self, headers: list[tuple[str, str]]) -> ParsedSource:
        text = "\n\n".join(filter(None, (cleaning.tidy(text) for text in self.texts)))
        if len(text) > MAX_TEXT:
            self.warnings.add(MailWarning.CUT)
        if not text and MailWarning.SEALED not in self.warnings:
            self.warnings.add(MailWarning.NO_TEXT)
        return ParsedSource(headers, text[:MAX_TEXT], self.attachments, self.warnings)

    def read(self, part: Message) -> None:
        """Read one part with those inside it."""
        self.parts += 1
        kind = part.get_content_type()
        if self.parts > MAX_PARTS:
            self.warnings.add(MailWarning.DAMAGED)
        elif kind in SEALED:
            self.warnings.add(MailWarning.SEALED)
            self.list_part(part)
        elif kind == "message/delivery-status":
            self.warnings.add(MailWarning.REPORT)
            self.texts.append("\n".join(str(one) for one in inner(part)))
        elif kind.startswith("message/"):
            self.read_enclosed(part)
        elif kind == "multipart/alternative":
            self.read_alternatives(inner(part))
        elif part.is_multipart():
            for one in inner(part):
                self.read(one)
        elif kind in READABLE and not is_attached(part):
            self.texts.append(self.text_of(part))
        else:
            self.list_part(part)

    def read_alternatives(self, parts: list[Message]) -> None:
        """Take the plain text if it says anything, else the last alternative that does; list what else is in them."""
        plain = [one for one in parts if one.get_content_type() == "text/plain" and self.text_of(one).strip()]
        chosen = plain[:1] or parts[-1:]
        for one in chosen:
            self.read(one)
        for other in parts:
            if other not in chosen and other.is_multipart():
                self.list_inside(other)
            elif other not in chosen and other.get_content_type() not in READABLE:
                self.list_part(other)

    def list_inside(self, part: Message) -> None:
        for one in part.walk():
            if not one.is_multipart() and (is_attached(one) or one.get_content_type() not in READABLE):
                self.list_part(one)

    def read_enclosed(self, part: Message) -> None:
        """List a mail inside the mail, and take its text where the mail around it has none."""
        enclosed = inner(part)
        self.list_part(part)
        if enclosed and not any(text.strip() for text in self.texts):
            before = len(self.attachments)
            self.read(enclosed[0])
            del self.attachments[before:]

    def list_part(self, part: Message) -> None:
        enclosed = inner(part)
        content = content_of(part)
        size = len(content) if content is not None else sum(len(one.as_bytes(policy=AS_SENT)) for one in enclosed)
        name = file_name(part) or (f"{unfolded_subject(enclosed[0])}.eml" if enclosed else "")
        self.attachments.append(Attachment(name, part.get_content_type(), size, part))

    def text_of(self, part: Message) -> str:
        """Return the text of a part, decoded, HTML reduced to its text, and flowing lines joined."""
        charset = str(part.get_param("charset", "") or "")
        content = part.get_payload(decode=True)
        text, certain = self.decoded(content if isinstance(content, bytes) else b"", charset, encoding_of(part))
        if not certain:
            self.warnings.add(MailWarning.CHARSET)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if part.get_content_type() == "text/html":
            return text_of_html(text)
        if str(part.get_param("format", "")).lower() == "flowed":
            return unflowed(text, delete_blank=str(part.get_param("delsp", "")).lower() == "yes")
        return text

    def decoded(self, content: bytes, charset: str, encoding: str) -> tuple[str, bool]:
        if not self.pasted or content.isascii() or encoding in ("base64", "quoted-printable"):
            return decode_text(content, charset)
        text = content.decode("utf-8", "replace")
        restored = restore_mojibake(text, charset)
        return (restored, False) if restored != text else restore_escapes(text)


def inner(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def content_of(part: Message) -> bytes | None:
    """Return the bytes of a part, of a mail within the mail as it was sent; None where they cannot be told."""
    enclosed = inner(part)
    try:
        content = enclosed[0].as_bytes(policy=AS_SENT) if len(enclosed) == 1 else part.get_payload(decode=True)
    except FAULTS:
        return None
    return content if isinstance(content, bytes) else None


def encoding_of(part: Message) -> str:
    return str(part.get("content-transfer-encoding", "")).strip().lower()


def is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(file_name(part))


def file_name(part: Message) -> str:
    """Return the name of an attachment (RFC 2231, and encoded words as many programs write them), on one line."""
    try:
        name = part.get_filename("") or ""
    except FAULTS:
        return ""
    return cleaning.one_line(decode_header_value(name))[:MAX_NAME]


def unfolded_subject(part: Message) -> str:
    raw = next((value for name, value in part.raw_items() if name.lower() == "subject"), "")
    return cleaning.one_line(decode_header_value(unfolded(raw)))[:MAX_NAME]
