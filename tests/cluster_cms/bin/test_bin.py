"""A deleted page can be brought back for 30 days, with everything that belonged to it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from cluster_cms.bin.bin_restoring import NewPlace, restore
from cluster_cms.bin.deleting import delete_into_bin
from cluster_cms.bin.emptying import empty_bin
from cluster_cms.bin.entries import BinEntry
from cluster_cms.pages.required_pages import ChangeRefused
from cluster_cms.security.accounts import User
from cluster_cms.security.audit import AuditEntry
from home.models import CompanyPage
from tests.infrastructure.cast import Clock

SignIn = Callable[[User], Client]


@pytest.fixture
def family(home_page: Page, admin: User) -> CompanyPage:
    """Returns a published Japanese page with a child and an English translation."""
    page = CompanyPage(title="樹脂の話", slug="jushi", owner=admin)
    home_page.add_child(instance=page)
    page.save_revision(user=admin).publish()
    child = CompanyPage(title="樹脂の話の続き", slug="tsuzuki")
    page.add_child(instance=child)
    child.save_revision().publish()
    english = page.copy_for_translation(home_page.get_translations().get().locale)
    english.title, english.slug = "About resin", "about-resin"
    english.save_revision().publish()
    return CompanyPage.objects.get(pk=page.pk)


def english_of(page: Page) -> CompanyPage:
    return CompanyPage.objects.get(title="About resin")


def back(entry: BinEntry, actor: User, **slugs: str) -> list[Page]:
    places = {
        root["page"]: NewPlace(Page.objects.get(pk=root["parent"]), slugs.get(root["slug"], root["slug"]))
        for root in entry.roots
    }
    return restore(entry, places=places, actor=actor)


def test_deleted_pages_are_in_no_table_of_pages(family: CompanyPage, admin: User, visitor: Client) -> None:
    entry = delete_into_bin([family, english_of(family)], actor=admin)
    assert entry.pages == 3
    assert not Page.objects.filter(title__contains="樹脂の話").exists()
    assert visitor.get("/jushi/").status_code == 404


def test_restoring_brings_children_and_translation_back(family: CompanyPage, admin: User, visitor: Client) -> None:
    key, number = family.translation_key, family.pk
    back(delete_into_bin([family, english_of(family)], actor=admin), admin)
    assert [visitor.get(at).status_code for at in ("/jushi/", "/jushi/tsuzuki/", "/en/about-resin/")] == [200] * 3
    assert Page.objects.get(pk=number).get_translations().get().title == "About resin"
    assert Page.objects.get(pk=number).translation_key == key
    assert not any(Page.find_problems())


def test_restored_page_keeps_drafts_and_history(family: CompanyPage, admin: User) -> None:
    family.title = "書きかけ"
    family.save_revision(user=admin)
    revisions = list(Revision.objects.filter(object_id=str(family.pk)).values_list("pk", flat=True).order_by("pk"))
    [page] = back(delete_into_bin([family], actor=admin), admin)
    found = Revision.objects.filter(object_id=str(page.pk)).values_list("pk", flat=True).order_by("pk")
    assert list(found) == revisions
    assert page.get_latest_revision_as_object().title == "書きかけ"
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.delete", user=admin).exists()


def test_page_comes_back_between_its_neighbours(family: CompanyPage, admin: User, home_page: Page) -> None:
    family.move(home_page.get_first_child(), pos="left")
    order = [page.pk for page in home_page.get_children()]
    back(delete_into_bin([CompanyPage.objects.get(pk=family.pk)], actor=admin), admin)
    assert [page.pk for page in home_page.get_children()] == order


def test_another_slug_is_kept_by_the_draft_as_well(family: CompanyPage, admin: User, visitor: Client) -> None:
    [page] = back(delete_into_bin([family], actor=admin), admin, jushi="jushi-2")
    assert page.slug == page.get_latest_revision_as_object().slug == "jushi-2"
    assert visitor.get("/jushi-2/tsuzuki/").status_code == 200


def test_links_from_other_pages_fit_again(family: CompanyPage, admin: User, home_page: Page) -> None:
    linking = CompanyPage(title="案内", slug="annai")
    linking.body = [{"type": "text", "value": f'<p><a linktype="page" id="{family.pk}">樹脂</a></p>'}]
    home_page.add_child(instance=linking)
    [page] = back(delete_into_bin([family], actor=admin), admin)
    assert ReferenceIndex.get_references_to(page).filter(object_id=str(linking.pk)).exists()


def test_new_translation_in_the_meantime_is_told(family: CompanyPage, admin: User, home_page: Page) -> None:
    english = english_of(family)
    entry = delete_into_bin([english], actor=admin)
    again = family.copy_for_translation(english.locale)
    assert again.pk
    with pytest.raises(ChangeRefused):
        back(entry, admin)
    assert BinEntry.objects.filter(pk=entry.pk).exists()


def test_bin_is_emptied_after_thirty_days(family: CompanyPage, admin: User, clock: Clock) -> None:
    delete_into_bin([family], actor=admin)
    clock.forward(days=30, hours=-1)
    empty_bin()
    assert BinEntry.objects.exists()
    clock.forward(hours=2)
    empty_bin()
    assert not BinEntry.objects.exists()
    assert AuditEntry.objects.get(action="bin.emptied").subject == f"page:{family.pk}"


def test_last_contact_page_is_not_deleted(contact_page: Page, admin: User) -> None:
    with pytest.raises(ChangeRefused):
        delete_into_bin([contact_page], actor=admin)
    assert not BinEntry.objects.exists()


def test_program_cannot_delete_past_the_bin(family: CompanyPage, admin: User, signed_in: SignIn) -> None:
    address = reverse("wagtailadmin_api:pages:action", args=[family.pk, "delete"])
    assert signed_in(admin).post(address, {}, "application/json").status_code == 403
    assert Page.objects.filter(pk=family.pk).exists()
