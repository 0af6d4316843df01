"""Template tags and filters: header and footer, breadcrumbs, language switch, paired fields, dates."""

from typing import Any
from urllib.parse import quote

from django import template
from django.core import paginator
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.encoding import uri_to_iri
from django.utils.html import format_html
from django.utils.translation import gettext
from wagtail.models import Page

from cluster_cms.clock import today, tokyo_date, tokyo_day, tokyo_time
from cluster_cms.pages import navigation
from cluster_cms.pages.absolute import absolute
from cluster_cms.pages.base_page import display_title, may_edit
from cluster_cms.pages.languages import JAPANESE, active_language, other_language, paired
from cluster_cms.pages.navigation import BreadcrumbItem, LanguageLink, MenuEntry
from cluster_cms.text.day_fields import TypedDate, read_typed
from cluster_cms.text.line_breaks import break_headings
from cluster_cms.text.telephone_numbers import dialled, international

register = template.Library()
register.filter(tokyo_date)
register.filter(tokyo_day)
register.filter(tokyo_time)
register.filter(break_headings, is_safe=True)
STYLESHEETS = [
    f"cluster_cms/css/{name}.css" for name in ("1-tokens", "2-base", "3-layout", "4-components", "5-blocks", "6-print")
]


@register.filter
def readable_address(address: str | None) -> str:
    """Return an address as people read it: お知らせ instead of %E3%81%8A…; what it would not mean is left encoded."""
    return str(uri_to_iri(address or ""))


register.filter(may_edit)


@register.filter
def typed_day(value: str | None) -> TypedDate:
    """Return what a date field reads of its value, for the words below it."""
    return read_typed(value or "")


@register.filter
def typed_moment(value: str | None) -> TypedDate:
    """Return the same of a field with a time."""
    return read_typed(value or "", with_time=True)


@register.filter
def in_language(record: Any, name: str) -> str:
    """Return `name_ja` or `name_en` of a record, by the active language; empty without a record."""
    return paired(record, name) if record else ""


@register.filter
def telephone(number: str) -> str:
    """Return a link that dials a number, shown as one dials it from the country of the reader."""
    shown = number if active_language() == JAPANESE else international(number)
    return format_html('<a class="num" href="{}">{}</a>', dialled(number), shown)


@register.filter
def email(address: str) -> str:
    """Return a link that writes to an address."""
    return format_html('<a href="mailto:{}">{}</a>', quote(address, safe="@+"), address)


@register.simple_tag
def today_in_tokyo() -> str:
    return tokyo_date(today())


@register.simple_tag
def stylesheets() -> list[str]:
    return STYLESHEETS


@register.simple_tag
def page_title(page: Page) -> str:
    return display_title(page)


@register.simple_tag(takes_context=True)
def frame(context: dict[str, Any]) -> dict[str, Any]:
    """Return what header and footer print: home, menu, links of the apps, the other language, the year."""
    request: HttpRequest = context["request"]
    page = context.get("page")
    home = navigation.home_page()
    links = navigation.site_links()
    translated = link_to_other_language(request, page)
    return {
        "stylesheets": STYLESHEETS,
        "home": home,
        "menu": [
            {"label": entry.label, "url": entry.url, "current": is_here(entry, page)}
            for entry in navigation.menu_in(active_language())
        ],
        "contact": next(iter(links["contact"]), None),
        "privacy": links["privacy"],
        "linked_sites": next(iter(links["linked_sites"]), None),
        "notices": navigation.site_notices(),
        "help": links["help"],
        "language": active_language(),
        "other_language": other_language(active_language()),
        "other_address": translated.address,
        "other_instead": translated.instead,
        # Absolute, as search engines want it, and only to the same page (hreflang, RFC 8288).
        "alternate": absolute(translated.address.partition("?")[0]) if translated.same_page else "",
        "year": today().year,
    }


def is_here(entry: MenuEntry, page: Page | None) -> bool:
    return page is not None and page.path.startswith(entry.path)


def link_to_other_language(request: HttpRequest, page: Page | None) -> LanguageLink:
    """Return the link to the same page or view in the other language, else to its home page."""
    language = other_language(active_language())
    if page is not None and page.pk:
        return navigation.translation_link(page, language, request.path_info)
    view = request.resolver_match.view_name if request.resolver_match else "wagtail_serve"
    if view == "wagtail_serve":
        return LanguageLink(navigation.home_address(language), False)
    return LanguageLink(translate_url(request.get_full_path(), language), True)


@register.inclusion_tag("cluster_cms/components/breadcrumbs.html", takes_context=True)
def breadcrumbs(context: dict[str, Any]) -> dict[str, Any]:
    """Render the breadcrumbs of the page; `crumbs`, a list of (label, address or None), continues them below it."""
    page, more = context.get("page"), context.get("crumbs", [])
    items = navigation.breadcrumbs_to(page) if page is not None and page.pk else [navigation.home_breadcrumb()]
    if more and page is not None:
        items[-1] = BreadcrumbItem(items[-1].label, page.url)
    return {"crumbs": [*items, *(BreadcrumbItem(label, url) for label, url in more)]}


@register.inclusion_tag("cluster_cms/components/pagination.html")
def pagination(listing: paginator.Page[Any], query: str = "", anchor: str = "") -> dict[str, Any]:
    """Render the links to the portions of a list; `query` is kept in each; `anchor` (`#…`) is where they lead."""
    return {
        "listing": listing,
        "label": gettext("Pages of the list"),
        "numbers": listing.paginator.get_elided_page_range(listing.number, on_each_side=2, on_ends=1),
        "address": f"?{query}&" if query else "?",
        "anchor": anchor,
    }
