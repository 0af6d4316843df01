"""The page of the finder: form, results, and what to relax when nothing is found."""

from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cluster_cms.pages.languages import active_language
from products.catalogue.entries import Catalogue, Group, Quantity
from products.catalogue.figures import NO_BREAK, number_text, range_text
from products.catalogue.loading import catalogue
from products.finder.asking import FAMILY, USE, Asked, Limits, Words, read_asked
from products.finder.matching import LIMITS, Condition, conditions, counts, find, nearest, relaxations
from products.public.listing import product_rows

PER_PAGE = 24


@dataclass(frozen=True)
class Option:
    """A box of the form, with the number of products that it would find."""

    key: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True)
class RangeField:
    """The two limits of a property in the form."""

    key: str
    label: str
    unit: str
    low: str
    high: str
    lowest: str
    highest: str
    errors: tuple[Words, ...]


@dataclass(frozen=True)
class Chip:
    """A condition in words, and the query without it."""

    label: str
    query: str
    found: str = ""


@dataclass(frozen=True)
class Search:
    """What is asked of which products, in one language."""

    known: Catalogue
    asked: Asked
    language: str


def begin_search(request: HttpRequest) -> Search:
    """Return what a request asks the finder."""
    language = active_language()
    known = catalogue(language)
    return Search(known, read_asked(request.GET, known), language)


def clean_query(search: Search, request: HttpRequest) -> str | None:
    """Return the one query under which a page of results is found; None while something asked is wrong."""
    if search.asked.has_errors:
        return None
    pages = Paginator(find(search.known, search.asked), PER_PAGE)
    number = pages.get_page(request.GET.get("page")).number
    query = search.asked.query()
    return query if number == 1 else f"{query}{'&' if query else ''}page={number}"


def results_context(search: Search, page_number: str | None) -> dict[str, Any]:
    """Return what the template of the finder prints."""
    asked = valid_part(search.asked)
    found = find(search.known, asked)
    listing = Paginator(found, PER_PAGE).get_page(page_number)
    context = {
        "asked": search.asked,
        "choices": choice_fields(search),
        "ranges": range_fields(search),
        "errors": search.asked.errors,
        "chips": [chip(condition, asked, search) for condition in conditions(asked)],
        "count": len(found),
        "total": len(search.known.entries),
        "listing": listing,
        "query": asked.query(),
        "rows": product_rows(listing.object_list, search.known, search.language),
    }
    return context if found else {**context, **empty_context(asked, search)}


def valid_part(asked: Asked) -> Asked:
    """Return a question without the limits that could not be read."""
    return replace(asked, limits={key: limits for key, limits in asked.limits.items() if not limits.errors})


def empty_context(asked: Asked, search: Search) -> dict[str, Any]:
    """Return which condition to drop, and the nearest products."""
    relaxed = [
        Chip(condition_words(one.condition, asked, search), one.asked.query(), found_words(one.found, search.language))
        for one in relaxations(search.known, asked)
    ]
    near = nearest(search.known, asked)
    return {"relaxed": relaxed, "near": product_rows(near, search.known, search.language)}


def found_words(found: tuple[Any, ...], language: str) -> str:
    """Return how many products are found; a single one by its name."""
    words = ngettext("%(count)d product", "%(count)d products", len(found)) % {"count": len(found)}
    return f"{words} ({found[0].names[language]})" if len(found) == 1 else words


def choice_fields(search: Search) -> list[dict[str, Any]]:
    """Return the groups of boxes: uses, then families, each with those that have products."""
    numbers = counts(search.known, valid_part(search.asked))
    asked, known = search.asked, search.known
    used = {key for entry in known.entries for key in entry.uses}
    filled = {entry.family for entry in known.entries}
    return [
        {
            "name": name,
            "label": label,
            "options": [
                Option(key, group.names[search.language], numbers[name][key], key in chosen)
                for key, group in groups.items()
                if key in present | chosen
            ],
            "error": asked.errors.get(name, ""),
        }
        for name, label, groups, chosen, present in (
            (USE, _("Use"), known.uses, asked.uses, used),
            (FAMILY, _("Family"), known.families, asked.families, filled),
        )
    ]


def range_fields(search: Search) -> list[RangeField]:
    """Return the limits of each property of the finder that some product has."""
    quantities = [one for one in search.known.quantities.values() if one.in_finder]
    fields = [range_field(one, search.asked.limits.get(one.key, Limits()), search) for one in quantities]
    return [one for one in fields if one.lowest or any((one.low, one.high))]


def range_field(quantity: Quantity, limits: Limits, search: Search) -> RangeField:
    span = search.known.spans.get(("", quantity.key))
    low, high = limits.typed
    return RangeField(
        key=quantity.key,
        label=quantity.names[search.language],
        unit=quantity.unit,
        low=low,
        high=high,
        lowest=number_text(span[0]) if span else "",
        highest=number_text(span[1]) if span else "",
        errors=limits.errors,
    )


def chip(condition: Condition, asked: Asked, search: Search) -> Chip:
    return Chip(condition_words(condition, asked, search), asked.without(*condition).query())


def condition_words(condition: Condition, asked: Asked, search: Search) -> str:
    """Return a condition in words: a name, or a property with its limits."""
    name, key = condition
    if name != LIMITS:
        groups: dict[str, Group] = dict(search.known.families if name == FAMILY else search.known.uses)
        return groups[key].names[search.language]
    quantity, limits = search.known.quantities[key], asked.limits[key]
    unit = f"{NO_BREAK}{quantity.unit}" if quantity.unit else ""
    return f"{quantity.names[search.language]}{' '}{limit_words(limits, unit)}"


def limit_words(limits: Limits, unit: str) -> str:
    if limits.low is not None and limits.high is not None:
        return f"{range_text(limits.low, limits.high)}{unit}"
    if limits.low is not None:
        return _("%(number)s or more") % {"number": f"{number_text(limits.low)}{unit}"}
    return _("%(number)s or less") % {"number": f"{number_text(limits.high)}{unit}"} if limits.high is not None else ""
