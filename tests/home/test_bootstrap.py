"""The two home pages: made once, and never at the cost of anybody's content."""

from django.core.management import call_command
from wagtail.models import GroupPagePermission, Page, Site

from home.bootstrap import create_home_pages, set_up_site
from home.models import HomePage
from tests.home.making import home


def test_there_is_one_public_home_page_a_language_and_no_welcome_page(database: None) -> None:
    assert list(HomePage.objects.order_by("path").values_list("locale__language_code", "live")) == [
        ("ja", True),
        ("en", True),
    ]
    assert home("en").translation_key == home("ja").translation_key
    assert Page.objects.filter(depth=2).count() == 2


def test_running_it_again_changes_nothing(database: None) -> None:
    before = list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id", "slug"))
    rights = GroupPagePermission.objects.count()
    call_command("bootstrap_site", verbosity=0)
    assert list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id", "slug")) == before
    assert GroupPagePermission.objects.count() == rights


def test_the_unchanged_welcome_page_is_replaced(database: None, site: Site) -> None:
    welcome = Page(title="Welcome to your new Wagtail site!", slug="home")
    Page.get_first_root_node().add_child(instance=welcome)
    Site.objects.update(root_page=welcome)
    set_up_site(home())
    assert Site.objects.get().root_page_id == home().pk
    assert not Page.objects.filter(pk=welcome.pk).exists()


def test_somebody_elses_root_page_stays(database: None, site: Site) -> None:
    theirs = Page(title="Our old site", slug="old")
    Page.get_first_root_node().add_child(instance=theirs)
    Site.objects.update(root_page=theirs)
    create_home_pages()
    assert Site.objects.get().root_page_id == theirs.pk


def test_a_welcome_page_that_somebody_edited_stays(database: None, site: Site) -> None:
    edited = Page(title="Welcome to your new Wagtail site!", slug="home")
    Page.get_first_root_node().add_child(instance=edited)
    edited.save_revision()
    Site.objects.update(root_page=edited)
    create_home_pages()
    assert Page.objects.filter(pk=edited.pk).exists()
