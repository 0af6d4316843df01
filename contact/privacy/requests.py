"""Records and answers data-subject requests received by mail, telephone, letter or at the counter."""

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
from cluster_cms.operations.large_tables import run_in_batches
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.deadlines.business_days import deadline_for, target_date_for
from contact.mails.request_answers import REQUEST_ANSWER
from contact.models import (
    GROUNDS_OF,
    DataSubjectRequest,
    IdentityCheck,
    Inquiry,
    InquiryQuerySet,
    RefusalGround,
    RequestType,
    Source,
)
from contact.privacy.other_records import REQUEST_KIND, anonymise_request
from contact.privacy.pending_requests import end_wait
from contact.retention.schedule import add_months, months_for_stored
from contact.text.email_address import email_hmac
from contact.text.references import new_reference

BATCH = 100  # requests in one transaction


@dataclass(frozen=True)
class RequestDetails:
    """A request as the desk enters it; name, address, references and details may be unknown."""

    request_type: RequestType
    source: Source
    language: str
    received_on: date
    name: str = ""
    address: str = ""
    references: tuple[str, ...] = ()
    details: str = ""


class IdentityUnknown(Exception):
    """The identity of the person was not checked yet."""


class WrongGround(Exception):
    """The ground of refusal belongs to another article than the request."""


class AnsweredAlready(Exception):
    """The request was answered, perhaps by a colleague a moment ago."""


@transaction.atomic
def record_request(*, details: RequestDetails, actor: User) -> DataSubjectRequest:
    """Store a request; its deadline counts from the day of receipt. Name, address and details are encrypted."""
    now, day = clock.now(), details.received_on
    request = DataSubjectRequest.objects.create(
        reference=new_reference(),
        request_type=details.request_type,
        source=details.source,
        language=details.language,
        received_at=now if day >= clock.today() else clock.midnight(day),
        target_date=target_date_for(day),
        deadline=deadline_for(day),
        references=list(details.references),
        email_hmac=email_hmac(details.address) if details.address else "",
        name=details.name or None,
        address=details.address or None,
        details=details.details or None,
    )
    data: dict[str, audit.Value] = {"request_type": details.request_type.value, "source": details.source.value}
    audit.record("request.received", actor=actor, subject=request.reference, data=data)
    return request


@transaction.atomic
def record_identity_checks(
    *, request: DataSubjectRequest, identity_checks: Iterable[IdentityCheck], actor: User
) -> None:
    """Store how the identity of the person was checked. Raises AnsweredAlready."""
    request = lock_unanswered(request)
    request.identity_checks = [check.value for check in identity_checks]
    request.save(update_fields=["identity_checks"])
    data: dict[str, audit.Value] = {"identity_checks": ",".join(request.identity_checks)}
    audit.record("request.identity_checked", actor=actor, subject=request.reference, data=data)


def lock_unanswered(request: DataSubjectRequest) -> DataSubjectRequest:
    """Lock an unanswered request. Raises AnsweredAlready."""
    current = DataSubjectRequest.objects.select_for_update().get(pk=request.pk)
    if current.answered_at:
        raise AnsweredAlready
    return current


def inquiries_of(request: DataSubjectRequest) -> InquiryQuerySet:
    """Return the inquiries of the mail address of a request, and those whose references it names.

    One that was made on the own-data page concerns only what was open there.
    """
    if request.objection_hash:
        return request.concerned
    same_address = Q(email_hmac=request.email_hmac) & ~Q(email_hmac="")
    return Inquiry.objects.filter(same_address | Q(reference__in=request.references))


@transaction.atomic
def answer_request(
    *, request: DataSubjectRequest, actor: User, refusal: RefusalGround | None = None
) -> DataSubjectRequest:
    """Grant a request, or refuse it on a ground, and mail the answer where there is an address.

    A pending request is not carried out by itself any more. Raises AnsweredAlready, IdentityUnknown where a request is
    granted without an identity check, and for a pending one OSError or JournalBroken as `erasing`.
    """
    request = lock_unanswered(request)
    if refusal and refusal not in GROUNDS_OF[request.request_type]:
        raise WrongGround
    if refusal is None and not request.identity_checks:
        raise IdentityUnknown
    if request.is_objectionable:
        end_wait(request, "desk")
    request.answered_at, request.refusal = clock.now(), refusal.value if refusal else ""
    request.save(update_fields=["answered_at", "refusal"])
    if request.email_hmac:
        queue_mail(REQUEST_ANSWER, subject=request.reference, language=request.language)
    data: dict[str, audit.Value] = {"refusal": request.refusal}
    audit.record("request.answered", actor=actor, subject=request.reference, data=data)
    return request


def anonymise_old_requests() -> int:
    """Anonymise requests as long after the answer as closed inquiries are kept, in batches; return how many."""
    return run_in_batches(anonymise_batch)


def anonymise_batch() -> int:
    answered_before = clock.midnight(add_months(clock.today(), -months_for_stored()))
    old = DataSubjectRequest.objects.naming_somebody().filter(answered_at__lt=answered_before)
    batch = list(old.select_for_update()[:BATCH])
    if batch:
        with erasing(REQUEST_KIND, [request.pk for request in batch], "term"):
            for request in batch:
                anonymise_request(request)
    return len(batch)


def request_deletion_job() -> Job:
    return Job(name="anonymisation of requests", every=timedelta(hours=1), run=anonymise_old_requests)


def names_somebody(record: UUID) -> bool:
    return DataSubjectRequest.objects.naming_somebody().filter(pk=record).exists()


def anonymise_restored_request(record: UUID) -> None:
    for request in DataSubjectRequest.objects.filter(pk=record):
        anonymise_request(request)


def erasable_request() -> Erasable:
    label = _("request about personal data")
    return Erasable(REQUEST_KIND, exists=names_somebody, erase=anonymise_restored_request, label=label)
