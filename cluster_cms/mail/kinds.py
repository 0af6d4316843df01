"""Kinds of mail, contributed by every app through the hook `register_mail_kind`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from wagtail import hooks

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.wording import Wording


@dataclass(frozen=True)
class Letter:
    """A rendered mail, which exists only while it is sent. `reply_to` is one address or empty.

    `thread` holds the Message-IDs of the mails before it, the one that it follows last (RFC 5322, 3.6.4).
    """

    to: str
    subject: str
    body: str
    reply_to: str = ""
    auto: str = "auto-generated"  # Auto-Submitted (RFC 3834, 5); "no" for what a person wrote
    thread: tuple[str, ...] = ()
    files: tuple[tuple[str, bytes, str], ...] = ()  # name, content and media type of each


class Withheld(Exception):
    """Raised by `render`: the mail may not be sent any more, though its data still exist."""


@dataclass(frozen=True)
class MailKind:
    """One kind of mail. `render` returns None when there is nothing left to send, for example after an erasure.

    It raises Withheld when the mail may not be sent any more; `withheld` then corrects, in the same transaction, what
    was recorded as sent. With a `wording`, staff may change its text.
    """

    name: str
    label: str | Promise
    render: Callable[[OutboxMail], Letter | None]
    wording: Wording | None = None
    withheld: Callable[[OutboxMail], None] | None = None


def mail_kinds() -> dict[str, MailKind]:
    """Return all kinds by name."""
    kinds = [register() for register in hooks.get_hooks("register_mail_kind")]
    return {kind.name: kind for kind in kinds}
