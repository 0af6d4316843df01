"""Answering a request: granted, or refused with a reason of the law; then forgetting in time who asked."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cluster_cms import audit, clock
from cluster_cms.accounts import User
from cluster_cms.erasures.erasable import Erasable
from cluster_cms.erasures.erasing import erasing
from cluster_cms.jobs import Job
from cluster_cms.mail.queueing import queue_mail
from cluster_cms.site_settings import DeskSettings, default_site
from contact.records import Refusal, RightsRequest
from contact.requests.granting import IdentityUnknown
from contact.requests.recording import locked
from contact.retention import months_before
from contact.rights.requests import forget_who_asked

ANSWERED = "request.answered"  # the kind of mail; its subject is the reference of the request
KIND = "request"
BATCH = 100


@transaction.atomic
def answer_request(*, request: RightsRequest, actor: User, refusal: Refusal | None = None) -> RightsRequest:
    """Close a request and tell the person by mail, where there is an address.

    Raises AnsweredAlready; IdentityUnknown where something is granted to somebody unknown.
    """
    request = locked(request)
    if refusal is None and not request.proofs:
        raise IdentityUnknown
    request.answered_at, request.refusal = clock.now(), refusal.value if refusal else ""
    request.save(update_fields=["answered_at", "refusal"])
    data: dict[str, audit.Value] = {"refusal": request.refusal}
    audit.record("request.answered", actor=actor, subject=request.reference, data=data)
    if request.mail_key:
        queue_mail(ANSWERED, subject=request.reference, language=request.language)
    return request


def forgetting() -> Job:
    return Job(name="forgetting of who made requests", every=timedelta(hours=1), run=forget_old_requests)


def forget_old_requests() -> None:
    """Forget who asked, as many months after the answer as a closed inquiry is kept."""
    months = DeskSettings.for_site(default_site()).retention_months
    before = clock.midnight(months_before(clock.today(), months))
    old = RightsRequest.objects.filter(answered_at__lt=before).exclude(name=None, address=None, wish=None)
    while batch := list(old.values_list("pk", flat=True)[:BATCH]):
        forget_together(batch)


@transaction.atomic
def forget_together(ids: list[UUID]) -> None:
    with erasing(KIND, ids, "term"):
        for request in RightsRequest.objects.select_for_update().filter(pk__in=ids):
            forget_who_asked(request)


def erasable() -> Erasable:
    return Erasable(KIND, exists=names_somebody, erase=forget_again, label=_("request about personal data"))


def names_somebody(record: UUID) -> bool:
    return RightsRequest.objects.filter(pk=record).exclude(name=None, address=None, wish=None).exists()


def forget_again(record: UUID) -> None:
    for request in RightsRequest.objects.filter(pk=record):
        forget_who_asked(request)
