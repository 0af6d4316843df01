"""Mails that a restored copy brings back: nobody can tell whether they have been sent since, so a person decides."""

from django.db import transaction

from cluster_cms.mail.outbox import OutboxMail, State

RESTORED = "restored"  # stands where the answer of the mail server would


@transaction.atomic
def park_unsent() -> int:
    """Park what the copy had not sent yet; return how many. What had been erased since is gone already."""
    return OutboxMail.objects.waiting().update(state=State.PARKED, claim="", claimed_until=None, error=RESTORED)
