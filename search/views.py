"""The search page and its address."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from cluster_cms.pages.languages import active_language, other_language
from cluster_cms.statistics.view_counter import FOUND_NOTHING
from search.finding import MAX_LENGTH, MOST, Words, find_all, normalize, units_of
from search.results import load_results
from search.sections import Section, facets, sections_of
from search.suggestions import suggest

PER_PAGE = 10


@dataclass(frozen=True)
class Elsewhere:
    """How much the other language has, and the address that shows it."""

    count: int
    address: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer with the search form and the pages found in the language of the address."""
    words = normalize(request.GET.get("q", ""))
    context = {"words": words, "max_length": MAX_LENGTH, "crumbs": [(_("Search"), None)]}
    if units_of(words.text):
        context |= results(request, words)
    return render(request, "search/search.html", context)


def results(request: HttpRequest, words: Words) -> dict[str, object]:
    language = active_language()
    found = find_all(words.text, language=language)
    section_of = sections_of(found.keys, language)
    chosen = chosen_section(request.GET.get("in", ""), section_of.values())
    keys = [key for key in found.keys if chosen in (None, section_of.get(key))]
    portion = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
    loaded = load_results(list(portion), units=units_of(words.text), language=language, request=request)
    if not found.keys:
        request.META[FOUND_NOTHING] = True  # counted, without the words
    query = urlencode({"q": words.text})
    return {
        "portion": portion,
        "cut": f"{MOST:,}" if found.cut else "",
        "results": [(result, section_of.get(key)) for key, result in loaded.items()],
        "facets": facets(section_of),
        "chosen": chosen,
        "whole_query": query,
        "query": urlencode({"q": words.text, "in": chosen.name}) if chosen else query,
        "suggestion": "" if found.keys else suggest(words.text, language=language),
        "elsewhere": elsewhere(words.text, len(found.keys), other_language(language)),
    }


def chosen_section(name: str, known: Iterable[Section]) -> Section | None:
    """Return the section of a name among those in which something was found; None means all of them."""
    return next((section for section in known if section.name == name), None)


def elsewhere(words: str, here: int, language: str) -> Elsewhere | None:
    """Return what the other language has, where less than one page of results is here and more there."""
    there = len(find_all(words, language=language).keys) if here < PER_PAGE else 0
    if there <= here:
        return None
    with override(language):
        return Elsewhere(there, f"{reverse('search:search')}?{urlencode({'q': words})}")


# Included by cluster_cms.urls below /search/ and /en/search/.
app_name = "search"
urlpatterns = [path("", search, name="search")]
