"""The template tag by which the page of a product shows its news."""

from collections.abc import Iterable

from django import template
from wagtail.models import Page

from cluster_cms.pages.languages import active_language
from cluster_cms.pages.sites import linkable
from home.models import NewsPage

MOST_NEWS = 5
register = template.Library()


@register.simple_tag
def news_of_product(key: str) -> Iterable[Page]:
    """Return the newest public news about a product, in the active language.

    The product is named by its key, for this app does not know the model.
    """
    shown = NewsPage.objects.live().filter(products__key=key, locale__language_code=active_language())
    newest: Iterable[Page] = linkable(shown.defer_streamfields()).order_by("-date", "-pk")[:MOST_NEWS]
    return newest
