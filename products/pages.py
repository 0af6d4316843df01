"""The pages of the products: an index with finder and comparison, families, products."""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page
from wagtail.search import index

from cluster_cms.pages.base_page import BasePage
from cluster_cms.pages.languages import active_language, paired
from cluster_cms.pages.page_description import description_of
from cluster_cms.pages.sites import language_of
from products.catalogue.loading import catalogue, names_of
from products.models import Family, Product
from products.public import search_text
from products.public.listing import pictures_of, product_rows
from products.public.product_data import product_data
from products.public.results import begin_search, clean_query, results_context
from products.public.side_by_side import begin_comparison, comparison_context
from products.public.specification import product_context


class ProductIndexPage(RoutablePageMixin, BasePage):
    """All products of a language: families, the finder, and products side by side."""

    lead = models.TextField(_("lead"), max_length=200, blank=True, help_text=_("One or two sentences under the title."))

    content_panels = [*BasePage.content_panels, FieldPanel("lead")]
    search_fields = [*BasePage.search_fields, index.SearchField("lead")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["products.FamilyPage"]
    max_count_per_parent = 1
    visitor_name = pgettext_lazy("result", "Products")
    page_description = _("Lists the products by itself, with a finder and a comparison.")

    class Meta:
        verbose_name = _("list of products")

    def summary(self, language: str | None = None) -> str:
        return super().summary(language) or self.lead

    def has_below(self, path: str) -> bool:
        """Tell whether this page answers at a path below it by itself."""
        return path == "compare/"

    @path("")
    def results(self, request: HttpRequest) -> HttpResponse:
        """Show what the finder finds, at the one clean address of a question."""
        search = begin_search(request)
        query = clean_query(search, request)
        if query is not None and query != request.META.get("QUERY_STRING", ""):
            return redirect(f"{request.path}?{query}" if query else request.path)
        context = results_context(search, request.GET.get("page"))
        return self.render(request, context_overrides={**context, "families": family_cards()})

    @path("compare/")
    def compare(self, request: HttpRequest) -> HttpResponse:
        """Show products side by side, at the one clean address of a choice."""
        choice = begin_comparison(request)
        query = choice.query()
        if query != request.META.get("QUERY_STRING", "") and not choice.unknown:
            return redirect(f"{request.path}?{query}" if query else request.path)
        context = {**comparison_context(choice), "crumbs": [(_("Compare products"), None)]}
        return self.render(request, context_overrides=context, template="products/compare.html")


def family_cards() -> list[dict[str, Any]]:
    """Return the families that have a page, each with the picture of its first product."""
    language = active_language()
    known = catalogue(language)
    first = {entry.family: entry for entry in reversed(known.entries)}
    shown = [group for group in known.families.values() if language in group.addresses and group.key in first]
    pictures = pictures_of([first[group.key] for group in shown])
    return [
        {
            "name": group.names[language],
            "summary": group.summaries[language],
            "address": group.addresses[language],
            "picture": pictures.get(first[group.key].picture or 0),
        }
        for group in shown
    ]


class FamilyPage(BasePage):
    """The products of a family."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="pages", verbose_name=_("family"))

    content_panels = [*BasePage.content_panels, FieldPanel("family")]
    search_fields = [*BasePage.search_fields, index.SearchField("shown_text")]
    parent_page_types = ["products.ProductIndexPage"]
    subpage_types = ["products.ProductPage"]
    visitor_name = pgettext_lazy("result", "Products")
    page_description = _("Lists the products of a family by itself.")

    class Meta:
        verbose_name = _("product family page")

    def display_title(self, language: str | None = None) -> str:
        return names_of(Family)[self.family_id][language or active_language()]

    def summary(self, language: str | None = None) -> str:
        return super().summary(language) or paired(self.family, "summary", language)

    def shown_text(self) -> str:
        """Return name and summary of the family in the language of the page."""
        return " ".join(paired(self.family, name, language_of(self)) for name in ("name", "summary"))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        language = active_language()
        known = catalogue(language)
        entries = [entry for entry in known.entries if entry.family == self.family.key]
        rows = product_rows(entries, known, language)
        return {**context, "rows": rows, "count": len(rows), "index": self.get_parent()}


class ProductPage(BasePage):
    """A product; its figures are in one record for both languages."""

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="pages", verbose_name=_("product"))

    content_panels = [*BasePage.content_panels, FieldPanel("product")]
    search_fields = [*BasePage.search_fields, index.SearchField("shown_text"), index.SearchField("other_forms")]
    search_relations = search_text.RELATIONS
    unseen_search_fields = ("other_forms",)
    parent_page_types = ["products.FamilyPage"]
    subpage_types: list[str] = []
    visitor_name = pgettext_lazy("result", "Product")
    page_description = _("A product. Its texts and figures are edited under “Products”.")

    class Meta:
        verbose_name = _("product page")

    def display_title(self, language: str | None = None) -> str:
        return names_of(Product)[self.product_id][language or active_language()]

    def summary(self, language: str | None = None) -> str:
        return super().summary(language) or paired(self.product, "summary", language)

    def shown_text(self) -> str:
        return search_text.shown_text(self.product, language_of(self))

    def other_forms(self) -> str:
        return search_text.other_forms(self.product)

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Answer only while the product is published."""
        if not self.product.live:
            raise Http404
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        index_page = Page.objects.ancestor_of(self).type(ProductIndexPage).first()
        return {**context, **self.shown, "index": index_page}

    @cached_property
    def shown(self) -> dict[str, Any]:
        return product_context(self.product)

    def structured_data(self) -> list[dict[str, Any]]:
        """Return the product, once it is in the catalogue."""
        if "entry" not in self.shown:
            return []
        return [product_data(self.shown, self.url, description_of(self, active_language()))]
