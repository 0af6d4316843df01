"""The pages of one's own data: ask for a link, open it, and the forms of the opened page.

Responses under a link are the person's alone: no cache keeps them, no other site learns their address, no search engine
lists them. A POST is proved by the token of its address or by the secret of the opened page (decision 7).
"""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from cluster_cms.middleware.same_origin import judges_origin
from cluster_cms.pages.languages import active_language
from cluster_cms.pages.search_sources import SearchEntry
from cluster_cms.security.client_address import networks_of
from contact.privacy.address_changes import confirm_address_change
from contact.privacy.magic_links import NoSuchLink, ask_for_link, find_link, open_page, page_of
from contact.public.notices import OwnDataNotice
from contact.public.own_data_actions import ACTIONS, Visit, show_disclosure
from contact.public.own_data_forms import LinkRequestForm
from contact.public.responses import SeeOther, own_data_page, private
from contact.rate_limits.limits import CountedLinkRequest, LimitReached

METHODS = ("GET", "HEAD", "POST")


def own_data_entry(language: str) -> Iterable[SearchEntry]:
    """Yield what the search finds the first of these pages by: its sentences."""
    lead = _("What we hold about you, you can see, correct and delete at any time.")
    can_do = strip_tags(render_to_string("contact/own_data/includes/what_you_can_do.html"))
    yield SearchEntry(_("Your data"), reverse("contact:own_data"), pgettext("result", "Form"), (f"{lead} {can_do}",))


@judges_origin
@require_http_methods(METHODS)
def serve_link_request(request: HttpRequest) -> HttpResponse:
    """Ask for an address and mail a link to it; the response is the same whether anything is held or not."""
    if request.method != "POST":
        return link_request_page(request, LinkRequestForm())
    form = LinkRequestForm(request.POST)
    if getattr(request, "foreign_post", False):
        unbound = LinkRequestForm(initial={"mail": form.data.get("mail", "")})
        return link_request_page(request, unbound, OwnDataNotice.FOREIGN, 403)
    if not form.is_valid():
        return link_request_page(request, form, status=422)
    counted = CountedLinkRequest(networks_of(request))
    try:
        counted.check()
        ask_for_link(address=form.cleaned_data["mail"], language=active_language(), counted=counted)
    except LimitReached as limit:
        return limit.with_retry_after(link_request_page(request, form, OwnDataNotice.TOO_MANY, 429))
    return SeeOther(reverse("contact:own_data_asked"))


def link_request_page(
    request: HttpRequest, form: LinkRequestForm, notice: OwnDataNotice | None = None, status: int = 200
) -> HttpResponse:
    return own_data_page(request, "request_link", _("Your data"), status=status, form=form, notice=notice)


@require_safe
def serve_link_requested(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way."""
    return own_data_page(request, "link_requested", _("Please look into your email"))


@judges_origin
@require_http_methods(METHODS)
def serve_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button on GET, since mail scanners open links and must not use them up; open the page on POST."""
    language = active_language()
    try:
        changes_address = bool(find_link(token=token, language=language).moved_references)
        if request.method != "POST":
            title = _("Confirm your new email address") if changes_address else _("Open your data")
            return private(own_data_page(request, "link", title, changes_address=changes_address))
        if changes_address:
            confirm_address_change(token=token, language=language)
            return private(own_data_page(request, "address_changed", _("The email address is changed")))
        return show_disclosure(Visit(request, open_page(token=token, language=language)))
    except NoSuchLink:
        return no_link_page(request)


@judges_origin
@require_http_methods(METHODS)
def serve_opened(request: HttpRequest) -> HttpResponse:
    """Do what a form of the opened page asks for; a GET leads to the form that asks for a link."""
    if request.method != "POST":
        return private(HttpResponseRedirect(reverse("contact:own_data")))
    try:
        opened = page_of(secret=request.POST.get("opened", ""), language=active_language())
    except NoSuchLink:
        return no_link_page(request)
    return ACTIONS.get(request.POST.get("act", ""), show_disclosure)(Visit(request, opened))


def no_link_page(request: HttpRequest) -> HttpResponse:
    """Say that the link is over and offer another one: 410, whether it ever was one or not."""
    return private(own_data_page(request, "no_link", _("This link is over"), status=410))
