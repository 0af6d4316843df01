"""What `doctor` says of mail."""

from collections.abc import Iterable
from datetime import timedelta

from cluster_cms import clock
from cluster_cms.health import Finding
from cluster_cms.mail.outbox import OutboxMail

LATE = timedelta(minutes=15)  # a first try is due at once, a second one after a minute


def check_mail() -> Iterable[Finding]:
    """Yield one finding: mails given up are ill, and so is a queue whose oldest due mail nobody has tried."""
    parked = OutboxMail.objects.parked().count()
    waiting = OutboxMail.objects.due().count()
    late = OutboxMail.objects.due().filter(next_attempt_at__lt=clock.now() - LATE).exists()
    if parked:
        yield Finding("mail", False, f"{parked} could not be sent; see Mails that could not be sent in the admin")
    else:
        yield Finding("mail", not late, f"{waiting} wait; the worker is late" if late else f"{waiting} wait")
