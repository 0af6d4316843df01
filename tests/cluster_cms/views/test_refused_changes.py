"""Staff read why a page has to stay: before they confirm, at the field of a form, and after any other way."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data, querydict_from_html, streamfield

from tests.contact.visit import texts
from tests.infrastructure.cast import live_page

FORM, HOME = "最後の1つ", "ホームページは必ず残します"
TAKEN = "このアドレスは、サイト自体が使っています"


@pytest.fixture
def client(admin: Any, signed_in: Callable[[Any], Client]) -> Client:
    return signed_in(admin)


@pytest.mark.parametrize("method, verb", [("get", "delete"), ("post", "delete"), ("post", "unpublish")])
def test_deleting_and_unpublishing_lead_back_to_the_page_with_the_reason(
    client: Client, method: str, verb: str
) -> None:
    for page, words in ((live_page("contact.contactpage"), FORM), (live_page("home.homepage", "en"), HOME)):
        answer = texts(getattr(client, method)(f"/admin/pages/{page.pk}/{verb}/", follow=True))
        assert words in answer
        assert Page.objects.get(pk=page.pk).live


@pytest.mark.parametrize("verb", ["delete", "unpublish", "move"])
def test_many_at_once_are_refused_as_a_whole(client: Client, verb: str) -> None:
    contact, profile = (
        live_page("contact.contactpage"),
        Page.objects.get(slug="corporate-profile", locale__language_code="ja"),
    )
    address = f"/admin/bulk/wagtailcore/page/{verb}/?next=/admin/&id={contact.pk}&id={profile.pk}"
    answer = client.post(address, {"chooser": live_page("home.homepage", "en").pk}, follow=True)
    assert FORM in texts(answer) or verb == "move"
    for page in (contact, profile):
        assert Page.objects.get(pk=page.pk).path == page.path
        assert Page.objects.get(pk=page.pk).live


def test_unpublishing_all_below_a_page_is_refused(client: Client) -> None:
    home = live_page("home.homepage")
    data = {"include_descendants": "on"}
    assert FORM in texts(client.post(f"/admin/pages/{home.pk}/unpublish/", data, follow=True))


def test_a_program_reads_it_as_json(client: Client, contact_page: Page) -> None:
    address = f"/admin/bulk/wagtailcore/page/delete/?next=/admin/&id={contact_page.pk}"
    answer = client.post(address, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["error_code"]) == (409, "change_refused")


def typed(client: Client, page: Page, **changes: str) -> dict[str, Any]:
    """Send the editor's form of a page with changes; return the errors of its fields."""
    address = f"/admin/pages/{page.pk}/edit/"
    data = querydict_from_html(client.get(address).text, form_id="page-edit-form").copy()
    data.update(changes)
    return dict(client.post(address, data).context["form"].errors)


def test_the_editor_reads_it_at_the_field(client: Client, contact_page: Page) -> None:
    assert TAKEN in str(typed(client, contact_page, slug="your-data")["slug"])
    assert FORM in str(typed(client, contact_page, expire_at="2099-12-01 10:00")["expire_at"])
    assert TAKEN in str(typed(client, live_page("contact.contactpage", "en"), slug="search")["slug"])


def test_a_new_page_reads_it_too(client: Client, home_page: Page) -> None:
    data = {
        "title": "検索",
        "slug": "search",
        **nested_form_data({"body": streamfield([]), "comments": inline_formset([])}),
    }
    answer = client.post(f"/admin/pages/add/home/companypage/{home_page.pk}/", data)
    assert TAKEN in str(answer.context["form"].errors["slug"])


def test_copying_to_an_address_of_the_site_is_refused(client: Client) -> None:
    page = Page.objects.get(slug="corporate-profile", locale__language_code="ja")
    data = {"new_title": "写し", "new_slug": "your-data", "new_parent_page": page.get_parent().pk}
    answer = client.post(f"/admin/pages/{page.pk}/copy/", data)
    assert answer.status_code in (200, 409)
    assert TAKEN in texts(answer)


def test_the_form_of_a_site_says_at_the_field_what_is_wrong(client: Client, site: Site, contact_page: Page) -> None:
    data = {"hostname": site.hostname, "port": site.port, "site_name": "", "root_page": contact_page.pk}
    answer = texts(client.post(f"/admin/sites/edit/{site.pk}/", data))
    assert "サイトのルートは、ホームページに限ります" in answer
    assert "基準のサイト" in answer
    assert client.post(f"/admin/sites/delete/{site.pk}/").status_code == 409
    assert Site.objects.get().root_page_id == site.root_page_id
