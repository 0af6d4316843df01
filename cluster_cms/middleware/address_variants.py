"""Leads an address that is written otherwise to its page, in one step, and never to a 404.

Known variants: capitals, a missing or doubled slash, `index.html`, a full stop or blank at the end, Japanese named
before a path (`/ja/…`), a language with its region (`/en-us/…`). It is asked first, after a 404 alone.
"""

import copy
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.middleware.common import CommonMiddleware
from django.utils import translation
from django.utils.encoding import escape_uri_path
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from cluster_cms.middleware.page_cache import PARAMETERS, is_no_page
from cluster_cms.middleware.routing import STAFF
from cluster_cms.pages.absolute import absolute
from cluster_cms.pages.languages import JAPANESE
from cluster_cms.pages.navigation import private_paths

LONGEST = 2000  # characters
MOST_STEPS = 3
INDEX = re.compile(r"/index\.(html?|php)/?$", re.IGNORECASE)
KEPT_OF_ADDRESS = ("GET", "_wagtail_site", "_wagtail_route_for_request")  # by Django and Wagtail, once it was read
FOUND, MOVED, MISSING = (200, 304), (301, 302), 404


class SlashMiddleware(CommonMiddleware):
    """Adds a missing last slash in the staff area alone: for visitors AddressMiddleware asks first whether it helps."""

    def should_redirect_with_slash(self, request: HttpRequest) -> bool:
        return f"{request.path_info}/".startswith(STAFF) and bool(super().should_redirect_with_slash(request))


class AddressMiddleware(RedirectMiddleware):
    """Redirects of editors, and variants of addresses: each straight to where a page answers."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Return the redirect that is due in place of a 404; the 404 where every redirect would end in one."""
        redirected: HttpResponse = super().process_response(request, response)
        if response.status_code != MISSING or request.method not in ("GET", "HEAD"):
            return redirected
        if redirected is response:
            end = self.first_answering(request, variants(request.path_info), kept_query(request), MOST_STEPS)
            return HttpResponsePermanentRedirect(end) if end else response
        end = self.end_of(request, redirected["Location"], MOST_STEPS)
        if end is None:
            return response
        redirected["Location"] = end
        return redirected

    def end_of(self, request: HttpRequest, address: str, steps: int) -> str | None:
        """Return where a redirect leads at last; None where no page answers. Other hosts and files are not asked."""
        own = address.removeprefix(absolute(""))
        path = re.split("[?#]", own, maxsplit=1)[0]
        if own.startswith("//") or not own.startswith("/") or is_no_page(unquote(path)):
            return address
        found = [unquote(path), *variants(unquote(path))]
        return self.first_answering(request, found, own.removeprefix(path), steps - 1) if steps else None

    def first_answering(self, request: HttpRequest, paths: Iterable[str], rest: str, steps: int) -> str | None:
        """Return the first of some paths at which a page answers, with the rest of the address."""
        for path in paths:
            answer = self.ask(request, path, urlsplit(rest).query)
            if answer.status_code in FOUND:
                return f"{escape_uri_path(path)}{rest}"
            if answer.status_code in MOVED:
                return self.end_of(request, answer["Location"], steps)
        return None

    def ask(self, request: HttpRequest, path: str, query: str) -> HttpResponse:
        """Return what this site answers to the same request at another address."""
        other: Any = copy.copy(request)
        for name in KEPT_OF_ADDRESS:
            other.__dict__.pop(name, None)
        other.path = other.path_info = path
        other.META = {**request.META, "PATH_INFO": path, "QUERY_STRING": query}
        other.LANGUAGE_CODE = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
        other.asked_beforehand = True
        with translation.override(other.LANGUAGE_CODE):
            answer: HttpResponse = super().process_response(other, self.get_response(other))
        return answer


def variants(path: str) -> list[str]:
    """Return the addresses that may be meant by one that answers 404, of public pages alone; mostly none."""
    if len(path) > LONGEST or not path.isprintable() or "\\" in path:
        return []
    found = dict.fromkeys(one for spelled in (path, path.lower()) for one in with_slash(in_its_language(spelled)))
    return [one for one in found if one != path and not is_no_page(one) and not is_private(one)]


def in_its_language(path: str) -> str:
    """Return a path with single slashes, without `index.html`, below the prefix of its language."""
    path = INDEX.sub("/", re.sub("/+", "/", path.rstrip(" .,")))
    _root, first, rest = f"{path}//".split("/", 2)
    language = translation.get_language_from_path(f"/{first.lower()}/")
    if language is None:
        return path
    return rest if language == JAPANESE else f"/{language}/{rest}"


def with_slash(path: str) -> list[str]:
    """Return a path with its last slash; one that may name a file also without."""
    bare = f"/{path.strip('/')}".rstrip("/")
    return [bare, f"{bare}/"] if "." in bare.rpartition("/")[2] else [f"{bare}/"]


def is_private(path: str) -> bool:
    """Return whether an address lies below one that is for one person alone, as the token of a mailed link does."""
    return any(path.lower().startswith(private) and path != private for private in private_paths())


def kept_query(request: HttpRequest) -> str:
    """Return the query with the parameters that public pages know, and the words of a search."""
    kept = QueryDict(mutable=True)
    for name, values in request.GET.lists():
        if name == "q" or PARAMETERS.fullmatch(name):
            kept.setlist(name, values)
    query = kept.urlencode()
    return f"?{query}" if query and len(query) <= LONGEST else ""
