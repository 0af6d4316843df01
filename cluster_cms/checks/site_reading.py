"""Reads every public page once a day by the rules of writing, in portions of some seconds."""

from datetime import timedelta
from time import monotonic

from django.db.models import F, Q, QuerySet
from wagtail.models import Page

from cluster_cms import clock
from cluster_cms.checks.faults import Term, WritingFinding
from cluster_cms.checks.house_terms import house_terms
from cluster_cms.checks.page_findings import PageFindings
from cluster_cms.checks.page_texts import texts_of_page
from cluster_cms.checks.writing_rules import findings
from cluster_cms.operations.jobs import Job

EVERY = timedelta(days=1)  # each page
PORTION = 10  # seconds of one run, between which the worker's other jobs run
RUN_EVERY = timedelta(minutes=5)
LONGEST = 80  # characters of the words at fault that are kept
MOST = 100  # findings of one page that are kept


def check_page(page: Page, terms: list[Term]) -> PageFindings:
    """Read a page by all rules and keep what they find."""
    found = findings(texts_of_page(page.specific), terms)
    values = {"found": [kept(one) for one in found[:MOST]], "number": len(found), "checked_at": clock.now()}
    return PageFindings.objects.update_or_create(page_id=page.pk, defaults=values)[0]


def kept(one: WritingFinding) -> list[str | None]:
    return [one.fault.code, one.words[:LONGEST], one.fault.correction]


def due_pages() -> QuerySet[Page]:
    """Return the public pages that were not read for a day, or were published since."""
    fresh = PageFindings.objects.filter(checked_at__gt=clock.now() - EVERY).filter(
        Q(page__last_published_at__isnull=True) | Q(checked_at__gte=F("page__last_published_at"))
    )
    return Page.objects.live().filter(depth__gte=2, alias_of=None).exclude(pk__in=fresh.values("pk")).order_by("pk")


def check_due_pages(*, seconds: float = PORTION) -> None:
    """Read the pages that are due, for some seconds; the next run goes on."""
    until, terms = monotonic() + seconds, house_terms()
    for page in due_pages()[:1000].iterator():
        check_page(page, terms)
        if monotonic() >= until:
            return


def writing_job() -> Job:
    return Job(name="writing", every=RUN_EVERY, run=check_due_pages)
