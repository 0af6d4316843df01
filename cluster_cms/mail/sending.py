"""Sends the mails that are due: claimed first, so that two workers send once; rendered last: no text is stored."""

import logging
import secrets
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F
from django.utils import translation

from cluster_cms import clock
from cluster_cms.mail.delivery import NotNow, Undeliverable, Unreachable, deliver
from cluster_cms.mail.kinds import Withheld, mail_kinds
from cluster_cms.mail.outbox import RESTORED, MailState, OutboxMail
from cluster_cms.operations.health import Finding
from cluster_cms.operations.jobs import MAIL, Job
from cluster_cms.security import audit

LATE = timedelta(minutes=15)  # a first try is due at once, a second one after a minute
BATCH = 50  # mails in one run of the job
PATIENCE = timedelta(seconds=30)  # with a slow server: the worker looks for mails that are due anew
CLAIM = timedelta(minutes=5)  # longer than a whole conversation with a server that answers at the last moment
DELAYS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240, 360)]  # after each try but the last
TRIES = len(DELAYS) + 1
KEPT = timedelta(days=30)  # rows of sent mails


def check_mail() -> Iterable[Finding]:
    """Yield one finding each for the queue and for the mail server."""
    yield queue()
    yield server()


def queue() -> Finding:
    """Report a fault when mails were given up, or when a due mail was not tried for 15 minutes."""
    if given_up := OutboxMail.objects.dead_lettered().count():
        restored = OutboxMail.objects.dead_lettered().filter(error=RESTORED).count()
        held_back = f" ({restored} held back by a restore)" if restored else ""
        message = f"{given_up} could not be sent{held_back}; see Emails that could not be sent in the admin"
        return Finding("mail", False, message)
    due = OutboxMail.objects.due()
    late = due.filter(next_attempt_at__lt=clock.now() - LATE).exists()
    waiting = f"{due.count()} to be sent now, {OutboxMail.objects.waiting().count()} in the queue"
    if late:
        return Finding("mail", False, f"{waiting}; the worker is late")
    delayed = OutboxMail.objects.delayed().count()
    message = f"{waiting}; {delayed} not taken by the mail server for more than five minutes" if delayed else waiting
    return Finding("mail", True, message, warns=bool(delayed))


def server() -> Finding:
    """Open a connection to the mail server, sign in, and close it."""
    connection = get_connection()
    try:
        connection.open()
        connection.close()
    except OSError as error:  # smtplib's errors are among them; their texts may name accounts
        return Finding("mail server", False, f"cannot be used: {type(error).__name__}")
    return Finding("mail server", True, "takes a connection")


logger = logging.getLogger(__name__)


def mail_sending() -> Job:
    return Job(name="mail", every=timedelta(seconds=5), run=send_due_mails, lane=MAIL)


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
        record_outcome(mail, state=MailState.WITHHELD, error="")
        if kind.withheld:
            kind.withheld(mail)
        audit.record("mail.withheld", subject=mail.subject, data={"kind": mail.kind})


def record_outcome(mail: OutboxMail, **values: object) -> None:
    """Store the outcome, unless another worker has claimed the mail meanwhile."""
    mine = OutboxMail.objects.filter(pk=mail.pk, claim=mail.claim)
    if not mine.update(claim="", claimed_until=None, **values):
        logger.warning("mail %s: another worker has taken over", mail.pk)
    elif values["state"] == MailState.DEAD_LETTERED:
        logger.error("mail %s (%s, %s) could not be sent: %s", mail.pk, mail.kind, mail.subject, values["error"])
