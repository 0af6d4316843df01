"""Mails a one-time link to a person's own data, opens the page, and adds inquiries named by reference."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from cluster_cms import clock
from cluster_cms.mail.outbox import OutboxMail, delete_mails, queue_mail
from cluster_cms.operations.jobs import Job
from cluster_cms.privacy.personal_data import Person
from cluster_cms.security import audit
from contact.mails.own_data_wording import KINDS, LINK
from contact.models import DataSubjectRequest, Inquiry, MagicLink, RequestType
from contact.rate_limits.limits import limit_reached_for
from contact.text.email_address import email_hmac
from contact.text.links import magic_link_token, new_secret, token_hash
from contact.text.references import as_reference, new_reference

LINK_VALID_FOR = timedelta(minutes=30)
OPEN_FOR = timedelta(minutes=30)
LONGEST = timedelta(days=1)  # however long a mail about it has to wait
LINK_BATCH = 200
MOST_WRONG = 10  # of 5 * 10^11 possible references


@transaction.atomic
def ask_for_link(*, address: str, language: str) -> None:
    """Queue a mail with a link to an address, unless it had enough of them this hour."""
    address_hmac = email_hmac(address)
    if limit_reached_for(address_hmac):
        return
    link = new_link(address, address_hmac, language)
    link.save(force_insert=True)
    audit.record("own_data.link_requested", subject=str(link.pk))
    queue_mail(LINK, subject=str(link.pk), language=language)


def new_link(address: str, email_hmac: str, language: str) -> MagicLink:
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
    """Count something that the person did without anybody's help."""
    now = clock.now()
    DataSubjectRequest.objects.create(
        reference=new_reference(),
        request_type=request_type,
        language=language,
        received_at=asked_at or now,
        answered_at=now,
    )


class NoSuchLink(Exception):
    """The link is unknown, used, over, or of the other language; or the page that it opened is closed."""


@dataclass(frozen=True)
class OpenPage:
    """A page that is open: its link, and the secret that its forms carry."""

    link: MagicLink
    secret: str

    @property
    def person(self) -> Person:
        return Person(self.link.address, frozenset(self.link.opened))


def find_link(*, token: str, language: str) -> MagicLink:
    """Return a link that can be opened; changes nothing. Raises NoSuchLink."""
    link = MagicLink.objects.usable().filter(token_hash=token_hash(token), language=language).first()
    if link is None:
        raise NoSuchLink
    return link


@transaction.atomic
def open_page(*, token: str, language: str) -> OpenPage:
    """Use up a link and open its page. Raises NoSuchLink. One UPDATE decides which of two clicks it is."""
    link, secret, now = find_link(token=token, language=language), new_secret(), clock.now()
    opened = MagicLink.objects.usable().filter(pk=link.pk, previous_email_hmac="")
    until = now + OPEN_FOR
    if not opened.update(used_at=now, session_hash=token_hash(secret), open_until=until):
        raise NoSuchLink
    audit.record("own_data.opened", subject=str(link.pk))
    register_fulfilled_request(RequestType.SEE, language=language, asked_at=link.asked_at)
    return OpenPage(MagicLink.objects.get(pk=link.pk), secret)


def page_of(*, secret: str, language: str) -> OpenPage:
    """Return the open page of a secret. Raises NoSuchLink."""
    link = MagicLink.objects.open_now().filter(session_hash=token_hash(secret), language=language).first()
    if link is None:
        raise NoSuchLink
    return OpenPage(link, secret)


def close_page(link: MagicLink) -> None:
    """Close a page for good; its address stays until the mail about it is out."""
    MagicLink.objects.filter(pk=link.pk).update(session_hash="", open_until=clock.now())


def link_deletion_job() -> Job:
    return Job(name="forgetting of mailed links", every=timedelta(minutes=1), run=delete_closed_links)


def delete_closed_links() -> None:
    """Delete the links that are over, in batches."""
    while found := list(over().values_list("pk", flat=True)[:LINK_BATCH]):
        remove_links(MagicLink.objects.filter(pk__in=found))


def over() -> QuerySet[MagicLink]:
    """Return the links that open nothing any more, without those about which a mail still waits."""
    now = clock.now()
    closed = Q(used_at=None, expires_at__lte=now) | Q(open_until__lte=now)
    waiting = OutboxMail.objects.waiting().filter(kind__in=KINDS).values_list("subject", flat=True)
    told = ~Q(pk__in=[UUID(subject) for subject in waiting])
    return MagicLink.objects.filter((closed & told) | Q(asked_at__lte=now - LONGEST))


def remove_links(links: QuerySet[MagicLink]) -> None:
    """Delete links with their mails, sent or not."""
    for pk in links.values_list("pk", flat=True):
        delete_mails(subject=str(pk))
    links.delete()


class TooManyWrong(Exception):
    """So many wrong references were named that no more are looked at on this page."""


@transaction.atomic
def name_reference(*, page: OpenPage, typed: str) -> bool:
    """Open the inquiry of a reference and tell whether this address has one. Raises TooManyWrong.

    A wrong one is counted in the same transaction, so that nobody tries on.
    """
    link = MagicLink.objects.select_for_update().get(pk=page.link.pk)
    if link.wrong_references >= MOST_WRONG:
        raise TooManyWrong
    found = Inquiry.objects.filter(email_hmac=link.email_hmac).with_references(as_reference(typed)).first()
    if found and found.reference not in link.opened:
        link.opened = [*link.opened, found.reference]
        link.save(update_fields=["opened"])
        audit.record("own_data.viewed", subject=found.reference)
    if not found:
        MagicLink.objects.filter(pk=link.pk).update(wrong_references=F("wrong_references") + 1)
    return found is not None
