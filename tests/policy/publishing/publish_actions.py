"""The ways in which people, workers and programs publish."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision, TaskState

from cluster_cms.operations.scheduled import publish
from cluster_cms.security.accounts import LEGAL
from cluster_cms.security.audit import AuditEntry
from policy.pages import PolicyPage
from tests.policy.drafting import decide, form, person, saved, source, submitted

PublishAction = Callable[[PolicyPage, Client], Any]


def trace() -> tuple[Any, ...]:
    """Return what a publication leaves behind; a refused one leaves all of it as it was."""
    page = source()
    publications = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish").count()
    approved = TaskState.objects.filter(status=TaskState.STATUS_APPROVED).count()
    entries = AuditEntry.objects.count()
    return page.live_revision_id, page.clauses.raw_data[1], page.ledger.count(), publications, approved, entries


def button(page: PolicyPage, client: Client) -> Any:
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form(page, **{"action-publish": "1"}))


def bulk(page: PolicyPage, client: Client) -> Any:
    saved(page, person(LEGAL))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(f"{address}?id={page.pk}", {"include_descendants": ""})


def approval(page: PolicyPage, client: Client) -> Any:
    submitted(page, person(LEGAL))
    return decide(client)


def code(revision: Revision) -> None:
    revision.publish()


def save(revision: Revision) -> None:
    """Put a revision live by hand, as a careless script would."""
    page = revision.as_object()
    page.live, page.live_revision = True, revision
    page.save()


def schedule(revision: Revision) -> None:
    """Publish the way the worker does what is due; the page itself refuses to be scheduled, so write it underneath."""
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    publish(revision.pk)


BY_PEOPLE: dict[str, PublishAction] = {way.__name__: way for way in (button, bulk, approval)}
BY_PROGRAMS: dict[str, Callable[[Revision], None]] = {way.__name__: way for way in (code, save, schedule)}
