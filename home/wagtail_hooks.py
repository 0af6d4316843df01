"""What the company pages register with Wagtail and with the hooks of the ground floor."""

from collections.abc import Iterable

from wagtail import hooks

from cluster_cms.pages.navigation import SiteLink
from cluster_cms.pages.sites import linkable
from home.bootstrap import create_home_pages
from home.models import CompanyPage, SitemapPage
from home.quick_actions import page_actions

hooks.register("register_bootstrap", create_home_pages, order=10)
hooks.register("register_quick_actions", page_actions, order=10)


@hooks.register("register_site_links")
def register_help_links(language: str) -> Iterable[SiteLink]:
    """Yield the links to the pages marked for the footer, and to the sitemap."""
    for pages in (CompanyPage.objects.filter(in_footer=True), SitemapPage.objects.all()):
        for page in linkable(pages.live().filter(locale__language_code=language)):
            yield SiteLink("help", page.title, page.url)
