"""However it is tried, a language keeps home page and last contact page, and no page takes an address of the site."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cluster_cms import clock
from cluster_cms.operations.scheduled import publish_and_expire
from cluster_cms.pages.required_pages import ChangeRefused, read_tree
from cluster_cms.pages.tree_guards import answers_itself
from contact.pages import ContactPage
from home.models import CompanyPage, HomePage
from tests.infrastructure.cast import live_page

Act = Callable[[Page], object]
LOGIN = PageViewRestriction.LOGIN


def save_with(page: Page, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(page, name, value)
    page.save()


def publish_with(page: Page, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


def soon() -> Any:
    return clock.now() + timedelta(days=1)


def unpublish_all(page: Page) -> None:
    UnpublishPageAction(page.specific, include_descendants=True).execute(skip_permission_checks=True)


# What loses any required page, and what loses a contact page through a page above it.
WAYS: dict[str, Act] = {
    "delete": lambda page: page.delete(),
    "delete by its base class": lambda page: Page.objects.get(pk=page.pk).delete(),
    "delete by a query": lambda page: Page.objects.filter(pk=page.pk).delete(),
    "delete by a query of its type": lambda page: type(page).objects.filter(pk=page.pk).delete(),
    "delete all of its type": lambda page: type(page).objects.all().delete(),
    "unpublish": lambda page: page.unpublish(),
    "unpublish by a query": lambda page: Page.objects.filter(pk=page.pk).unpublish(),
    "save as a draft": lambda page: save_with(page, live=False),
    "save one column": lambda page: save_one(page, live=False),
    "expire": lambda page: save_with(page, expire_at=soon()),
    "publish until a time": lambda page: publish_with(page, expire_at=soon()),
    "restrict": lambda page: PageViewRestriction.objects.create(page=page, restriction_type=LOGIN),
    "write in the other language": lambda page: save_with(page, locale=other_locale(page), translation_key=uuid4()),
}
WAYS_ABOVE: dict[str, Act] = {
    "delete": lambda page: page.get_parent().delete(),
    "delete by a query": lambda page: Page.objects.filter(pk=page.get_parent().pk).delete(),
    "unpublish with what is below": lambda page: unpublish_all(page.get_parent()),
    "restrict": lambda page: PageViewRestriction.objects.create(page=page.get_parent(), restriction_type=LOGIN),
    "move out of the site": lambda page: page.move(Page.get_first_root_node(), "last-child"),
    "move to the other language": lambda page: page.move(home_of_other(page), "last-child"),
}


def save_one(page: Page, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(page, name, value)
    page.save(update_fields=list(changes), clean=False)


def other_locale(page: Page) -> Locale:
    return Locale.objects.exclude(pk=page.locale_id).get()


def home_of_other(page: Page) -> Page:
    return live_page("home.homepage", other_locale(page).language_code)


def refused(act: Act, page: Page) -> bool:
    """Try an act; return whether it was refused and everything is as it was."""
    before = read_tree()
    try:
        with transaction.atomic():
            act(page)
    except (ChangeRefused, ProtectedError):  # the policy below a home page protects itself
        return read_tree() == before
    return False


def test_no_way_loses_the_last_page(database: None, language: str) -> None:
    for model in ("contact.contactpage", "home.homepage"):
        for name, act in WAYS.items():
            assert refused(act, live_page(model, language)), (model, name)
    for name, act in WAYS_ABOVE.items():
        assert refused(act, live_page("contact.contactpage", language)), name


def test_a_refusal_outside_a_transaction_changes_nothing(committed_db: None) -> None:
    before = read_tree()
    for name, act in WAYS.items():
        with pytest.raises(ChangeRefused):
            act(live_page("contact.contactpage"))
        assert read_tree() == before, name


def test_the_last_but_one_may_go_and_then_no_more(contact_page: ContactPage) -> None:
    copy = contact_page.copy(update_attrs={"slug": "contact-too"})
    contact_page.unpublish()
    assert refused(WAYS["unpublish"], copy)
    assert refused(WAYS["delete"], copy)
    Page.objects.get(pk=contact_page.pk).delete()


def test_one_that_expires_does_not_count_for_another(contact_page: ContactPage) -> None:
    copy = contact_page.copy(update_attrs={"slug": "contact-too"})
    publish_with(copy.specific, expire_at=soon())
    assert refused(WAYS["delete"], contact_page)
    Page.objects.filter(pk=copy.pk).update(expire_at=clock.now() - timedelta(minutes=1))
    publish_and_expire()
    assert not Page.objects.get(pk=copy.pk).live


def test_renaming_and_moving_within_the_site_leave_a_redirect(
    visitor: Client, contact_page: ContactPage, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        publish_with(contact_page, slug="inquiry")
    assert visitor.get("/contact-us/").headers["Location"].endswith("/inquiry/")
    contact_page.move(company(), "last-child")
    assert visitor.get("/inquiry/").headers["Location"].endswith("/corporate-profile/inquiry/")


def company() -> Page:
    return Page.objects.get(slug="corporate-profile", locale__language_code="ja")


# --- The site and its root -----------------------------------------------------------------------------------------


def test_the_root_is_a_live_home_page_of_the_first_language(site: Site, contact_page: ContactPage) -> None:
    english = live_page("home.homepage", "en")
    for page in (contact_page, company(), english, Page.get_first_root_node()):
        site.root_page = page
        with pytest.raises(ChangeRefused):
            site.save()
        with pytest.raises(ChangeRefused):
            Site.objects.create(hostname="second.example.com", root_page=page)
    assert Site.objects.get().root_page_id == live_page("home.homepage").pk


def test_a_home_page_without_a_form_below_it_is_no_root(site: Site, home_page: HomePage) -> None:
    other = HomePage(title="別のホーム", slug="other", locale=home_page.locale)
    Page.get_first_root_node().add_child(instance=other)
    site.root_page = other
    with pytest.raises(ChangeRefused, match="お問い合わせページ"):
        site.save()


def test_the_default_site_stays(site: Site) -> None:
    with pytest.raises(ChangeRefused), transaction.atomic():
        site.delete()
    site.is_default_site = False
    with pytest.raises(ChangeRefused):
        site.save()


def test_everything_else_of_a_site_can_be_changed(site: Site) -> None:
    site.hostname, site.port, site.site_name = "www.example.com", 443, "例"
    site.save()
    assert Site.objects.get().hostname == "www.example.com"


def test_a_language_with_pages_stays_the_language_it_is(database: None) -> None:
    english = Locale.objects.get(language_code="en")
    english.language_code = "fr"
    with pytest.raises(ChangeRefused):
        english.save()


# --- Addresses of the site itself ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language, prefix", [("ja", "/"), ("en", "/en/")])
def test_the_site_itself_answers_at_these_addresses(language: str, prefix: str) -> None:
    for path in (
        "your-data/",
        "search/",
        "promises/",
        "about/your-data/",
        f"about/consent/{'t' * 43}/",
        "your-data/asked/",
    ):
        assert answers_itself(prefix + path, language), path
    for path in ("", "news/", "consent/", "about/consent/", "your-data-policy/", "searching/", "about/consent/basics/"):
        assert not answers_itself(prefix + path, language), path


def test_no_page_hides_behind_the_other_language_or_the_staff_area() -> None:
    assert [answers_itself(path, "ja") for path in ("/en/", "/en/news/", "/admin/", "/ja/")] == [
        True,
        True,
        True,
        False,
    ]


def test_no_page_takes_an_address_of_the_site(home_page: HomePage) -> None:
    below = company()
    for parent, slug in ((home_page, "your-data"), (home_page, "en"), (home_page, "search"), (below, "your-data")):
        with pytest.raises(ChangeRefused), transaction.atomic():
            parent.add_child(instance=CompanyPage(title="頁", slug=slug, locale=home_page.locale))
        with pytest.raises(ChangeRefused), transaction.atomic():
            below.copy(to=parent, update_attrs={"slug": slug})
    assert refused(lambda page: save_with(page, slug="your-data"), below.specific)
    assert refused(lambda page: publish_with(page, slug="search"), below.specific)


def test_no_page_is_moved_to_an_address_of_the_site(home_page: HomePage) -> None:
    consent = company().add_child(instance=CompanyPage(title="同意", slug="consent", locale=home_page.locale))
    page = company().add_child(instance=CompanyPage(title="頁", slug="t" * 43, locale=home_page.locale))
    with pytest.raises(ChangeRefused):
        page.move(consent, "last-child")  # a token has as many characters


def test_what_stands_at_an_address_of_the_site_already_can_be_taken_down(home_page: HomePage) -> None:
    page = home_page.add_child(instance=CompanyPage(title="頁", slug="page", locale=home_page.locale))
    Page.objects.filter(pk=page.pk).update(slug="search", url_path=f"{home_page.url_path}search/")
    CompanyPage.objects.get(pk=page.pk).unpublish()
    assert not Page.objects.get(pk=page.pk).live
