"""Sends due mails: each is claimed first, so that two workers send it once, and rendered only then.

A worker that dies between the server's answer and its own record of it leaves a claim that expires: the mail is sent
again under the same Message-ID. Delivery is at least once; a lost mail would be worse than a doubled one.
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
    """Send due mails until the server cannot be reached or 30 seconds have passed; delete what was sent 30 days ago."""
    until = clock.now() + PATIENCE
    for pk in list(OutboxMail.objects.due().values_list("pk", flat=True)[:BATCH]):
        mail = claim(pk)
        if (mail and not try_to_send(mail)) or clock.now() > until:
            break
    OutboxMail.objects.filter(state=MailState.SENT, sent_at__lt=clock.now() - KEPT).delete()


def claim(pk: UUID) -> OutboxMail | None:
    """Claim a mail for this worker by one UPDATE; return None when another worker was faster."""
    token = secrets.token_hex(16)
    until = clock.now() + CLAIM
    due = OutboxMail.objects.due().filter(pk=pk).order_by()
    won = due.update(state=MailState.SENDING, claim=token, claimed_until=until, attempts=F("attempts") + 1)
    return OutboxMail.objects.filter(pk=pk, claim=token).first() if won else None


def try_to_send(mail: OutboxMail) -> bool:
    """Send one claimed mail, outside any transaction, and record the outcome; return whether the server answered."""
    try:
        sent = send(mail)
    except Withheld:
        withhold(mail)
    except Undeliverable as reason:
        record_outcome(mail, state=MailState.DEAD_LETTERED, error=str(reason))
    except NotNow as reason:
        postpone(mail, str(reason))
        return not isinstance(reason, Unreachable)
    except Exception as error:
        # Its text may hold what a visitor wrote: the name of the error has to do.
        postpone(mail, type(error).__name__)
    else:
        if sent:
            record_outcome(mail, state=MailState.SENT, sent_at=clock.now(), error="")
        else:
            OutboxMail.objects.filter(pk=mail.pk, claim=mail.claim).delete()
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
    """Queue the mail for its next try, or dead-letter it after the last one."""
    if mail.attempts >= TRIES:
        return record_outcome(mail, state=MailState.DEAD_LETTERED, error=error)
    later = clock.now() + DELAYS[mail.attempts - 1]
    return record_outcome(mail, state=MailState.QUEUED, next_attempt_at=later, error=error)


def withhold(mail: OutboxMail) -> None:
    """Record that a mail was not sent: in the app that queued it, and in the audit chain."""
    kind = mail_kinds()[mail.kind]
    with transaction.atomic():
        if kind.withheld:
            kind.withheld(mail)
        audit.record("mail.withheld", subject=mail.subject, data={"kind": mail.kind})
        record_outcome(mail, state=MailState.WITHHELD, error="")


def record_outcome(mail: OutboxMail, **values: object) -> None:
    """Store the outcome, unless another worker has claimed the mail meanwhile."""
    mine = OutboxMail.objects.filter(pk=mail.pk, claim=mail.claim)
    if not mine.update(claim="", claimed_until=None, **values):
        logger.warning("mail %s: another worker has taken over", mail.pk)
    elif values["state"] == MailState.DEAD_LETTERED:
        logger.error("mail %s (%s, %s) could not be sent: %s", mail.pk, mail.kind, mail.subject, values["error"])
