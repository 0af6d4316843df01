"""News: a page for each item, and a page that lists them by month, year and category, with Atom feeds."""

from datetime import date
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path
from wagtail.fields import StreamField
from wagtail.search import index

from cluster_cms import clock
from cluster_cms.blocks.story import StoryBlock
from cluster_cms.pages.absolute import absolute
from cluster_cms.pages.base_page import BasePage
from cluster_cms.pages.content_stamp import per_stamp
from cluster_cms.pages.inquiry_topics import find_topics
from cluster_cms.pages.page_description import description_of
from cluster_cms.pages.sites import language_of, linkable
from cluster_cms.pages.structured_data import reference, without_blanks
from cluster_cms.text.long_choices import LongChoices
from home.feeds import news_feed

PER_PAGE = 20


class Category(models.TextChoices):
    """The subject of a news item; part of the address of its list."""

    COMPANY = "company", pgettext_lazy("news category", "Company")
    PRODUCTS = "products", pgettext_lazy("news category", "Products")
    EVENTS = "events", pgettext_lazy("news category", "Events")
    PRIVACY = "privacy", pgettext_lazy("news category", "Privacy")


CATEGORY = f"(?:(?P<category>{'|'.join(Category.values)})/)?"


@per_stamp
def news_index(locale_id: int) -> "NewsIndexPage | None":
    """Return the public list of news of a locale."""
    return linkable(NewsIndexPage.objects.live().filter(locale_id=locale_id)).first()


@per_stamp
def years_by_category(index: "NewsIndexPage") -> dict[str, list[int]]:
    """Return the years of a list's public items, newest first, for each category that has any, and for "", all."""
    found = index.items().order_by().values_list("category", "date__year").distinct()
    years: dict[str, set[int]] = {"": {year for _category, year in found}}
    for category, year in found:
        years.setdefault(category, set()).add(year)
    return {category: sorted(numbers, reverse=True) for category, numbers in years.items()}


class NewsIndexPage(RoutablePageMixin, BasePage):
    """All news of a language or of a category, newest first, one year at a time."""

    content_panels = BasePage.content_panels
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]
    max_count_per_parent = 1
    visitor_name = pgettext_lazy("result", "News")
    page_description = _("Lists the news below it by itself.")

    class Meta:
        verbose_name = _("list of news")

    def items(self, category: str = "") -> models.QuerySet["NewsPage"]:
        """Return the public items, of a category where one is named, newest first."""
        items = NewsPage.objects.child_of(self).live().defer_streamfields().order_by("-date", "-pk")
        return items.filter(category=category) if category else items

    def years(self, category: str = "") -> list[int]:
        """Return the years that have public items, newest first."""
        return years_by_category(self).get(category, [])

    def categories(self) -> list[Category]:
        """Return the categories that have public items."""
        return [category for category in Category if self.years(category)]

    def has_below(self, path: str) -> bool:
        """Tell whether there are news of the category and the year of a path, such as `products/2025`."""
        *category, last = path.strip("/").split("/")
        if last in Category.values or last == "feed.atom":
            return last == "feed.atom" or bool(self.years(last))
        return last in map(str, self.years("".join(category)))

    @re_path(rf"^{CATEGORY}(?:(?P<year>\d{{1,9}})/)?$", name="one_list")
    def one_list(self, request: HttpRequest, category: str | None = None, year: str | None = None) -> HttpResponse:
        """Show a year, or the newest one that has news."""
        years = self.years(category or "")
        shown = int(year) if year else next(iter(years), clock.today().year)
        if (year or category) and shown not in years:
            raise Http404
        return self.render_year(request, category or "", years, shown)

    @re_path(rf"^{CATEGORY}feed\.atom/$", name="feed")
    def feed(self, request: HttpRequest, category: str | None = None) -> HttpResponse:
        """Return the latest news as an Atom feed."""
        label = str(Category(category).label) if category else ""
        return news_feed(self, list(self.items(category or "")[:PER_PAGE]), label, self.address(category or "", "feed"))

    def address(self, category: str, name: str = "", year: int | None = None) -> str:
        """Return the address of a list, of one of its years, or of its feed, without the host."""
        parts = [category, str(year or ""), ""]
        return f"{self.url}{'/'.join(filter(None, parts))}{'/' if any(parts) else ''}{'feed.atom' if name else ''}"

    def render_year(self, request: HttpRequest, category: str, years: list[int], year: int) -> HttpResponse:
        listing = Paginator(self.items(category).filter(date__year=year), PER_PAGE).get_page(request.GET.get("page"))
        months = [
            (day, list(news)) for day, news in groupby(listing, key=lambda item: publication_day(item).replace(day=1))
        ]
        context = {
            "category": Category(category) if category else None,
            "crumbs": [(Category(category).label, None)] if category else [],
            "categories": [(one, self.address(one)) for one in self.categories()],
            "years": [(number, self.address(category, year=number)) for number in years],
            "feed": self.address(category, "feed"),
            "year": date(year, 1, 1),
            "months": months,
            "listing": listing,
        }
        return self.render(request, context_overrides=context)


