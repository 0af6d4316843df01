"""What the company pages tell the ground floor and Wagtail."""

from collections.abc import Iterable

from wagtail import hooks

from cluster_cms.demo import Stage
from cluster_cms.pages.navigation import SiteLink
from cluster_cms.pages.sites import linkable
from home.bootstrap import make_home_pages
from home.demo.load import load_company_pages
from home.models import CompanyPage, SitemapPage


@hooks.register("register_bootstrap", order=10)
def register_home_pages() -> None:
    make_home_pages()


@hooks.register("register_demo", order=10)
def register_company_demo(stage: Stage) -> None:
    load_company_pages(stage)


@hooks.register("register_site_links")
def register_help_links(language: str) -> Iterable[SiteLink]:
    """Offer the pages marked for the footer, and the sitemap."""
    for pages in (CompanyPage.objects.filter(in_footer=True), SitemapPage.objects.all()):
        for page in linkable(pages.live().filter(locale__language_code=language)):
            yield SiteLink("help", page.title, page.url)
