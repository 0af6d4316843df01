"""Opens the mailbox that INBOUND_MAIL_URL names, and tells the doctor whether that can be done."""

import mailbox
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from cluster_cms.operations.health import Finding
from contact.inbound.imap import open_imap
from contact.inbound.mailboxes import Mailbox, MailboxUnavailable
from contact.inbound.maildir import MaildirFolder

MANY = 200  # mails that wait: the job takes more than that in its minute


@contextmanager
def open_mailbox() -> Iterator[Mailbox]:
    """Yield the mailbox of INBOUND_MAIL_URL. Raises MailboxUnavailable where it cannot be opened or fails."""
    address = urlsplit(settings.INBOUND_MAIL_URL)
    try:
        if address.scheme == "maildir":
            yield MaildirFolder(maildir_path(address))
        else:
            with open_imap(address) as box:
                yield box
    except (OSError, mailbox.Error) as error:  # those of imaplib and imap-tools come as OSError from open_imap
        raise MailboxUnavailable(type(error).__name__) from None  # its text may name the account


def maildir_path(address: SplitResult) -> Path:
    return Path("/" + address.path.lstrip("/"))


def check_mailbox() -> Iterable[Finding]:
    """Yield whether the mailbox can be opened now, and how many mails wait in it."""
    if not settings.INBOUND_MAIL_URL:
        yield Finding("mailbox", True, "not read: INBOUND_MAIL_URL is not set")
        return
    try:
        with open_mailbox() as box:
            waiting = len(box.waiting())
    except MailboxUnavailable as error:
        yield Finding("mailbox", False, f"cannot be read: {error}; nothing is lost, the emails wait in it")
    else:
        yield Finding("mailbox", True, f"can be read, {waiting} waiting", warns=waiting > MANY)
