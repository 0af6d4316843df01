"""Opening the page with a mailed link, once, and finding it again from form to form without a cookie."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from cluster_cms import audit, clock
from cluster_cms.privacy.sources import Person
from contact.records import Demand, MailedLink
from contact.rights.registering import note_done
from contact.rights.tokens import hash_of, new_secret

OPEN_FOR = timedelta(minutes=30)


class NoSuchLink(Exception):
    """The link is unknown, used, over, or of the other language; or the page that it opened is closed."""


@dataclass(frozen=True)
class OpenPage:
    """A page that is open: its link, and the secret that its forms carry."""

    link: MailedLink
    secret: str

    @property
    def person(self) -> Person:
        return Person(self.link.address, frozenset(self.link.opened))


def find_link(*, token: str, language: str) -> MailedLink:
    """Return a link that can be opened; changes nothing. Raises NoSuchLink."""
    link = MailedLink.objects.usable().filter(token_hash=hash_of(token), language=language).first()
    if link is None:
        raise NoSuchLink
    return link


@transaction.atomic
def open_page(*, token: str, language: str) -> OpenPage:
    """Use up a link and open its page. Raises NoSuchLink. One UPDATE decides which of two clicks it is."""
    link, secret, now = find_link(token=token, language=language), new_secret(), clock.now()
    opened = MailedLink.objects.usable().filter(pk=link.pk, moves_from="")
    until = now + OPEN_FOR
    if not opened.update(used_at=now, session_hash=hash_of(secret), open_until=until):
        raise NoSuchLink
    audit.record("rights.page_opened", subject=str(link.pk))
    note_done(Demand.SEE, language=language, asked_at=link.asked_at)
    return OpenPage(MailedLink.objects.get(pk=link.pk), secret)


def page_of(*, secret: str, language: str) -> OpenPage:
    """Return the open page of a secret. Raises NoSuchLink."""
    link = MailedLink.objects.open_now().filter(session_hash=hash_of(secret), language=language).first()
    if link is None:
        raise NoSuchLink
    return OpenPage(link, secret)


def close_page(link: MailedLink) -> None:
    """Close a page for good; its address stays until the mail about it is out."""
    MailedLink.objects.filter(pk=link.pk).update(session_hash="", open_until=clock.now())
