"""What the job needs of a mailbox, whatever its kind, and how much of a mail is taken."""

from datetime import datetime
from typing import Protocol

from contact.text.arrived_mail import MAX_HEAD

MAX_SIZE = 25 * 1024 * 1024  # bytes of a mail that is taken in whole
READ, TOO_LARGE = "read", "too-large"  # folders of the mailbox


class MailboxUnavailable(Exception):
    """The mailbox cannot be read; the message is the name of the error, without personal data."""


class Mailbox(Protocol):
    """What the job needs of a mailbox; a name is valid while it is open."""

    def waiting(self) -> list[str]:
        """Return the names of the mails that wait, the oldest first."""

    def size(self, name: str) -> int:
        """Return the size in bytes."""

    def content(self, name: str, limit: int) -> bytes:
        """Return the first bytes of a mail, at most `limit`."""

    def set_aside(self, name: str, folder: str) -> None:
        """Move a mail to READ or TOO_LARGE."""

    def delete_read(self, before: datetime) -> None:
        """Delete what was moved to READ before a time."""


def read_limit(size: int) -> int:
    """Return how many bytes of a mail of this size are read: all, or the head of one that is too large."""
    return MAX_SIZE if size <= MAX_SIZE else MAX_HEAD
