"""Sending what is due: claimed first, so that two workers send once; rendered last, so that nothing is stored.

A worker that dies between the server's answer and its own note leaves a claim that expires: the mail goes out again
under the same Message-ID. Delivery is at least once; a lost mail would be worse than a doubled one.
"""

import logging
import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import translation

from cluster_cms import clock
from cluster_cms.mail.delivery import NotNow, Undeliverable, Unreachable, deliver
from cluster_cms.mail.kinds import Withheld, mail_kinds
from cluster_cms.mail.outbox import MailState, OutboxMail
from cluster_cms.operations.jobs import Job
from cluster_cms.security import audit

logger = logging.getLogger(__name__)

BATCH = 50  # mails in one run of the job
PATIENCE = timedelta(seconds=30)  # with a slow server: the worker's other jobs wait meanwhile
CLAIM = timedelta(minutes=5)  # longer than a whole conversation with a server that answers at the last moment
DELAYS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240, 360)]  # after each try but the last
TRIES = len(DELAYS) + 1
KEPT = timedelta(days=30)  # rows of sent mails


def mail_sending() -> Job:
    return Job(name="mail", every=timedelta(seconds=5), run=send_due_mails)


def send_due_mails() -> None:
    """Try what is due, and forget what was sent long ago. The rest waits for the next run when the server is away."""
    until = clock.now() + PATIENCE
    for pk in list(OutboxMail.objects.due().values_list("pk", flat=True)[:BATCH]):
        mail = claimed(pk)
        if (mail and not attempt(mail)) or clock.now() > until:
            break
    OutboxMail.objects.filter(state=MailState.SENT, sent_at__lt=clock.now() - KEPT).delete()


def claimed(pk: UUID) -> OutboxMail | None:
    """Claim a mail for this worker, or return None where another one was faster. One UPDATE decides."""
    token = secrets.token_hex(16)
    won = (
        OutboxMail.objects.due()
        .filter(pk=pk)
        .order_by()
        .update(state=MailState.SENDING, claim=token, claimed_until=clock.now() + CLAIM, attempts=F("attempts") + 1)
    )
    return OutboxMail.objects.filter(pk=pk, claim=token).first() if won else None


def attempt(mail: OutboxMail) -> bool:
    """Send one claimed mail and note what came of it; tell whether the server could be spoken to.

    No transaction is open meanwhile.
    """
    try:
        sent = send(mail)
    except Withheld:
        withhold(mail)
    except Undeliverable as reason:
        conclude(mail, state=MailState.PARKED, error=str(reason))
    except NotNow as reason:
        postpone(mail, str(reason))
        return not isinstance(reason, Unreachable)
    except Exception as error:
        # Its text may hold what a visitor wrote: the name of the error has to do.
        postpone(mail, type(error).__name__)
    else:
        conclude(mail, state=MailState.SENT, sent_at=clock.now(), error="") if sent else forget(mail)
    return True


def send(mail: OutboxMail) -> bool:
    """Render and deliver; return False when there is nothing left to send."""
    if mail.attempts > TRIES:
        raise Undeliverable("WorkerLost")  # each time before it could note anything
    kind = mail_kinds().get(mail.kind)
    if kind is None:
        raise Undeliverable("UnknownKind")
    with translation.override(mail.language):
        letter = kind.render(mail)
    if letter is None:
        return False
    deliver(letter, mail_id=mail.pk, language=mail.language)
    return True


def postpone(mail: OutboxMail, error: str) -> None:
    if mail.attempts >= TRIES:
        return conclude(mail, state=MailState.PARKED, error=error)
    return conclude(mail, state=MailState.QUEUED, next_attempt_at=clock.now() + DELAYS[mail.attempts - 1], error=error)


def withhold(mail: OutboxMail) -> None:
    """Note that a mail did not leave, where whoever wrote it looks, and in the chain."""
    kind = mail_kinds()[mail.kind]
    with transaction.atomic():
        if kind.withheld:
            kind.withheld(mail)
        audit.record("mail.withheld", subject=mail.subject, data={"kind": mail.kind})
        conclude(mail, state=MailState.WITHHELD, error="")


def conclude(mail: OutboxMail, **values: object) -> None:
    """Note the outcome, unless the claim has passed to another worker meanwhile."""
    mine = OutboxMail.objects.filter(pk=mail.pk, claim=mail.claim)
    if not mine.update(claim="", claimed_until=None, **values):
        logger.warning("mail %s: another worker has taken over", mail.pk)
    elif values["state"] == MailState.PARKED:
        logger.error("mail %s (%s, %s) could not be sent: %s", mail.pk, mail.kind, mail.subject, values["error"])


def forget(mail: OutboxMail) -> None:
    OutboxMail.objects.filter(pk=mail.pk, claim=mail.claim).delete()
