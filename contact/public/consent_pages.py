"""The pages of a consent, reached by mailed links. GET shows the question and changes nothing; only POST answers.

A POST is proved by the token of its address (decision 7).
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cluster_cms.middleware.same_origin import judges_origin
from cluster_cms.pages.languages import active_language
from contact.models import Consent
from contact.privacy.consents import NoSuchQuestion, answer_consent, find_given, find_question, withdraw_consent
from contact.public.responses import private

ANSWERS = {"yes": True, "no": False}
METHODS = ("GET", "HEAD", "POST")


@judges_origin
@require_http_methods(METHODS)
def serve_question(request: HttpRequest, token: str) -> HttpResponse:
    """Show the question, or save the answer, once."""
    language = active_language()
    try:
        if request.method == "POST" and (answer := request.POST.get("answer")) in ANSWERS:
            consent = answer_consent(token=token, language=language, agrees=ANSWERS[answer])
            return consent_page(request, "answered", _("Thank you for your answer"), consent)
        consent = find_question(token=token, language=language)
    except NoSuchQuestion:
        return no_question_page(request)
    status = 422 if request.method == "POST" else 200
    return consent_page(request, "question", _("May we use it for another purpose?"), consent, status)


@judges_origin
@require_http_methods(METHODS)
def serve_withdrawal(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button, or withdraw the consent."""
    language = active_language()
    try:
        if request.method == "POST":
            consent = withdraw_consent(token=token, language=language)
            return consent_page(request, "withdrawn", _("Your consent is withdrawn"), consent)
        consent = find_given(token=token, language=language)
    except NoSuchQuestion:
        return no_question_page(request)
    return consent_page(request, "withdraw", _("Withdraw your consent"), consent)


def no_question_page(request: HttpRequest) -> HttpResponse:
    """Say that there is nothing to answer: 410, whether there ever was or not."""
    return consent_page(request, "no_question", _("This link is over"), None, 410)


def consent_page(
    request: HttpRequest, name: str, title: str, consent: Consent | None, status: int = 200
) -> HttpResponse:
    """Return the response of a template of contact/consents/."""
    context = {
        "title": title,
        "crumbs": [(title, None)],
        "consent": consent,
        "purpose": consent.text(active_language()) if consent else "",
    }
    return private(render(request, f"contact/consents/{name}.html", context, status=status))
