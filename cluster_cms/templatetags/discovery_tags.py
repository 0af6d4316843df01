"""The head of a page for search engines and cards: addresses, description, picture, structured data."""

from typing import Any

from django import template
from django.http import HttpRequest

from cluster_cms.pages import navigation
from cluster_cms.pages.absolute import absolute
from cluster_cms.pages.base_page import BasePage
from cluster_cms.pages.card_picture import HEIGHT, WIDTH, card_address
from cluster_cms.pages.languages import JAPANESE, active_language
from cluster_cms.pages.page_description import description_of
from cluster_cms.pages.pictures.showing import one_file
from cluster_cms.pages.structured_data import breadcrumb_list, json_ld, organization, website

register = template.Library()


@register.simple_tag(takes_context=True)
def discovery(context: dict[str, Any], frame: dict[str, Any]) -> dict[str, Any]:
    """Return what the head states of a page or view; `canonical` in the context names another address."""
    request: HttpRequest = context["request"]
    page = context.get("page")
    page = page if isinstance(page, BasePage) and page.pk else None
    own = absolute(own_path(request))
    return {
        "canonical": context.get("canonical") or own,
        "alternates": alternates(own, frame["alternate"]),
        "structured": json_ld(things(context, page)),
        **(card(page) if page else {}),
    }


def own_path(request: HttpRequest) -> str:
    """Return the path of a request, with the number of a page of a list from the second on."""
    number = request.GET.get("page", "")
    return f"{request.path}?page={number}" if number.isascii() and number.isdigit() and number > "1" else request.path


def alternates(own: str, other: str) -> list[tuple[str, str]]:
    """Return language and address of each variant (hreflang); the Japanese one is for everybody else."""
    language = active_language()
    known = {language: own}
    if other:
        known[next(code for code in ("ja", "en") if code != language)] = other
    return [*sorted(known.items()), ("x-default", known.get(JAPANESE, own))]


def card(page: BasePage) -> dict[str, Any]:
    """Return description, title and picture of a page when it is shared."""
    picture = page.sharing_image or page.listing_image
    shown = one_file(picture, "fill-1200x630|format-jpeg") if picture else None
    return {
        "description": description_of(page, active_language()),
        "sharing_title": page.shared_title(active_language()),
        "article": page.is_article,
        "picture": absolute(card_address(page) if shown is None else shown.url),
        "width": WIDTH if shown is None else shown.width,
        "height": HEIGHT if shown is None else shown.height,
    }


def things(context: dict[str, Any], page: BasePage | None) -> list[dict[str, Any]]:
    """Return the structured data of a page: the company, the site, the way to the page, its own."""
    language = active_language()
    found = [organization(language), website(language)]
    if page is None:
        return found
    steps = [(step.label, step.url or page.url) for step in navigation.breadcrumbs_to(page)]
    steps += [(label, address or context["request"].path) for label, address in context.get("crumbs", [])]
    if len(steps) > 1:
        found.append(breadcrumb_list(steps))
    return found + page.structured_data()
