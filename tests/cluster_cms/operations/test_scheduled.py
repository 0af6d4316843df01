"""Scheduled publishing and expiry: on time, once, and each page by itself."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from cluster_cms.operations.scheduled import publish_and_expire
from cluster_cms.pages.schedules import REFUSED
from home.models import CompanyPage
from tests.infrastructure.cast import Clock, live_page

pytestmark = pytest.mark.usefixtures("database")


def scheduled(slug: str) -> CompanyPage:
    """Make a draft that is to go live in an hour."""
    page = CompanyPage(title=slug, slug=slug, live=False, go_live_at=timezone.now() + timedelta(hours=1))
    live_page("home.homepage").add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    assert not page.live
    return page


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


def published(page: Page) -> int:
    return PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish.scheduled").count()


def test_a_page_goes_live_at_its_time_and_not_before(clock: Clock) -> None:
    page = scheduled("soon")
    publish_and_expire()
    assert not is_live(page)
    clock.forward(minutes=61)
    publish_and_expire()
    assert (is_live(page), published(page)) == (True, 1)


def test_a_page_comes_down_at_its_time(clock: Clock) -> None:
    page = scheduled("short")
    Page.objects.filter(pk=page.pk).update(live=True, expire_at=timezone.now() + timedelta(minutes=30))
    publish_and_expire()
    assert is_live(page)
    clock.forward(minutes=31)
    publish_and_expire()
    assert not is_live(page)
    assert Page.objects.get(pk=page.pk).expired


def test_a_failing_page_stays_scheduled_and_the_others_go_on(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = scheduled("bad"), scheduled("good")
    publish = Revision.publish

    def fail_once(revision: Revision, **options: object) -> None:
        if revision.object_id == str(bad.pk):
            raise ZeroDivisionError
        publish(revision, **options)

    clock.forward(minutes=61)
    with monkeypatch.context() as patched:
        patched.setattr(Revision, "publish", fail_once)
        publish_and_expire()
    assert (is_live(bad), is_live(good)) == (False, True)
    publish_and_expire()
    assert is_live(bad)


def test_a_change_that_may_not_be_made_is_struck_off_and_its_page_says_so(clock: Clock) -> None:
    page = scheduled("soon")
    revision = page.latest_revision
    revision.content |= {"slug": "search", "url_path": f"{page.get_parent().url_path}search/"}
    revision.save()
    clock.forward(minutes=61)
    publish_and_expire()
    entry = PageLogEntry.objects.filter(page=page.pk, action=REFUSED).get()
    assert (is_live(page), Revision.objects.filter(approved_go_live_at__isnull=False).count()) == (False, 0)
    assert entry.message.startswith("予定どおりに行われませんでした")


def test_a_page_put_off_meanwhile_is_not_published(clock: Clock) -> None:
    page = scheduled("later")
    revision = Revision.objects.get(object_id=str(page.pk), approved_go_live_at__isnull=False)
    clock.forward(minutes=61)
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() + timedelta(days=1))
    publish_and_expire()
    assert not is_live(page)


def test_two_workers_publish_a_page_once(committed_db: None, clock: Clock) -> None:
    pages = [scheduled(f"page-{number}") for number in range(3)]
    clock.forward(minutes=61)

    def work(_number: int) -> None:
        try:
            publish_and_expire()
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(work, range(3)))
    assert [(is_live(page), published(page)) for page in pages] == [(True, 1)] * 3
