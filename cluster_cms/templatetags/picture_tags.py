"""Pictures of pages: `{% shown_picture picture "card" %}`, with a name of `cluster_cms.pages.pictures.places`."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from wagtail.models import Page

from cluster_cms.pages.pictures.places import PLACES, base_spec
from cluster_cms.pages.pictures.showing import one_file, picture_html, renditions_of_page

register = template.Library()


@register.simple_tag(takes_context=True)
def shown_picture(
    context: dict[str, Any], picture: Any, place: str, count: int = 0, alt: str | None = None
) -> SafeString:
    """Return a picture as HTML; nothing without one. `count` is how many stand in the grid.

    The first of a page is fetched at once, every other one when it comes near the window.
    """
    if not picture:
        return SafeString()
    request = context.get("request")
    use_known_renditions(request, context.get("page"), picture)
    where = PLACES[place].among(count)
    attributes = loading(request)
    return picture_html(where, picture, attributes if alt is None else {**attributes, "alt": alt})


@register.simple_tag(takes_context=True)
def picture_file(context: dict[str, Any], picture: Any, place: str) -> Any:
    """Return the one rendition of a picture in a place, for a map or a video; None if there is none."""
    if not picture:
        return None
    use_known_renditions(context.get("request"), context.get("page"), picture)
    return one_file(picture, base_spec(PLACES[place], picture))


@register.simple_tag(takes_context=True)
def first_picture(context: dict[str, Any]) -> str:
    """Say that a drawing of the design is the first picture of a page."""
    if request := context.get("request"):
        request.first_picture = False
    return ""


def loading(request: Any) -> dict[str, str]:
    if request is None or not getattr(request, "first_picture", True):
        return {"loading": "lazy"}
    request.first_picture = False
    return {"fetchpriority": "high"}


def use_known_renditions(request: Any, page: Any, picture: Any) -> None:
    """Give a picture, and the one for dark pages, what was rendered of it: once for all pictures of a page."""
    if request is None or not isinstance(page, Page) or not page.pk or hasattr(picture, "prefetched_renditions"):
        return
    if not hasattr(request, "page_renditions"):
        request.page_renditions = renditions_of_page(page)
    known = request.page_renditions
    if found := known.get(picture.pk):
        picture.prefetched_renditions = list(found)
    if night := known.get(picture.at_night_id):
        picture.at_night = night[0].image
        picture.at_night.prefetched_renditions = list(night)
