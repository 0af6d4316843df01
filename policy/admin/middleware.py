"""Turns a refused publication or change of pages in the staff area into a page that says why (409), nothing stored."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from cluster_cms.middleware.malformed import malformed_answer
from cluster_cms.middleware.routing import is_staff_area
from cluster_cms.middleware.sign_in import ask, busy
from cluster_cms.middleware.unavailable import AWAY, staff_language, staff_unavailable, wants_json
from cluster_cms.pages.required_pages import ChangeRefused
from cluster_cms.security.password_hashing import HashingBusy
from cluster_cms.security.reauthentication import ProofNeeded
from policy.models.revisions import PolicyRevision
from policy.text.refusal import PublicationRefused, Reason

logger = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class PublicationRefusedMiddleware:
    """Runs each changing request of the staff area in one transaction; a refusal undoes it and answers 409.

    Django's `transaction.non_atomic_requests` takes a view out: one that reads for long keeps nobody from writing.
    Last of the list: it calls the view itself, because Django reports a view's exception outside of any transaction.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not is_staff_area(request):
            return None
        try:
            if request.method in SAFE_METHODS or DEFAULT_DB_ALIAS in getattr(view, "_non_atomic_requests", ()):
                return view(request, *args, **kwargs)
            with transaction.atomic():
                return view(request, *args, **kwargs)
        except PublicationRefused as refusal:
            return refused(request, refusal.reasons)
        except ChangeRefused as refusal:
            return refused(request, refusal.reasons, "cluster_cms/admin/change_refused.html", "change_refused")
        except ProofNeeded:
            return ask(request)
        except HashingBusy:
            return busy(request)
        except AWAY:
            logger.error("the database did not answer a request of staff")  # its message may name values
            return staff_unavailable(request)
        except ProtectedError as error:
            if not any(isinstance(row, PolicyRevision) for row in error.protected_objects):
                raise
            return refused(request, [Reason("delete", _("The policy and its ledger are never deleted."))])
        except Exception as error:
            if answer := malformed_answer(request, error):
                return answer
            raise


def refused(
    request: HttpRequest,
    reasons: Sequence[Reason | str],
    template: str = "policy/publication_refused.html",
    code: str = "publication_refused",
) -> HttpResponse:
    """Answer 409 with all reasons, as JSON to a program."""
    if wants_json(request):
        body = {"success": False, "error_code": code, "error_message": " ".join(map(str, reasons))}
        return JsonResponse(body, status=409)
    with translation.override(staff_language(request)):
        return render(request, template, {"reasons": reasons}, status=409)
