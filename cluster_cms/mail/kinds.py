"""Kinds of mail, contributed by every app through the hook `register_mail_kind`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from wagtail import hooks

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.wording import Wording


@dataclass(frozen=True)
class Letter:
    """A mail as it is handed to the server, only while it is sent. `reply_to` is one address or empty.

    `thread` holds the Message-IDs of the mails before it, the one that it follows last (RFC 5322, 3.6.4).
    """

    to: str
    subject: str
    body: str
    reply_to: str = ""
    auto: str = "auto-generated"  # Auto-Submitted (RFC 3834, 5); "no" for what a person wrote
    thread: tuple[str, ...] = ()


class Withheld(Exception):
    """The mail may not leave any more, although all of it is still there: who reads about it is to be told so."""


@dataclass(frozen=True)
class MailKind:
    """What one kind of mail says. `render` gives None when there is nothing left to send, for example after erasure.

    It raises Withheld when the mail may not leave any more; `withheld` then puts right, in the same transaction, what
    was recorded as if it had. With a `wording` staff may change its words.
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