def publication_day(item: "NewsPage") -> date:
    """Return the date of an item: as written, else the day in Tokyo on which it went live or is to, else today.

    A later change, scheduled or not, does not move it.
    """
    moments = [moment for moment in (item.go_live_at, item.first_published_at) if moment]
    return item.date or (min(moments).astimezone(clock.TOKYO).date() if moments else clock.today())


class NewsPage(BasePage):
    """One item of news; an event says when and where."""

    date = models.DateField(
        _("date"), null=True, blank=True, help_text=_("Empty: the day on which the item is published.")
    )
    category = models.CharField(_("category"), max_length=20, choices=Category.choices, default=Category.COMPANY)
    event_begins = models.DateField(_("first day"), null=True, blank=True)
    event_ends = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Empty: the event lasts for one day.")
    )
    event_place = models.CharField(_("place"), max_length=120, blank=True)
    products = ParentalManyToManyField(
        "products.Product",
        blank=True,
        related_name="news",
        verbose_name=_("products"),
        help_text=_("The item links to them, and their pages to the item."),
    )
    body = StreamField(StoryBlock(), verbose_name=_("body"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("date"), FieldPanel("category")]),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("event_begins"), FieldPanel("event_ends")]), FieldPanel("event_place")],
            heading=_("Event, such as a fair"),
        ),
        FieldPanel("body"),
        FieldPanel("products", widget=LongChoices),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("event_place"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]
    is_article = True
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types: list[str] = []
    visitor_name = pgettext_lazy("result", "News")
    page_description = _("One item of news with its date.")

    class Meta:
        verbose_name = _("news item")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; an item without a date gets that of its publication when it goes live."""
        if self.live:
            self.date = publication_day(self)
        super().save(*args, **kwargs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show a draft under the date that it would get."""
        self.date = publication_day(self)
        response: HttpResponse = super().serve_preview(request, mode_name)
        return response

    def clean(self) -> None:
        """Raise ValidationError for an event that ends before it begins."""
        super().clean()
        if self.event_ends and (self.event_begins is None or self.event_ends < self.event_begins):
            raise ValidationError({"event_ends": _("The last day comes after the first day.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        about = find_topics((product.key for product in self.products.all()), language_of(self))
        return {**super().get_context(request, *args, **kwargs), **self.neighbours(), "about": about}

    def structured_data(self) -> list[dict[str, Any]]:
        """Return the item as an article of the company."""
        changed = self.last_published_at
        article = {
            "@type": "NewsArticle",
            "headline": self.title,
            "url": absolute(self.url),
            "inLanguage": language_of(self),
            "datePublished": publication_day(self).isoformat(),
            "dateModified": changed.isoformat(timespec="seconds") if changed else "",
            "description": description_of(self, language_of(self)),
            "author": reference(),
            "publisher": reference(),
        }
        return [without_blanks(article)]

    def category_address(self) -> str:
        """Return the address of the list of the item's category."""
        address: str = self.get_parent().specific.address(self.category)
        return address

    def neighbours(self) -> dict[str, "NewsPage | None"]:
        """Return the public items before and after this one in time."""
        others = linkable(NewsPage.objects.sibling_of(self, inclusive=False).live())
        older = Q(date__lt=self.date) | Q(date=self.date, pk__lt=self.pk)
        return {
            "older": others.filter(older).order_by("-date", "-pk").first(),
            "newer": others.exclude(older).order_by("date", "pk").first(),
        }
