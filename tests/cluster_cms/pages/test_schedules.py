"""A schedule that is over leaves nothing behind that blocks work, and nothing goes live after its end."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.log_actions import registry
from wagtail.models import DraftStateMixin, Page, PageLogEntry
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, rich_text, streamfield

from cluster_cms import clock as site_clock
from cluster_cms.operations.scheduled import publish_and_expire
from cluster_cms.pages.schedules import CLEARED, MISSED
from home.models import CompanyPage
from products.models import Product
from products.viewsets import ProductViewSet
from tests.infrastructure.cast import Clock, live_page

pytestmark = pytest.mark.usefixtures("database")
SignIn = Callable[[Any], Client]
Editor = Callable[[], Client]
NOON = "2026-12-01 12:00"


@pytest.fixture
def editor(admin: Any, signed_in: SignIn) -> Editor:
    """Sign in anew each time it is asked for: a session lasts less than a day."""
    return lambda: signed_in(admin)


def after(hours: float) -> Any:
    return site_clock.now() + timedelta(hours=hours)


def scheduled(live_after: float | None, expire_after: float | None, page: CompanyPage | None = None) -> CompanyPage:
    """Publish a page, or another version of it, with a schedule in hours from now."""
    if page is None:
        page = CompanyPage(title="Page", slug="page", live=False, lead="Lead")
        live_page("home.homepage").add_child(instance=page)
    page.go_live_at = None if live_after is None else after(live_after)
    page.expire_at = None if expire_after is None else after(expire_after)
    page.save_revision().publish()
    return stored(page)


def stored(page: Page) -> CompanyPage:
    return CompanyPage.objects.get(pk=page.pk)


def state(page: Page) -> tuple[bool, bool, Any, Any]:
    page = stored(page)
    return page.live, page.expired, page.go_live_at, page.expire_at


def work(clock: Clock, **amount: float) -> None:
    clock.forward(**amount)
    publish_and_expire()


def edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def opened(editor: Editor, address: str) -> QueryDict:
    """Return what the editor's browser would send back; its scripts add the blocks."""
    with timezone.override("Asia/Tokyo"):
        data = querydict_from_html(editor().get(address).text, form_id="page-edit-form").copy()
    data.update(nested_form_data({"body": streamfield([("text", rich_text("<p>Text</p>"))])}))
    return data


def saved(editor: Editor, page: Page, data: QueryDict, **changes: str) -> dict[str, Any]:
    """Save a draft with changes, and return what its revision holds."""
    data.update(changes)
    response = editor().post(edit(page), data)
    assert response.status_code == 302
    content: dict[str, Any] = stored(page).latest_revision.content
    return content


def history(page: Page, action: str) -> list[str]:
    """Return the entries of an action in the page's history, in Japanese, the oldest first."""
    entries = PageLogEntry.objects.filter(page=page.pk, action=action).order_by("timestamp", "pk")
    with translation.override("ja"):
        return [str(registry.get_formatter(entry).format_message(entry)) for entry in entries]


def test_the_next_draft_of_an_expired_page_is_saved(editor: Editor, clock: Clock) -> None:
    clock.set(NOON)
    page = scheduled(1, 2)
    work(clock, hours=1, minutes=1)
    assert state(page) == (True, False, None, after(2 - 61 / 60))
    work(clock, hours=1)
    assert state(page) == (False, True, None, None)
    content = saved(editor, page, opened(editor, edit(page)), title="Again")
    assert (content["title"], content["go_live_at"], content["expire_at"]) == ("Again", None, None)
    assert history(page, CLEARED) == [
        "公開日時と期限が済んだため、消しました：2026年12月1日 13:00の公開（日本時間）",
        "公開日時と期限が済んだため、消しました：2026年12月1日 14:00の期限切れ（日本時間）",
    ]


def test_whoever_opens_it_reads_when_it_expired(editor: Editor, clock: Clock) -> None:
    clock.set(NOON)
    page = scheduled(None, 1)
    work(clock, hours=1, minutes=1)
    assert "2026年12月1日 13:01" in editor().get(edit(page)).text


def test_an_editor_that_stood_open_meanwhile_is_saved_too(editor: Editor, clock: Clock) -> None:
    clock.set("2026-12-01 12:00:31")  # the form knows no seconds
    page = scheduled(None, 1)
    data = opened(editor, edit(page))
    assert data["expire_at"] == "2026-12-01 13:00"
    work(clock, hours=1, minutes=1)
    data["title"] = "Autosaved"
    answer = editor().post(edit(page), data, headers={"Accept": "application/json"})
    assert json.loads(answer.content)["field_updates"]["expire_at"] == ""
    assert stored(page).latest_revision.content["expire_at"] is None


