"""The search page and its address."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cluster_cms.pages.languages import active_language
from cluster_cms.statistics.view_counter import FOUND_NOTHING
from search.finding import MAX_LENGTH, MOST, PER_PAGE, Words, as_result, find_pages, load_pages, normalize
from search.tokens import query_units


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer with the search form and the pages found in the language of the address."""
    words = normalize(request.GET.get("q", ""))
    context = {"words": words, "max_length": MAX_LENGTH, "crumbs": [(_("Search"), None)]}
    if query_units(words.text):
        context |= results(request, words)
    return render(request, "search/search.html", context)


def results(request: HttpRequest, words: Words) -> dict[str, object]:
    language = active_language()
    units = query_units(words.text)
    found = find_pages(words.text, language=language)
    portion = Paginator(found.keys, PER_PAGE).get_page(request.GET.get("page"))
    if not found.keys:
        request.META[FOUND_NOTHING] = True  # counted, without the words
    pages = load_pages(list(portion))
    return {
        "portion": portion,
        "cut": f"{MOST:,}" if found.cut else "",
        "results": [as_result(page, units=units, language=language, request=request) for page in pages],
        "numbers": portion.paginator.get_elided_page_range(portion.number, on_each_side=2, on_ends=1),
        "address": f"{reverse('search:search')}?{urlencode({'q': words.text})}",
    }


# Included by cluster_cms.urls below /search/ and /en/search/.
app_name = "search"
urlpatterns = [path("", search, name="search")]
