"""The pages of a consent, reached by mailed links. GET shows the question and changes nothing; only POST answers.

A POST is proved by the token of its address (decision 7).
"""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.models import Page

from contact.models import Consent
from contact.privacy.consents import NoSuchQuestion, answer_consent, find_given, find_question, withdraw_consent
from contact.public.responses import private, render_page

ANSWERS = {"yes": True, "no": False}


def serve_question(page: Page, request: HttpRequest, token: str) -> HttpResponse:
    """Show the question, or save the answer, once."""
    language = page.locale.language_code
    try:
        if request.method == "POST" and (answer := request.POST.get("answer")) in ANSWERS:
            consent = answer_consent(token=token, language=language, agrees=ANSWERS[answer])
            return consent_page(page, request, "answered", _("Thank you for your answer"), consent)
        consent = find_question(token=token, language=language)
    except NoSuchQuestion:
        return no_question_page(page, request)
    status = 422 if request.method == "POST" else 200
    return consent_page(page, request, "question", _("May we use it for another purpose?"), consent, status)


def serve_withdrawal(page: Page, request: HttpRequest, token: str) -> HttpResponse:
    """Show a button, or withdraw the consent."""
    language = page.locale.language_code
    try:
        if request.method == "POST":
            consent = withdraw_consent(token=token, language=language)
            return consent_page(page, request, "withdrawn", _("Your consent is withdrawn"), consent)
        consent = find_given(token=token, language=language)
    except NoSuchQuestion:
        return no_question_page(page, request)
    return consent_page(page, request, "withdraw", _("Withdraw your consent"), consent)


def no_question_page(page: Page, request: HttpRequest) -> HttpResponse:
    """Say that there is nothing to answer: 410, whether there ever was or not."""
    return consent_page(page, request, "no_question", _("This link is over"), None, 410)


def consent_page(
    page: Page, request: HttpRequest, name: str, title: str, consent: Consent | None, status: int = 200
) -> HttpResponse:
    """Return the response of a template of contact/consents/."""
    context = {
        "title": title,
        "crumbs": [(title, None)],
        "consent": consent,
        "purpose": consent.text(page.locale.language_code) if consent else "",
    }
    return private(render_page(page, request, f"contact/consents/{name}.html", status=status, **context))
