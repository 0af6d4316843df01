"""The health checks of mail: the queue and the mail server."""

from collections.abc import Iterable
from datetime import timedelta

from django.core.mail import get_connection

from cluster_cms import clock
from cluster_cms.mail.outbox import RESTORED, OutboxMail
from cluster_cms.operations.health import Finding

LATE = timedelta(minutes=15)  # a first try is due at once, a second one after a minute


def check_mail() -> Iterable[Finding]:
    """Yield one finding each for the queue and for the mail server."""
    yield queue()
    yield server()


def queue() -> Finding:
    """Report a fault when mails were given up, or when a due mail was not tried for 15 minutes."""
    if given_up := OutboxMail.objects.dead_lettered().count():
        restored = OutboxMail.objects.dead_lettered().filter(error=RESTORED).count()
        held_back = f" ({restored} held back by a restore)" if restored else ""
        message = f"{given_up} could not be sent{held_back}; see Mails that could not be sent in the admin"
        return Finding("mail", False, message)
    due = OutboxMail.objects.due()
    late = due.filter(next_attempt_at__lt=clock.now() - LATE).exists()
    waiting = f"{due.count()} to be sent now, {OutboxMail.objects.waiting().count()} in the queue"
    return Finding("mail", not late, f"{waiting}; the worker is late" if late else waiting)


def server() -> Finding:
    """Open a connection to the mail server, sign in, and close it."""
    connection = get_connection()
    try:
        connection.open()
        connection.close()
    except OSError as error:  # smtplib's errors are among them; their texts may name accounts
        return Finding("mail server", False, f"cannot be used: {type(error).__name__}")
    return Finding("mail server", True, "takes a connection")
