"""The pages of one's own data: ask for a link, open it, and the forms of the open page."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from cluster_cms.pages.site_settings import DeskSettings, default_site
from contact.privacy.correction import confirm_address_change
from contact.privacy.magic_links import NoSuchLink, ask_for_link, find_link, open_page, page_of
from contact.public.form_flow import SeeOther
from contact.public.notices import OwnDataNotice
from contact.public.own_data_actions import ACTIONS, Visit, see
from contact.public.own_data_forms import AskForm
from contact.rate_limits.limits import too_many_asked


class OwnData(RoutablePageMixin):
    """Serves a person who wants to see, correct, stop or delete what is held.

    Answers under a link are the person's alone: no cache keeps them, no other site learns their address, no search
    engine lists them. A POST with a token or with the secret of an open page is proved by it (decision 7).
    """

    @path("your-data/", name="own_data")
    def own_data(self, request: HttpRequest) -> HttpResponse:
        """Ask for the address; whatever is held, the answer is the same page."""
        if request.method != "POST":
            return self.ask_page(request, AskForm())
        form = AskForm(request.POST)
        if getattr(request, "foreign_post", False):
            return self.ask_page(
                request, AskForm(initial={"mail": form.data.get("mail", "")}), OwnDataNotice.FOREIGN, 403
            )
        if not form.is_valid():
            return self.ask_page(request, form, status=422)
        if refusal := too_many_asked(request):
            return refusal.with_retry_after(self.ask_page(request, form, OwnDataNotice.TOO_MANY, 429))
        ask_for_link(address=form.cleaned_data["mail"], language=self.locale.language_code)
        return SeeOther(self.own_address("own_data_asked"))

    @path("your-data/asked/", name="own_data_asked")
    def own_data_asked(self, request: HttpRequest) -> HttpResponse:
        return self.own_page(request, "contact/rights/asked.html", _("Please look into your mail"))

    @path("your-data/link/<str:token>/", name="own_data_link")
    def own_data_link(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show a button: programs that look through mails open links, and must not use them up. POST opens."""
        language = self.locale.language_code
        try:
            moved_references = bool(find_link(token=token, language=language).previous_email_hmac)
            if request.method != "POST":
                title = _("Confirm your new mail address") if moved_references else _("Open your data")
                return self.own_private_page(
                    request, "contact/rights/link.html", title, moved_references=moved_references
                )
            if moved_references:
                confirm_address_change(token=token, language=language)
                return self.own_private_page(request, "contact/rights/moved.html", _("The mail address is changed"))
            return see(Visit(self, request, open_page(token=token, language=language)))
        except NoSuchLink:
            return self.no_link(request)

    @path("your-data/open/", name="own_data_open")
    def own_data_open(self, request: HttpRequest) -> HttpResponse:
        """Do what a form of the open page asks for."""
        if request.method != "POST":
            return private(HttpResponseRedirect(self.own_address("own_data")))
        try:
            opened = page_of(secret=request.POST.get("opened", ""), language=self.locale.language_code)
        except NoSuchLink:
            return self.no_link(request)
        return ACTIONS.get(request.POST.get("act", ""), see)(Visit(self, request, opened))

    def ask_page(
        self, request: HttpRequest, form: AskForm, notice: OwnDataNotice | None = None, status: int = 200
    ) -> HttpResponse:
        context = {"form": form, "notice": notice}
        return self.own_page(request, "contact/rights/ask.html", _("Your data"), status, **context)

    def no_link(self, request: HttpRequest) -> HttpResponse:
        """Say that the link is over and offer another one: 410, whether it ever was one or not."""
        return private(self.own_page(request, "contact/rights/no_link.html", _("This link is over"), 410))

    def own_page(
        self, request: HttpRequest, template: str, title: str, status: int = 200, **context: Any
    ) -> HttpResponse:
        start = self.own_address("own_data")
        here = [] if template == "contact/rights/ask.html" else [(_("Your data"), start)]
        context |= {
            "title": title,
            "crumbs": [*here, (title, None)],
            "own_data": start,
            "own_data_open": self.own_address("own_data_open"),
            "desk_record": DeskSettings.for_site(default_site()),
        }
        response = self.render(request, template=template, context_overrides=context)
        response.status_code = status
        return response

    @property
    def own_data_address(self) -> str:
        """Where the page itself, its thanks page and its form lead who wants to see what is held."""
        return self.own_address("own_data")

    def own_address(self, name: str) -> str:
        return f"{self.url}{self.reverse_subpage(name)}"

    def own_private_page(self, request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
        return private(self.own_page(request, template, title, **context))


def private(response: HttpResponse) -> HttpResponse:
    """Let nobody but the browser that asked keep or learn anything of an answer."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
