"""News: a page for each item, and a page that lists them by month and year."""

from datetime import date
from itertools import groupby

from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.search import index

from cluster_cms import clock
from cluster_cms.blocks.story import StoryBlock
from cluster_cms.pages.base_page import BasePage
from cluster_cms.pages.content_stamp import per_stamp
from cluster_cms.pages.sites import linkable

PER_PAGE = 20


class Category(models.TextChoices):
    """The subject of a news item."""

    COMPANY = "company", pgettext_lazy("news category", "Company")
    PRODUCTS = "products", pgettext_lazy("news category", "Products")
    EVENTS = "events", pgettext_lazy("news category", "Events")
    PRIVACY = "privacy", pgettext_lazy("news category", "Privacy")


@per_stamp
def news_index(locale_id: int) -> "NewsIndexPage | None":
    """Return the public list of news of a locale."""
    return linkable(NewsIndexPage.objects.live().filter(locale_id=locale_id)).first()


@per_stamp
def years_of(index: "NewsIndexPage") -> list[int]:
    """Return the years of a list's public items, newest first."""
    days = index.items().order_by().values_list("date", flat=True).distinct()
    return sorted({day.year for day in days}, reverse=True)


class NewsIndexPage(RoutablePageMixin, BasePage):
    """All news of a language, newest first, one year at a time."""

    content_panels = BasePage.content_panels
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]
    max_count_per_parent = 1
    page_description = _("Lists the news below it by itself.")

    class Meta:
        verbose_name = _("list of news")

    def items(self) -> models.QuerySet["NewsPage"]:
        """Return the public items, newest first."""
        return NewsPage.objects.child_of(self).live().defer_streamfields().order_by("-date", "-pk")

    def years(self) -> list[int]:
        """Return the years that have public items, newest first."""
        return years_of(self)

    def has_below(self, path: str) -> bool:
        """Tell whether there are news of the year of a path."""
        return path.strip("/") in map(str, self.years())

    @path("")
    def latest_year(self, request: HttpRequest) -> HttpResponse:
        """Show the newest year that has news."""
        years = self.years()
        return self.render_year(request, years, years[0] if years else clock.today().year)

    @path("<int:year>/")
    def one_year(self, request: HttpRequest, year: int) -> HttpResponse:
        years = self.years()
        if year not in years:
            raise Http404
        return self.render_year(request, years, year)

    def render_year(self, request: HttpRequest, years: list[int], year: int) -> HttpResponse:
        listing = Paginator(self.items().filter(date__year=year), PER_PAGE).get_page(request.GET.get("page"))
        months = [(day, list(news)) for day, news in groupby(listing, key=lambda item: item.date.replace(day=1))]
        return self.render(
            request, context_overrides={"years": years, "year": date(year, 1, 1), "months": months, "listing": listing}
        )


class NewsPage(BasePage):
    """One item of news."""

    date = models.DateField(_("date"), default=clock.today)
    category = models.CharField(_("category"), max_length=20, choices=Category.choices, default=Category.COMPANY)
    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("date"), FieldPanel("category")]),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("date")]
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types: list[str] = []
    page_description = _("One item of news with its date.")

    class Meta:
        verbose_name = _("news item")
