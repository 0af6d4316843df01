"""The pages of a consent. GET shows the question and changes nothing; only POST answers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from cluster_cms.pages.site_settings import DeskSettings, default_site
from contact.models import Consent
from contact.privacy.consents import NoSuchQuestion, answer_consent, find_given, find_question, withdraw_consent
from contact.public.own_data_pages import private

ANSWERS = {"yes": True, "no": False}


class Consents(RoutablePageMixin):
    """Serves a person with a mailed link; a POST is proved by its token (decision 7)."""

    @path("consent/<str:token>/", name="consent")
    def consent(self, request: HttpRequest, token: str) -> HttpResponse:
        """Ask; or take the answer, once."""
        language = self.locale.language_code
        try:
            if request.method == "POST" and (answer := request.POST.get("answer")) in ANSWERS:
                consent = answer_consent(token=token, language=language, agrees=ANSWERS[answer])
                return self.consent_page(request, "answered", _("Thank you for your answer"), consent)
            consent = find_question(token=token, language=language)
        except NoSuchQuestion:
            return self.no_question(request)
        status = 422 if request.method == "POST" else 200
        return self.consent_page(request, "question", _("May we use it for another purpose?"), consent, status)

    @path("consent/withdraw/<str:token>/", name="consent_withdraw")
    def consent_withdraw(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show a button; or take the consent back."""
        language = self.locale.language_code
        try:
            if request.method == "POST":
                consent = withdraw_consent(token=token, language=language)
                return self.consent_page(request, "withdrawn", _("Your consent is withdrawn"), consent)
            consent = find_given(token=token, language=language)
        except NoSuchQuestion:
            return self.no_question(request)
        return self.consent_page(request, "withdraw", _("Withdraw your consent"), consent)

    def no_question(self, request: HttpRequest) -> HttpResponse:
        """Say that there is nothing to answer: 410, whether there ever was or not."""
        return self.consent_page(request, "no_question", _("This link is over"), None, 410)

    def consent_page(
        self, request: HttpRequest, name: str, title: str, consent: Consent | None, status: int = 200
    ) -> HttpResponse:
        context: dict[str, Any] = {
            "title": title,
            "crumbs": [(title, None)],
            "consent": consent,
            "purpose": consent.text(self.locale.language_code) if consent else "",
            "desk_record": DeskSettings.for_site(default_site()),
        }
        response = self.render(request, template=f"contact/consents/{name}.html", context_overrides=context)
        response.status_code = status
        return private(response)