def test_a_draft_can_be_saved_while_the_worker_is_down(editor: Editor, clock: Clock) -> None:
    clock.set(NOON)
    page = scheduled(None, 1)
    clock.forward(days=1)
    saved(editor, page, opened(editor, edit(page)))
    publish_and_expire()
    assert state(page) == (False, True, None, None)


def test_an_old_version_comes_back_without_its_expiry(editor: Editor, clock: Clock) -> None:
    clock.set(NOON)
    page = scheduled(None, 1)
    old = page.latest_revision
    scheduled(None, None, page)
    clock.forward(days=1)
    data = opened(editor, reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, old.pk]))
    assert saved(editor, page, data)["expire_at"] is None


def test_nothing_goes_live_that_expired_while_the_worker_was_down(clock: Clock) -> None:
    clock.set(NOON)
    page = scheduled(1, 2)
    work(clock, days=1)
    assert state(page) == (False, True, None, None)
    assert not PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish.scheduled").exists()
    assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()
    assert len(history(page, MISSED)) == 1


def test_a_live_page_whose_next_version_is_over_comes_down(clock: Clock) -> None:
    clock.set(NOON)
    page = scheduled(1, 2, scheduled(None, None))
    assert page.live
    work(clock, days=1)
    assert state(page) == (False, True, None, None)


def test_an_approval_that_comes_after_the_expiry_publishes_nothing(clock: Clock) -> None:
    clock.set(NOON)
    page = scheduled(None, None)
    page.expire_at = after(1)
    revision = page.save_revision()
    page.unpublish()
    clock.forward(hours=2)
    revision.publish()
    assert state(page) == (False, True, None, None)


def test_a_page_that_expires_still_goes_live_again_as_scheduled(clock: Clock) -> None:
    clock.set(NOON)
    page = scheduled(3, None, scheduled(None, 1))
    work(clock, hours=1, minutes=1)
    assert state(page)[:2] == (False, True)
    work(clock, hours=2)
    assert state(page) == (True, False, None, None)


def test_a_later_version_of_a_live_page_leaves_no_time_behind(clock: Clock) -> None:
    clock.set(NOON)
    page = scheduled(2, None, scheduled(1, None, scheduled(None, None)))
    work(clock, hours=2, minutes=1)
    assert state(page) == (True, False, None, None)


def test_a_cancelled_schedule_does_not_block(editor: Editor, clock: Clock) -> None:
    clock.set(NOON)
    page = scheduled(1, 2)
    editor().post(reverse("wagtailadmin_pages:revisions_unschedule", args=[page.pk, page.latest_revision_id]))
    work(clock, days=1)
    assert saved(editor, page, opened(editor, edit(page)))["expire_at"] is None


def test_a_copy_of_an_expired_page_can_be_saved(editor: Editor, clock: Clock) -> None:
    clock.set(NOON)
    page = scheduled(1, 2)
    work(clock, days=1)
    copy = page.copy(update_attrs={"slug": "copy"})
    assert saved(editor, copy, opened(editor, edit(copy)))["expire_at"] is None


@pytest.mark.parametrize(
    "schedule, told",
    [
        ({"expire_at": "2026-11-30 10:00"}, "この日時は過ぎています。"),
        ({"go_live_at": "2026-12-03 10:00", "expire_at": "2026-12-02 10:00"}, "公開より前に期限が切れます。"),
    ],
)
def test_a_schedule_that_cannot_be_kept_is_refused_above_the_form(
    schedule: dict[str, str], told: str, editor: Editor, clock: Clock
) -> None:
    clock.set(NOON)
    page = scheduled(None, None)
    data = opened(editor, edit(page))
    data.update(schedule)
    shown = editor().post(edit(page), data)
    messages = " ".join(str(message) for message in shown.context["messages"])
    assert told in messages
    assert "入力内容に問題があるため、ページを保存できませんでした。" in messages


def test_only_pages_have_schedules() -> None:
    others = [
        model for model in apps.get_models() if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    assert others == [Product]  # whose form offers none: the worker would have to take it down too
    assert not {"go_live_at", "expire_at"} & set(ProductViewSet().get_form_class().base_fields)
