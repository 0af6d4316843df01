"""The search page and its address."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cluster_cms.pages.languages import active_language
from cluster_cms.statistics.view_counter import FOUND_NOTHING
from search.finding import MAX_LENGTH, MOST, PER_PAGE, Words, find_all, load_results, normalize
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
    found = find_all(words.text, language=language)
    portion = Paginator(found.keys, PER_PAGE).get_page(request.GET.get("page"))
    if not found.keys:
        request.META[FOUND_NOTHING] = True  # counted, without the words
    return {
        "portion": portion,
        "cut": f"{MOST:,}" if found.cut else "",
        "results": load_results(list(portion), units=units, language=language, request=request),
        "query": urlencode({"q": words.text}),
    }


# Included by cluster_cms.urls below /search/ and /en/search/.
app_name = "search"
urlpatterns = [path("", search, name="search")]
