"""Addresses that hang on no page of the tree: one's own data and consents, and where they stood before.

Included by cluster_cms.urls below / and /en/. They answer whatever becomes of the contact pages.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, re_path, reverse

from cluster_cms.middleware.same_origin import judges_origin
from contact.public import consent_pages, objection_pages, own_data_pages
from contact.public.responses import private

# Until the addresses left the page tree they lay below a contact page: links in mails, open pages and bookmarks still
# name one, with any slugs before. A token without its last slash is led on here too, to an answer that no cache keeps.
MOVED = (
    r"^(?:[\w-]+/)*?your-data(?:/(?P<step>asked|open))?/?$",
    r"^(?:[\w-]+/)*?your-data/link/(?P<link>[^/]+)/?$",
    r"^(?:[\w-]+/)*?consent/withdraw/(?P<withdrawal>[\w-]{43})/?$",
    r"^(?:[\w-]+/)+?consent/(?P<question>[\w-]{43})/?$",  # a page may stand below one that is called so
)
STEPS = {"": "contact:own_data", "asked": "contact:own_data_asked", "open": "contact:own_data_open"}
TOKENS = {
    "link": "contact:own_data_link",
    "withdrawal": "contact:consent_withdrawal",
    "question": "contact:consent_question",
}


@judges_origin
def lead_on(request: HttpRequest, step: str | None = None, **tokens: str) -> HttpResponse:
    """Redirect to where a moved address stands now, with the method it came by; the new one judges a POST."""
    name, token = next(iter(tokens.items()), ("", ""))
    address = reverse(TOKENS[name], args=[token]) if token else reverse(STEPS[step or ""])
    response = HttpResponseRedirect(address, status=301 if request.method in ("GET", "HEAD") else 308)
    return private(response) if token else response


app_name = "contact"
urlpatterns = [
    path("your-data/", own_data_pages.serve_link_request, name="own_data"),
    path("your-data/asked/", own_data_pages.serve_link_requested, name="own_data_asked"),
    path("your-data/link/<str:token>/", own_data_pages.serve_link, name="own_data_link"),
    path("your-data/open/", own_data_pages.serve_opened, name="own_data_open"),
    path("your-data/object/<str:token>/", objection_pages.serve_objection, name="objection"),
    path("your-data/consent/<str:token>/", consent_pages.serve_question, name="consent_question"),
    path("your-data/consent/withdraw/<str:token>/", consent_pages.serve_withdrawal, name="consent_withdrawal"),
    *(re_path(pattern, lead_on) for pattern in MOVED),
]
