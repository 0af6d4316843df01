"""Creates the two home pages, the default site and the rights of marketing, where they are missing."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Locale, Page, Site

from cluster_cms.pages.languages import ENGLISH, JAPANESE
from cluster_cms.security.accounts import MARKETING, grant, grant_on_page
from home.models.company import HomePage

PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "bulk_delete_page")  # the last: with pages below


def create_home_pages() -> None:
    """Create and publish both home pages: the Japanese one as root of the default site, the English translation."""
    japanese = HomePage.objects.filter(locale__language_code=JAPANESE).first() or create_home()
    english = HomePage.objects.filter(translation_key=japanese.translation_key, locale__language_code=ENGLISH).first()
    set_up_site(japanese)
    for home in (japanese, english or translate_home(japanese)):
        grant_on_page(MARKETING, home, *PAGE_RIGHTS)
    grant(MARKETING, "simple_translation.submit_translation")
    grant(MARKETING, *(f"wagtailredirects.{verb}_redirect" for verb in ("add", "change", "delete")))


def create_home() -> HomePage:
    locale = Locale.objects.get(language_code=JAPANESE)
    with translation.override(JAPANESE):
        home = HomePage(title=gettext("Home"), slug=JAPANESE, locale=locale)
    Page.get_first_root_node().add_child(instance=home)
    home.save_revision().publish()
    return home


def translate_home(japanese: HomePage) -> HomePage:
    """Create and publish the English home page; without it Wagtail would serve Japanese pages under /en/."""
    home: HomePage = japanese.copy_for_translation(Locale.objects.get(language_code=ENGLISH))
    with translation.override(ENGLISH):
        home.title, home.slug = gettext("Home"), ENGLISH
    home.save_revision().publish()
    return home


def set_up_site(home: HomePage) -> None:
    """Set the root page of the default site, unless it has one with real content."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        site = Site(is_default_site=True, hostname="localhost")
    elif not is_welcome_page(site.root_page):
        return
    welcome = site.root_page if site.pk else None
    address = urlsplit(settings.SITE_URL)
    site.hostname = address.hostname or site.hostname
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.root_page = home
    site.save()
    if welcome:
        welcome.delete()


def is_welcome_page(page: Page) -> bool:
    """Tell whether a page is the unchanged sample page of a new Wagtail."""
    untouched = page.specific_class is Page and page.latest_revision_id is None
    return untouched and page.is_leaf() and page.title.startswith("Welcome to your new Wagtail site")
