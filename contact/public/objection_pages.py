"""The page behind the mailed link of a request without references. GET shows a button; only POST objects.

A POST is proved by the token of its address (decision 7).
"""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cluster_cms.erasures.lines import JournalBroken
from cluster_cms.middleware.same_origin import judges_origin
from contact.privacy.pending_requests import NothingToObject, find_objectionable, object_by_link
from contact.public.responses import own_data_page, private

logger = logging.getLogger(__name__)


@judges_origin
@require_http_methods(("GET", "HEAD", "POST"))
def serve_objection(request: HttpRequest, token: str) -> HttpResponse:
    """Show what was asked for, or object to it, once; 410 where it has ended, or there never was such a request."""
    try:
        if request.method != "POST":
            return objection_page(request, token)
        object_by_link(token=token)
    except NothingToObject:
        return show(request, "no_objection", _("There is nothing to object to any more"), 410)
    except (OSError, JournalBroken):
        logger.exception("the erasure journal takes no line, so a person could not object")
        return objection_page(request, token, failed=True)
    return show(request, "objected", _("Your objection is recorded"))


def objection_page(request: HttpRequest, token: str, *, failed: bool = False) -> HttpResponse:
    """Return the page with the button. Raises NothingToObject."""
    found, title = find_objectionable(token=token), _("Object to a request")
    status = 503 if failed else 200
    return show(request, "objection", title, status, pending=[found], failed=failed)


def show(request: HttpRequest, name: str, title: str, status: int = 200, **context: Any) -> HttpResponse:
    return private(own_data_page(request, name, title, status=status, **context))
