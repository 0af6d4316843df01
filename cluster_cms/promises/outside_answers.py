"""What the outside addresses answered when the server asked them, each once a week, if the environment says so."""

import time
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import QuerySet

from cluster_cms import clock
from cluster_cms.operations.jobs import Job
from cluster_cms.promises.outside_links import ADDRESS_LENGTH, OutsideLink, outside_links
from cluster_cms.promises.outside_requests import AskingOutcome, Permit, ask, is_public

ASKED_EVERY = timedelta(days=7)
PER_NIGHT = 60  # addresses; with more than 420 of them each is asked less often than once a week
SECONDS = 120  # after which the rest waits for the next night: other jobs of the worker wait for this one
NO_FAULT = (AskingOutcome.ANSWERS, AskingOutcome.REFUSED)


class OutsideAnswer(models.Model):
    """What one address of another site answered when it was last asked."""

    address = models.CharField(max_length=ADDRESS_LENGTH)
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=AskingOutcome)

    objects: ClassVar[models.Manager["OutsideAnswer"]] = models.Manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.address} {self.outcome}"


def outside_answers_job() -> Job:
    return Job(name="outside links", every=timedelta(days=1), run=ask_due)


def ask_due(*, may_ask: Permit = is_public) -> None:
    """Ask the addresses that were not asked for a week, the longest first, and forget those no longer linked to."""
    if not settings.CHECK_OUTSIDE_LINKS:
        OutsideAnswer.objects.all().delete()
        return
    linked = {link.address for link in outside_links()}
    known = {answer.address: answer for answer in OutsideAnswer.objects.order_by("pk")}
    OutsideAnswer.objects.filter(pk__in=[one.pk for address, one in known.items() if address not in linked]).delete()
    until, week = time.monotonic() + SECONDS, clock.now() - ASKED_EVERY
    for address in due(linked, known, week)[:PER_NIGHT]:
        if time.monotonic() > until:
            break
        outcome = ask(address, may_ask=may_ask)
        answer = known.get(address) or OutsideAnswer(address=address)
        answer.asked_at, answer.outcome = clock.now(), outcome
        answer.save()


def due(linked: set[str], known: dict[str, OutsideAnswer], week: datetime) -> list[str]:
    """Return the addresses never asked, then those asked before a moment, the longest ago first."""
    never = sorted(address for address in linked if address not in known)
    late = [one for address, one in known.items() if address in linked and one.asked_at <= week]
    return never + [one.address for one in sorted(late, key=lambda one: one.asked_at)]


def broken_outside() -> list[tuple[OutsideLink, OutsideAnswer]]:
    """Return each outside link whose address did not answer as a page, with that answer, in the order of hosts."""
    faults: QuerySet[OutsideAnswer] = OutsideAnswer.objects.exclude(outcome__in=NO_FAULT)
    answers = {answer.address: answer for answer in faults}
    return [(link, answers[link.address]) for link in outside_links() if link.address in answers] if answers else []
