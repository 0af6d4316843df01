"""Carries out the pending requests to which nobody has objected in time; the rest goes to the desk.

Each in one transaction with its row locked: it happens once, also where two workers run or one dies in between.
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from cluster_cms import clock
from cluster_cms.erasures.erasing import erasing
from cluster_cms.mail.outbox import MailState, OutboxMail, queue_mail
from cluster_cms.operations.jobs import Job
from cluster_cms.security.audit import AuditEntry
from contact.mails.pending_request_mails import OBJECTION_MAIL
from contact.mails.request_answers import REQUEST_ANSWER
from contact.models import DataSubjectRequest, DeskReason, Inquiry, RequestType
from contact.privacy.deletion import erase_for_person, restrict_inquiries
from contact.privacy.other_records import REQUEST_KIND, anonymise_request
from contact.privacy.pending_requests import BY_PERSON, pass_to_desk, record_outcome

# What is written to or by the person, so that an inquiry is not ended for want of an objection.
CORRESPONDENCE = ("inquiry.replied", "inquiry.email_added", "inquiry.correspondence_moved_in", "inquiry.corrected")


def handle_pending_requests() -> None:
    """Handle each pending request whose time is over or has not begun; forget whoever made one that is done."""
    due = Q(objections_until=None) | Q(objections_until__lte=clock.now())
    for pk in list(DataSubjectRequest.objects.objectionable().filter(due).values_list("pk", flat=True)):
        handle(pk)
    forget_fulfilled()


@transaction.atomic
def handle(pk: UUID) -> None:
    """Begin the time of one request, carry it out, or pass it to the desk; nothing where another worker has done so."""
    request = DataSubjectRequest.objects.objectionable().select_for_update().filter(pk=pk).first()
    if request is None:
        return
    inquiries = list(request.concerned.select_for_update().order_by("pk"))
    if not inquiries:  # ended at once with their references, deleted by the desk, or of another address by now
        finish(request, mailed=bool(request.identity_checks))
        record_outcome(request)
    elif request.objections_until is None:
        begin_time(request)
    elif request.objections_until <= clock.now():
        carry_out(request, inquiries)


def begin_time(request: DataSubjectRequest) -> None:
    """Begin the time to object when the mail about it has left; pass the request to the desk where it could not."""
    mail = OutboxMail.objects.about(request.reference).filter(kind=OBJECTION_MAIL).first()
    if mail and mail.state == MailState.SENT and mail.sent_at:
        request.objections_until, request.desk_reason = mail.sent_at + settings.OBJECTION_PERIOD, ""
        request.save(update_fields=["objections_until", "desk_reason"])
    elif not request.desk_reason and (mail is None or mail.state not in (MailState.QUEUED, MailState.SENDING)):
        pass_to_desk(request, DeskReason.UNDELIVERED)
        record_outcome(request)


def carry_out(request: DataSubjectRequest, inquiries: list[Inquiry]) -> None:
    """End the locked inquiries of a locked request, except those on hold and those written about since."""
    is_deletion, continued = request.request_type == RequestType.DELETE, continued_since(request)
    held = {one.reference for one in inquiries if is_deletion and one.held_at}
    chosen = [one.pk for one in inquiries if one.reference not in continued | held]
    if len(chosen) == len(inquiries):
        finish(request, mailed=True)
    else:
        pass_to_desk(request, DeskReason.CONTINUED if continued else DeskReason.HELD)
    if is_deletion:
        erase_for_person([one for one in inquiries if one.pk in chosen])
    else:
        restrict_inquiries(Inquiry.objects.filter(pk__in=chosen), cause=BY_PERSON, actor=None)
    record_outcome(request)


def continued_since(request: DataSubjectRequest) -> set[str]:
    """Return the references of the inquiries in which something was written since the request."""
    entries = AuditEntry.objects.filter(subject__in=request.references, action__in=CORRESPONDENCE)
    return set(entries.filter(at__gte=request.received_at).values_list("subject", flat=True))


def finish(request: DataSubjectRequest, *, mailed: bool = False) -> None:
    """Mark a locked request as answered: nothing is left to do. Its address goes once the mail about it has left."""
    request.answered_at, request.desk_reason = clock.now(), ""
    request.save(update_fields=["answered_at", "desk_reason"])
    if mailed:
        queue_mail(REQUEST_ANSWER, subject=request.reference, language=request.language)


@transaction.atomic
def forget_fulfilled() -> None:
    """Anonymise the requests that were carried out by themselves, once no mail about them is waiting."""
    fulfilled = DataSubjectRequest.objects.naming_somebody().exclude(objection_hash=None).exclude(answered_at=None)
    waiting = OutboxMail.objects.waiting().values("subject")
    done = fulfilled.filter(desk_reason="", refusal="").exclude(reference__in=waiting).select_for_update()
    if requests := list(done.order_by("pk")):
        with erasing(REQUEST_KIND, [request.pk for request in requests], BY_PERSON):
            for request in requests:
                anonymise_request(request)


def pending_requests_job() -> Job:
    return Job(name="requests without a reference", every=timedelta(minutes=1), run=handle_pending_requests)
