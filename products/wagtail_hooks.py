"""What the products register with Wagtail and with the hooks of the ground floor, and the rights of marketing."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cluster_cms.dashboard.quick_actions import QuickAction
from cluster_cms.pages.inquiry_topics import Topic
from cluster_cms.security.accounts import MARKETING, User, grant
from products.catalogue.loading import catalogue
from products.exchange import views
from products.models import PartNumber
from products.public.quoting import figure_source
from products.viewsets import ProductGroup

RIGHTS = ("add", "change", "delete")
PRODUCT_LIST = "wagtailsnippets_products_product:list"
MODELS = ("application", "family", "product", "property")


@hooks.register("register_bootstrap", order=15)
def grant_products() -> None:
    """Give marketing all rights over products and their dictionary."""
    grant(MARKETING, *(f"products.{right}_{model}" for model in MODELS for right in RIGHTS))
    grant(MARKETING, "products.publish_product")


@hooks.register("register_inquiry_topics")
def products_asked_about(keys: Sequence[str] | None, language: str) -> Iterable[Topic]:
    """Yield the products of the keys, or all, that have a public page in a language."""
    for entry in catalogue(language).entries:
        if keys is None or entry.key in keys:
            yield Topic(entry.key, entry.names[language], entry.addresses[language])


@hooks.register("register_page_names")
def part_numbers(language: str) -> list[tuple[str, int]]:
    """Return the part numbers of products, also former ones, with the ids of their pages in a language."""
    shown = PartNumber.objects.filter(product__pages__locale__language_code=language, product__pages__live=True)
    return list(shown.values_list("number", "product__pages__pk"))


@hooks.register("register_search_words")
def product_words(language: str) -> Iterable[str]:
    """Return the names of products, families, applications and properties in a language."""
    known = catalogue(language)
    groups = (*known.families.values(), *known.uses.values())
    names = [*(one.names for one in known.entries), *(one.names for one in groups)]
    return [one[language] for one in (*names, *(one.names for one in known.quantities.values()))]


@hooks.register("register_quick_actions", order=20)
def product_actions(request: HttpRequest, user: User) -> Iterable[QuickAction]:
    """Yield the action that opens the list of products."""
    address, may_change = reverse(PRODUCT_LIST), user.has_perm("products.change_product")
    yield QuickAction(_("Correct the figures of a product"), address, "pick", may_change, MARKETING)


hooks.register("register_admin_urls", views.urls)
hooks.register("register_quoted_figures", figure_source)
register_snippet(ProductGroup)
