"""A folder on an IMAP server, by imap-tools; the bytes of a mail are fetched as they are, for our own parser."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from urllib.parse import SplitResult, unquote

from imap_tools import AND, BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

from contact.inbound.mailboxes import READ

TIMEOUT = 30  # seconds for each answer of the server
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class ImapError(OSError):
    """The server did not do what was asked; without its words, which may name the account."""


class ImapFolder:
    """One folder of an account, with folders for what was read and what is too large below it."""

    def __init__(self, box: BaseMailBox, folder: str) -> None:
        self.box, self.folder = box, folder
        self.separator = next((one.delim for one in box.folder.list(search_args=folder)), "/")

    def waiting(self) -> list[str]:
        return list(self.box.uids(charset=None))

    def size(self, name: str) -> int:
        found = SIZE.search(b" ".join(flat(self.fetch(name, "(RFC822.SIZE)"))))
        if found is None:
            raise ImapError
        return int(found[1])

    def content(self, name: str, limit: int) -> bytes:
        for part in self.fetch(name, f"(BODY.PEEK[]<0.{limit}>)"):
            if isinstance(part, tuple):
                return bytes(part[1])
        raise ImapError

    def fetch(self, name: str, parts: str) -> list[bytes | tuple[bytes, bytes] | None]:
        state, found = self.box.client.uid("FETCH", name, parts)
        if state != "OK":
            raise ImapError
        return list(found)

    def set_aside(self, name: str, folder: str) -> None:
        place = self.below(folder)
        if not self.box.folder.exists(place):
            self.box.folder.create(place)
        self.box.move(name, place)

    def delete_read(self, before: datetime) -> None:
        place = self.below(READ)
        if self.box.folder.exists(place):
            self.box.folder.set(place)
            self.box.delete(self.box.uids(AND(date_lt=before.date()), charset=None))
            self.box.folder.set(self.folder)

    def below(self, folder: str) -> str:
        return f"{self.folder}{self.separator}{folder}"


def flat(found: list[bytes | tuple[bytes, bytes] | None]) -> Iterator[bytes]:
    for part in found:
        yield from part if isinstance(part, tuple) else [part or b""]


@contextmanager
def open_imap(address: SplitResult) -> Iterator[ImapFolder]:
    """Yield the folder, signed in: `imap+tls` by STARTTLS, `imap+ssl` by TLS from the first byte, `imap` without.

    Raises OSError, and nothing else, where the server is away or does not do what it is asked.
    """
    folder = unquote(address.path.strip("/")) or "INBOX"
    try:
        with closing(connect(address)) as box:
            box.login(unquote(address.username or ""), unquote(address.password or ""), folder)
            yield ImapFolder(box, folder)
    except (ImapToolsError, imaplib.IMAP4.error, UnicodeError) as error:
        raise ImapError(type(error).__name__) from None


@contextmanager
def closing(box: BaseMailBox) -> Iterator[BaseMailBox]:
    """Sign out at the end of the block and close the line, also where one of them has failed."""
    try:
        yield box
    finally:
        with suppress(ImapToolsError, imaplib.IMAP4.error, OSError):
            box.logout()
        with suppress(OSError):
            box.client.shutdown()


def connect(address: SplitResult) -> BaseMailBox:
    host = address.hostname or ""
    if address.scheme == "imap":
        return MailBoxUnencrypted(host, address.port or 143, timeout=TIMEOUT)
    context = ssl.create_default_context()
    if address.scheme == "imap+tls":
        return MailBoxStartTls(host, address.port or 143, ssl_context=context, timeout=TIMEOUT)
    return MailBox(host, address.port or 993, ssl_context=context, timeout=TIMEOUT)
