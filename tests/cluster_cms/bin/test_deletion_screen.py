"""Before a page goes, the screen says what links to it and asks where its visitors shall be led."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cluster_cms.bin.entries import BinEntry
from cluster_cms.security.accounts import User
from home.models import CompanyPage

SignIn = Callable[[User], Client]


@pytest.fixture
def doomed(home_page: Page) -> CompanyPage:
    """Returns a published Japanese page with an English translation and a page that links to it."""
    page = CompanyPage(title="古い製品", slug="古い製品")
    home_page.add_child(instance=page)
    page.save_revision().publish()
    english = page.copy_for_translation(home_page.get_translations().get().locale)
    english.title, english.slug = "Old product", "old-product"
    english.save_revision().publish()
    linking = CompanyPage(title="つながる案内", slug="annai")
    linking.body = [{"type": "text", "value": f'<p><a linktype="page" id="{page.pk}">古い製品</a></p>'}]
    home_page.add_child(instance=linking)
    return page


@pytest.fixture
def successor(home_page: Page) -> CompanyPage:
    """Returns a published Japanese page with a published English translation."""
    page = CompanyPage(title="新しい製品", slug="shin")
    home_page.add_child(instance=page)
    page.save_revision().publish()
    english = page.copy_for_translation(home_page.get_translations().get().locale)
    english.slug = "new"
    english.save_revision().publish()
    return page


def address(page: Page) -> str:
    return reverse("wagtailadmin_pages:delete", args=[page.pk])


def test_screen_names_what_links_to_the_page(doomed: CompanyPage, marketing: User, signed_in: SignIn) -> None:
    shown = signed_in(marketing).get(address(doomed)).content.decode()
    assert "つながる案内" in shown
    assert "Old product" in shown


def test_old_addresses_lead_to_the_replacement_in_their_language(
    doomed: CompanyPage, successor: CompanyPage, marketing: User, signed_in: SignIn, visitor: Client
) -> None:
    english = doomed.get_translations().get()
    data = {"translations": [english.pk], "replacement": successor.pk}
    assert signed_in(marketing).post(address(doomed), data).status_code == 302
    assert visitor.get("/古い製品/")["Location"] == "/shin/"
    assert visitor.get("/%E5%8F%A4%E3%81%84%E8%A3%BD%E5%93%81/")["Location"] == "/shin/"
    assert visitor.get("/en/old-product/")["Location"] == "/en/new/"


def test_without_a_replacement_visitors_are_told(
    doomed: CompanyPage, marketing: User, signed_in: SignIn, visitor: Client
) -> None:
    signed_in(marketing).post(address(doomed), {"replacement": ""})
    assert visitor.get("/古い製品/").status_code == 404
    assert visitor.get("/en/old-product/").status_code == 200


def test_page_that_goes_itself_cannot_replace(doomed: CompanyPage, marketing: User, signed_in: SignIn) -> None:
    answer = signed_in(marketing).post(address(doomed), {"replacement": doomed.pk})
    assert answer.status_code == 200
    assert answer.context["form"].errors["replacement"]
    assert Page.objects.filter(pk=doomed.pk).exists()


def test_redirects_to_the_page_lead_on_and_come_back(
    doomed: CompanyPage, successor: CompanyPage, marketing: User, signed_in: SignIn, visitor: Client
) -> None:
    Redirect.add_redirect("/mukashi", doomed)
    browser = signed_in(marketing)
    browser.post(address(doomed), {"replacement": successor.pk})
    assert visitor.get("/mukashi/")["Location"] == "/shin/"
    entry = BinEntry.objects.get()
    page = entry.roots[0]
    data = {f"parent_{doomed.pk}": page["parent"], f"slug_{doomed.pk}": page["slug"]}
    assert browser.post(reverse("page_bin_restore", args=[entry.pk]), data).status_code == 302
    assert visitor.get("/古い製品/").status_code == 200
    assert visitor.get("/mukashi/")["Location"].startswith("/%E5")
    assert not Redirect.objects.filter(old_path="/古い製品").exists()


def test_taken_slug_and_wrong_language_are_told(
    doomed: CompanyPage, home_page: Page, marketing: User, signed_in: SignIn
) -> None:
    browser = signed_in(marketing)
    browser.post(address(doomed), {"replacement": ""})
    home_page.add_child(instance=CompanyPage(title="新", slug="古い製品"))
    entry, english = BinEntry.objects.get(), home_page.get_translations().get()
    screen = reverse("page_bin_restore", args=[entry.pk])
    data = {f"parent_{doomed.pk}": home_page.pk, f"slug_{doomed.pk}": "古い製品"}
    assert browser.post(screen, data).context["form"].errors[f"slug_{doomed.pk}"]
    answer = browser.post(screen, data | {f"parent_{doomed.pk}": english.pk, f"slug_{doomed.pk}": "old"})
    assert answer.context["form"].errors[f"parent_{doomed.pk}"]


def test_desk_sees_no_bin_and_strangers_sign_in(desk: User, signed_in: SignIn, visitor: Client) -> None:
    assert signed_in(desk).get(reverse("page_bin")).status_code in (302, 403)
    assert visitor.get(reverse("page_bin")).status_code == 302


def test_colleague_cannot_end_what_another_deleted(
    doomed: CompanyPage, admin: User, marketing: User, signed_in: SignIn
) -> None:
    signed_in(admin).post(address(doomed), {"replacement": ""})
    entry = BinEntry.objects.get()
    browser = signed_in(marketing)
    assert "古い製品" in browser.get(reverse("page_bin")).content.decode()
    assert browser.get(reverse("page_bin_delete", args=[entry.pk])).status_code in (302, 403)
    assert signed_in(admin).post(reverse("page_bin_delete", args=[entry.pk])).status_code == 302
    assert not BinEntry.objects.exists()


def test_marketing_deletes_a_page_with_those_below(
    doomed: CompanyPage, marketing: User, signed_in: SignIn, home_page: Page
) -> None:
    doomed.add_child(instance=CompanyPage(title="部品", slug="buhin"))
    client, sent = signed_in(marketing), {"replacement": ""}
    client.post(address(doomed), sent)
    assert BinEntry.objects.get().pages == 2
    assert client.post(address(home_page), sent)["Location"].endswith(f"/{home_page.pk}/edit/")
    assert Page.objects.filter(pk=home_page.pk).exists()


def test_bulk_deletion_fills_the_bin_as_well(doomed: CompanyPage, marketing: User, signed_in: SignIn) -> None:
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    signed_in(marketing).post(f"{bulk}?id={doomed.pk}&next=/admin/")
    assert BinEntry.objects.get().title == "古い製品"
