"""Records and answers data-subject requests that come by mail, telephone, letter or at the counter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.erasures.erasing import Erasable, erasing
from cluster_cms.mail.outbox import queue_mail
from cluster_cms.operations.jobs import Job
from cluster_cms.pages.site_settings import DeskSettings, default_site
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.deadlines.business_days import deadline_for, target_date_for
from contact.mails.request_answers import ANSWERED
from contact.models import (
    DataSubjectRequest,
    IdentityCheck,
    Inquiry,
    InquiryQuerySet,
    RefusalGround,
    RequestType,
    Source,
)
from contact.privacy.other_records import anonymise_requests
from contact.retention.schedule import months_before
from contact.text.email_address import email_hmac
from contact.text.references import new_reference

REQUEST_KIND = "request"
BATCH = 100


@dataclass(frozen=True)
class RequestDetails:
    """What was asked, by whom and how; all but the wish, the way and the day may be unknown."""

    request_type: RequestType
    source: Source
    language: str
    received_on: date
    name: str = ""
    address: str = ""
    references: tuple[str, ...] = ()
    details: str = ""


class IdentityUnknown(Exception):
    """Nobody has made sure yet who asks."""


class AnsweredAlready(Exception):
    """The request was answered, perhaps by a colleague a moment ago."""


@transaction.atomic
def record_request(*, asked: RequestDetails, actor: User) -> DataSubjectRequest:
    """Start the clock of a request on the day on which it came. Name, address and wish are stored encrypted."""
    now, day = clock.now(), asked.received_on
    request = DataSubjectRequest.objects.create(
        reference=new_reference(),
        request_type=asked.request_type,
        source=asked.source,
        language=asked.language,
        received_at=now if day >= clock.today() else clock.midnight(day),
        target_date=target_date_for(day),
        deadline=deadline_for(day),
        references=list(asked.references),
        email_hmac=email_hmac(asked.address) if asked.address else "",
        name=asked.name or None,
        address=asked.address or None,
        details=asked.details or None,
    )
    data: dict[str, audit.Value] = {"request_type": asked.request_type.value, "way": asked.source.value}
    audit.record("request.received", actor=actor, subject=request.reference, data=data)
    return request


@transaction.atomic
def record_identity_checks(
    *, request: DataSubjectRequest, identity_checks: Iterable[IdentityCheck], actor: User
) -> None:
    """Note how it was made sure who asks. Raises AnsweredAlready."""
    request = locked(request)
    request.identity_checks = [proof.value for proof in identity_checks]
    request.save(update_fields=["identity_checks"])
    data: dict[str, audit.Value] = {"identity_checks": ",".join(request.identity_checks)}
    audit.record("request.identity_checked", actor=actor, subject=request.reference, data=data)


def locked(request: DataSubjectRequest) -> DataSubjectRequest:
    """Lock an unanswered request. Raises AnsweredAlready."""
    current = DataSubjectRequest.objects.select_for_update().get(pk=request.pk)
    if current.answered_at:
        raise AnsweredAlready
    return current


def inquiries_of(request: DataSubjectRequest) -> InquiryQuerySet:
    same_address = Q(email_hmac=request.email_hmac) & ~Q(email_hmac="")
    return Inquiry.objects.filter(same_address | Q(reference__in=request.references))


@transaction.atomic
def answer_request(
    *, request: DataSubjectRequest, actor: User, refusal: RefusalGround | None = None
) -> DataSubjectRequest:
    """Close a request and tell the person by mail, where there is an address.

    Raises AnsweredAlready; IdentityUnknown where something is granted to somebody unknown.
    """
    request = locked(request)
    if refusal is None and not request.identity_checks:
        raise IdentityUnknown
    request.answered_at, request.refusal = clock.now(), refusal.value if refusal else ""
    request.save(update_fields=["answered_at", "refusal"])
    data: dict[str, audit.Value] = {"refusal": request.refusal}
    audit.record("request.answered", actor=actor, subject=request.reference, data=data)
    if request.email_hmac:
        queue_mail(ANSWERED, subject=request.reference, language=request.language)
    return request


def request_deletion_job() -> Job:
    return Job(name="forgetting of who made requests", every=timedelta(hours=1), run=anonymise_old_requests)


def anonymise_old_requests() -> None:
    """Forget who asked, as many months after the answer as a closed inquiry is kept."""
    months = DeskSettings.for_site(default_site()).retention_months
    before = clock.midnight(months_before(clock.today(), months))
    old = DataSubjectRequest.objects.filter(answered_at__lt=before).exclude(name=None, address=None, details=None)
    while batch := list(old.values_list("pk", flat=True)[:BATCH]):
        anonymise_batch(batch)


@transaction.atomic
def anonymise_batch(ids: list[UUID]) -> None:
    with erasing(REQUEST_KIND, ids, "term"):
        for request in DataSubjectRequest.objects.select_for_update().filter(pk__in=ids):
            anonymise_requests(request)


def erasable_request() -> Erasable:
    return Erasable(REQUEST_KIND, exists=names_somebody, erase=anonymise_again, label=_("request about personal data"))


def names_somebody(record: UUID) -> bool:
    return DataSubjectRequest.objects.filter(pk=record).exclude(name=None, address=None, details=None).exists()


def anonymise_again(record: UUID) -> None:
    for request in DataSubjectRequest.objects.filter(pk=record):
        anonymise_requests(request)
