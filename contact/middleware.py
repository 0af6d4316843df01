"""Shows the text of an inquiry back, with a button to try again, when the database fails in a step of the form."""

import logging
from collections.abc import Callable, Iterator
from typing import Any

from django.db import Error
from django.http import HttpRequest, HttpResponse

from cluster_cms.middleware.routing import is_staff_area
from cluster_cms.middleware.turns import has_no_turn
from cluster_cms.views.errors import whole
from contact.inquiries.draft import readable_answers
from contact.public.refilling import CONTROL_FIELDS
from contact.text import answers
from contact.text.question_kinds import ABOUT, UPLOAD

logger = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]
RETRY_AFTER = 30  # seconds


class TextKeptMiddleware:
    """Answers a step of the form that met a database error with a 503 page that needs no database."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Give the text back of a step for which there is no turn (cluster_cms.middleware.turns)."""
        return text_back(request) if has_no_turn(request) and is_step(request) else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Error) or not is_step(request):
            return None
        # Without the message: a database may name values in it.
        logger.error("the form met %s of the database and gave the text back", type(exception).__name__)
        return text_back(request)


def is_step(request: HttpRequest) -> bool:
    """Tell whether a request is a step of the contact form; what another site sends is not, and is not shown."""
    foreign = getattr(request, "foreign_post", False)
    return "step" in request.POST and not foreign and not is_staff_area(request)


def text_back(request: HttpRequest) -> HttpResponse:
    """Return a 503 page with the typed text and a button that repeats the same step."""
    posted = [(name, text) for name, texts in request.POST.lists() if name != "step" for text in texts]
    posted += [(UPLOAD, upload.name or "") for upload in request.FILES.getlist(UPLOAD)]  # only the names: they are told
    context = {"typed": list(typed_texts(request)), "posted": posted, "step": request.POST["step"]}
    response = whole(request, "contact/unavailable.html", 503, address=request.path_info, **context)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def typed_texts(request: HttpRequest) -> Iterator[str]:
    """Yield the texts of a step: the answers of its draft, or the values of its fields."""
    if "draft" in request.POST:
        yield from filter(None, map(answers.shown, readable_answers(request.POST["draft"])))
        return
    for name, texts in request.POST.lists():
        if name not in (*CONTROL_FIELDS, ABOUT, "subject", "agreement"):
            yield from (text for text in texts if text.strip())
