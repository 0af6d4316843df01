"""When the database fails while an inquiry is on its way, its text comes back with a way to go on."""

import logging
from collections.abc import Callable, Iterator

from django.db import Error
from django.http import HttpRequest, HttpResponse

from cluster_cms.middleware.routing import is_staff_area
from cluster_cms.views.errors import whole
from contact.inquiries.submission import readable_answers
from contact.public.form import BESIDE_THE_ANSWERS
from contact.text import answers

logger = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]
RETRY_AFTER = 30  # seconds


class TextKeptMiddleware:
    """Answers 503 to a step of the form that met a database error; the page needs no database."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Error) or "step" not in request.POST or is_staff_area(request):
            return None
        # Without the message: a database may name values in it.
        logger.error("the form met %s of the database and gave the text back", type(exception).__name__)
        return text_back(request)


def text_back(request: HttpRequest) -> HttpResponse:
    """Show what was typed, and a button that makes the same step again."""
    posted = [(name, text) for name, texts in request.POST.lists() if name != "step" for text in texts]
    context = {"typed": list(typed(request)), "posted": posted, "step": request.POST["step"]}
    response = whole(request, "contact/unavailable.html", 503, address=request.path, **context)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def typed(request: HttpRequest) -> Iterator[str]:
    """Yield the texts of a step: the answers in a draft, or the fields themselves."""
    if "draft" in request.POST:
        yield from filter(None, map(answers.shown, readable_answers(request.POST["draft"])))
        return
    for name, texts in request.POST.lists():
        if name not in (*BESIDE_THE_ANSWERS, "subject", "agreement"):
            yield from (text for text in texts if text.strip())
