"""One-time links to a person's own data: mails them, opens the page and inquiries on it, deletes old links."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from cluster_cms import clock
from cluster_cms.mail.outbox import OutboxMail, delete_mails, queue_mail
from cluster_cms.operations.jobs import Job
from cluster_cms.operations.large_tables import run_in_batches
from cluster_cms.privacy.personal_data import Person
from cluster_cms.security import audit
from contact.mails.own_data_mails import LINK, OWN_DATA_MAILS
from contact.models import DataSubjectRequest, Inquiry, MagicLink, RequestType
from contact.rate_limits.limits import CountedLinkRequest, limit_reached_for
from contact.text.email_address import email_hmac
from contact.text.links import magic_link_token, new_secret, token_hash
from contact.text.references import as_reference, new_reference

LINK_VALID_FOR = timedelta(minutes=30)
OPEN_FOR = timedelta(minutes=30)
KEPT_AT_MOST = timedelta(days=1)  # even if a mail about it is still waiting
LINK_BATCH = 200  # links in one transaction
MAX_WRONG_REFERENCES = 10  # of 5 * 10^11 possible ones


class NoSuchLink(Exception):
    """The link is unknown, used, expired, or of the other language; or the page that it opened is closed."""


class TooManyWrong(Exception):
    """MAX_WRONG_REFERENCES were entered on this page; it accepts no more references."""


@dataclass(frozen=True)
class OpenPage:
    """An open own-data page: its link, and the secret that its forms carry instead of a session."""

    link: MagicLink
    secret: str

    @property
    def person(self) -> Person:
        return Person(self.link.address, frozenset(self.link.opened))


@transaction.atomic
def ask_for_link(*, address: str, language: str, counted: CountedLinkRequest | None = None) -> None:
    """Queue a mail with a link to an address, and count the request; do nothing beyond the limit of links an hour.

    Raises LimitReached when others were faster.
    """
    address_hmac = email_hmac(address)
    if limit_reached_for(address_hmac):
        return
    link = new_link(address, address_hmac, language)
    link.save(force_insert=True)
    queue_mail(LINK, subject=str(link.pk), language=language)
    audit.record("own_data.link_requested", subject=str(link.pk))
    if counted:  # last: all requests share a row, which nobody is to hold for long
        counted.count()


def new_link(address: str, email_hmac: str, language: str) -> MagicLink:
    """Return an unsaved link, valid for half an hour."""
    pk = uuid.uuid4()
    return MagicLink(
        pk=pk,
        address=address,
        email_hmac=email_hmac,
        language=language,
        expires_at=clock.now() + LINK_VALID_FOR,
        token_hash=token_hash(magic_link_token(pk)),
    )


def register_fulfilled_request(request_type: RequestType, *, language: str, asked_at: datetime | None = None) -> None:
    """Store, without personal data, that a person did alone on the own-data page what could be requested."""
    now = clock.now()
    DataSubjectRequest.objects.create(
        reference=new_reference(),
        request_type=request_type,
        language=language,
        received_at=asked_at or now,
        answered_at=now,
    )


def find_link(*, token: str, language: str) -> MagicLink:
    """Return the usable link of a token; changes nothing. Raises NoSuchLink."""
    link = MagicLink.objects.usable().filter(token_hash=token_hash(token), language=language).first()
    if link is None:
        raise NoSuchLink
    return link


@transaction.atomic
def open_page(*, token: str, language: str) -> OpenPage:
    """Use up a link and open its page. Raises NoSuchLink. Of two concurrent clicks one UPDATE lets the first win."""
    link, secret, now = find_link(token=token, language=language), new_secret(), clock.now()
    usable = MagicLink.objects.usable().filter(pk=link.pk)
    if link.moved_references or not usable.update(
        used_at=now, session_hash=token_hash(secret), open_until=now + OPEN_FOR
    ):
        raise NoSuchLink
    register_fulfilled_request(RequestType.SEE, language=language, asked_at=link.asked_at)
    audit.record("own_data.opened", subject=str(link.pk))
    return OpenPage(MagicLink.objects.get(pk=link.pk), secret)


def page_of(*, secret: str, language: str) -> OpenPage:
    """Return the open page of a secret. Raises NoSuchLink."""
    link = MagicLink.objects.with_open_page().filter(session_hash=token_hash(secret), language=language).first()
    if link is None:
        raise NoSuchLink
    return OpenPage(link, secret)


def close_page(link: MagicLink) -> None:
    """Close a page for good; the link, and with it the address, is deleted after the mail about it is sent."""
    MagicLink.objects.filter(pk=link.pk).update(session_hash="", open_until=clock.now())


@transaction.atomic
def name_reference(*, page: OpenPage, typed: str) -> bool:
    """Open the inquiry of a reference on the page; return False, and count it, where the address has none.

    Raises TooManyWrong.
    """
    link = MagicLink.objects.select_for_update().get(pk=page.link.pk)
    if link.wrong_references >= MAX_WRONG_REFERENCES:
        raise TooManyWrong
    found = Inquiry.objects.filter(email_hmac=link.email_hmac).with_references(as_reference(typed)).first()
    if found and found.reference not in link.opened:
        link.opened = [*link.opened, found.reference]
        link.save(update_fields=["opened"])
        audit.record("own_data.viewed", subject=found.reference)
    if not found:
        MagicLink.objects.filter(pk=link.pk).update(wrong_references=F("wrong_references") + 1)
    return found is not None


def delete_closed_links() -> int:
    """Delete the links that open nothing any more, in batches; return how many."""
    return run_in_batches(lambda: remove_links(closed_links()[:LINK_BATCH]))


def closed_links() -> QuerySet[MagicLink]:
    """Return the links that open nothing any more, without those that a waiting mail still needs for a day."""
    now = clock.now()
    closed = Q(used_at=None, expires_at__lte=now) | Q(open_until__lte=now)
    waiting = OutboxMail.objects.waiting().filter(kind__in=OWN_DATA_MAILS).values_list("subject", flat=True)
    not_needed = ~Q(pk__in=[UUID(subject) for subject in waiting])
    return MagicLink.objects.filter((closed & not_needed) | Q(asked_at__lte=now - KEPT_AT_MOST))


def remove_links(links: QuerySet[MagicLink]) -> int:
    """Delete links with their mails, sent or not; return how many."""
    keys = list(links.values_list("pk", flat=True))
    for pk in keys:
        delete_mails(subject=str(pk))
    MagicLink.objects.filter(pk__in=keys).delete()
    return len(keys)


def link_deletion_job() -> Job:
    return Job(name="deletion of magic links", every=timedelta(minutes=1), run=delete_closed_links)
