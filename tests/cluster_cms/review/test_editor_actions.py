"""The editor publishes by its main button, and at a time by one more press; Return in a field still saves a draft."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from cluster_cms import clock as site_clock
from home.models import CompanyPage, NewsPage
from policy.pages import PolicyPage
from tests.home.making import news, news_index
from tests.infrastructure.cast import Clock


def edit_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def send(editor: Client, page: Page, **values: Any) -> Any:
    data = querydict_from_html(editor.get(edit_address(page)).content.decode(), form_id="page-edit-form").dict()
    return editor.post(edit_address(page), data | {"body-count": "0"} | values)


def stored(page: Page) -> Any:
    return Page.objects.get(pk=page.pk).specific


def test_publish_is_the_first_button_that_is_seen(draft: CompanyPage, editor: Client) -> None:
    page = editor.get(edit_address(draft)).content.decode()
    footer = page[page.index('<button type="submit" hidden') :]
    assert footer.index('name="action-publish"') < footer.index("action-save")
    assert 'data-a11y-dialog-show="schedule-publishing-dialog"' in footer


def test_return_in_a_field_presses_a_button_that_saves_the_draft(draft: CompanyPage, editor: Client) -> None:
    page = editor.get(edit_address(draft)).content.decode()
    form = page[page.index('id="page-edit-form"') :]
    hidden, publish = form.index('<button type="submit" hidden'), form.index('name="action-publish"')
    assert hidden < publish


def test_a_page_is_scheduled_by_the_button_of_the_dialog(draft: CompanyPage, editor: Client) -> None:
    at = (site_clock.now() + timedelta(days=2)).astimezone(site_clock.TOKYO)
    send(editor, draft, **{"action-publish": "at-a-time", "go_live_at": f"{at:%Y-%m-%d %H:%M}"})
    assert not stored(draft).live
    assert stored(draft).scheduled_revision is not None


def test_without_a_time_the_button_of_the_dialog_publishes_nothing(draft: CompanyPage, editor: Client) -> None:
    answer = send(editor, draft, **{"action-publish": "at-a-time", "go_live_at": ""})
    assert "公開する日時を選んでください。" in answer.content.decode()
    assert not stored(draft).live


def test_the_policy_offers_neither(policy_page: PolicyPage, signed_in: Any, legal: Any) -> None:
    page = signed_in(legal).get(edit_address(policy_page)).content.decode()
    assert "schedule-publishing-dialog" not in page


def test_news_without_a_date_gets_that_of_its_publication(database: None, clock: Clock) -> None:
    clock.set("2026-12-01 10:00")
    item = NewsPage(title="新製品", slug="new", date=None, live=False)
    news_index().add_child(instance=item)
    item.go_live_at = clock.set("2026-12-01 10:00") + timedelta(days=3)
    item.save_revision().publish()
    assert stored(item).date is None
    clock.forward(days=3, minutes=5)
    item.revisions.get().publish()
    assert f"{stored(item).date}" == "2026-12-04"


def test_a_later_change_does_not_move_the_date(database: None, clock: Clock) -> None:
    clock.set("2026-12-01 10:00")
    item = NewsPage(title="新製品", slug="new", date=None, live=False)
    news_index().add_child(instance=item)
    item.save_revision().publish()
    clock.forward(days=30)
    again = stored(item).get_latest_revision_as_object()
    again.date = None
    again.save_revision().publish()
    assert f"{stored(item).date}" == "2026-12-01"


def test_a_date_that_is_written_stays(database: None) -> None:
    item = news("written", site_clock.today() - timedelta(days=9))
    assert stored(item).date == site_clock.today() - timedelta(days=9)


def test_a_draft_without_a_date_can_be_previewed(database: None, editor: Client) -> None:
    item = NewsPage(title="新製品", slug="new", date=None, live=False)
    news_index().add_child(instance=item)
    item.save_revision()
    assert editor.get(reverse("wagtailadmin_pages:view_draft", args=[item.pk])).status_code == 200
