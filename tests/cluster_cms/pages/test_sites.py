"""What is remembered of sites and languages never hides a change made here, and never opens what is closed."""

from django.test import Client
from wagtail.models import Page, PageViewRestriction, Site

from cluster_cms.pages import sites
from cluster_cms.pages.site_settings import default_site
from home.models import SitemapPage
from tests.infrastructure.cast import take_down


def test_a_changed_site_is_seen_at_once(contact_page: Page) -> None:
    site = default_site()
    site.site_name = "新しい名前"
    site.save()
    assert default_site().site_name == "新しい名前"


def test_a_second_site_answers_at_its_own_host(visitor: Client, contact_page: Page) -> None:
    visitor.get("/")
    Site.objects.bulk_create([Site(hostname="second.example.com", root_page=contact_page)])
    assert visitor.get("/", headers={"host": "testserver"}).context["page"].pk != contact_page.pk


def test_what_is_remembered_is_not_shared(visitor: Client) -> None:
    default_site().site_name = "nobody saved this"
    assert default_site().site_name != "nobody saved this"


def test_another_page_at_the_same_address_is_served(visitor: Client, contact_page: Page) -> None:
    assert visitor.get("/contact-us/").context["page"].specific_class is type(contact_page)
    parent = contact_page.get_parent()
    Page.objects.filter(pk=contact_page.pk).update(slug="moved")
    parent.add_child(instance=SitemapPage(title="別の頁", slug="contact-us"))
    assert isinstance(visitor.get("/contact-us/").context["page"], SitemapPage)


def test_an_unpublished_page_is_gone_at_once(visitor: Client, contact_page: Page) -> None:
    assert visitor.get("/contact-us/").status_code == 200
    take_down(contact_page)
    assert visitor.get("/contact-us/").status_code == 404


def test_a_restriction_of_a_page_above_is_found(contact_page: Page) -> None:
    assert list(contact_page.get_view_restrictions()) == []
    login = PageViewRestriction.LOGIN
    closed = PageViewRestriction(page=contact_page.get_parent(), restriction_type=login)
    PageViewRestriction.objects.bulk_create([closed])  # saving one is refused: nobody would reach the form
    assert list(contact_page.get_view_restrictions()) == [closed]


def test_each_language_has_its_own_home_page(visitor: Client, language: str) -> None:
    page = visitor.get({"ja": "/", "en": "/en/"}[language]).context["page"]
    assert (page.locale.language_code, sites.language_of(page)) == (language, language)
