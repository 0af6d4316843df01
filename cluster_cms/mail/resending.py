"""Sending again what could not be sent: a person has mended what was wrong."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from cluster_cms import audit, clock
from cluster_cms.accounts import User
from cluster_cms.mail.outbox import OutboxMail, State


@transaction.atomic
def resend_mails(*, ids: Iterable[UUID], actor: User) -> int:
    """Put parked mails back into the queue, all their tries before them; return how many."""
    parked = OutboxMail.objects.parked().filter(pk__in=list(ids))
    count = parked.update(state=State.QUEUED, attempts=0, next_attempt_at=clock.now(), error="")
    if count:
        audit.record("mail.resent", actor=actor, data={"count": count})
    return count
