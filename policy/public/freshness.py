"""The instants at which the policy changes public pages by itself: each effective date, at midnight in Tokyo."""

from datetime import datetime

from django.db.models import Min
from django.http import HttpResponse

from cluster_cms import clock
from cluster_cms.pages.freshness import cache_control
from policy.models.revisions import PolicyRevision


def next_change(at: datetime) -> datetime | None:
    """Return the next instant after `at` at which a revision comes into force; for the hook `register_freshness_end`.

    One that is to be in force today already was at midnight or when it was announced.
    """
    ahead = PolicyRevision.objects.standing().filter(effective_on__gt=at.astimezone(clock.TOKYO).date())
    day = ahead.aggregate(first=Min("effective_on"))["first"]
    return clock.midnight(day) if day else None


def limit(response: HttpResponse, *, until: datetime | None) -> HttpResponse:
    """Say how long an answer may be kept that read the ledger and so knows of the next change."""
    response.headers["Cache-Control"] = cache_control(until=until)
    return response
