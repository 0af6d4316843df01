"""The base classes of every view of the desk: who may open it, how it is shown, and what its button does.

A new screen is a view in `<subject>_views.py`, a template below `templates/contact/admin/` and a line in `viewsets.py`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.forms import Textarea, TextInput
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import BaseListingView

from cluster_cms.security.accounts import User
from cluster_cms.text.csv_cells import CSV_TYPE
from cluster_cms.views.staff import Breadcrumb, StaffScreen
from contact.admin.list_place import list_query
from contact.inquiries.handling import StaleVersion
from contact.inquiries.history import history_of
from contact.models import Inquiry, InquiryQuerySet
from contact.permissions import may_read_inquiries, may_see_inquiries

if TYPE_CHECKING:
    DjangoFormView = FormView[Any]  # each screen names the class of its form in `form_valid`
else:
    DjangoFormView = FormView

Text = str | Promise
ActionRefusals = Mapping[type[Exception], tuple[Callable[..., None], Text]]
TEXT_INPUTS = (TextInput, Textarea)
# The places on the page of an inquiry where what was done, or refused, is told: beside the button that was pressed.
PLACES = ("actions", "conversation", "reply", "elsewhere", "notes", "handling")


class DeskView(View):
    """Base of every view: refuses (PermissionDenied) before anything is looked up, and forbids caching."""

    may_access: Callable[[User | AnonymousUser], bool] = staticmethod(may_see_inquiries)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may_access(request.user):
            raise PermissionDenied
        try:
            response = super().dispatch(request, *args, **kwargs)
        except Inquiry.DoesNotExist as error:  # deleted by a colleague between two clicks
            raise Http404 from error
        response.headers["Cache-Control"] = "no-store"
        return response

    @property
    def user(self) -> User:
        """Return the account that is signed in."""
        if not isinstance(self.request.user, User):
            raise PermissionDenied
        return self.request.user

    @property
    def inquiries(self) -> InquiryQuerySet:
        """Return the inquiries that this account may touch; every look-up starts here."""
        return Inquiry.objects.all()


class DeskScreen(StaffScreen, DeskView):
    """A page of the admin. `parents` are the screens above it, as URL names and labels."""

    parents: Iterable[tuple[str, Text]] = (("inquiries:index", gettext_lazy("Inquiries")),)

    def breadcrumbs(self) -> Breadcrumb:
        return [(reverse(name), str(label)) for name, label in self.parents]

    def get(self, request: HttpRequest, *args: str, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())


class DeskFormScreen(DeskScreen, DjangoFormView):
    """A page with one form, as Django's FormView; a valid form goes to `save`.

    `refusals` name the exceptions that `save` may raise, each with the text above the form that is shown again.
    """

    http_method_names = ["get", "head", "post", "options"]
    invalid_message: Text = ""
    place = ""  # one of PLACES, where the form stands on the page of an inquiry
    refusals: Mapping[type[Exception], Text] = {}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            done = self.save(form)
        except tuple(self.refusals) as refusal:
            return self.redisplay(form, self.refusals[type(refusal)])
        if done:
            messages.success(self.request, str(done) % self.kwargs, extra_tags=self.place)
        return redirect(self.get_success_url())

    def save(self, form: Any) -> Text:
        """Do what the valid form asks, and return the text of the message; it may name arguments of the address."""
        raise NotImplementedError

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.redisplay(form, self.invalid_message)

    def redisplay(self, form: Any, message: Text = "") -> HttpResponse:
        """Show the page again with the form as it was filled in, and an error message above it."""
        if message:
            messages.error(self.request, str(message), extra_tags=self.place)
        return self.render_to_response(self.get_context_data(form=form))


class DeskListingView(DeskView, BaseListingView):
    """A list as Wagtail shows its own: table, filters, order and pages."""

    paginate_by: int | None = 50


class ActionView(DeskView):
    """Does what one button asks, reports it in a message, and redirects; answers POST alone.

    `refusals` name the exceptions that `perform` may raise, each with the level and text of its message.
    """

    http_method_names = ["post"]
    place = ""  # one of PLACES, where the button stands on the page of an inquiry
    refusals: ActionRefusals = {}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            done = self.perform()
        except tuple(self.refusals) as refusal:
            report, text = next(found for kind, found in self.refusals.items() if isinstance(refusal, kind))
            report(request, str(text) % self.kwargs, extra_tags=self.place)
        else:
            messages.success(request, str(done) % self.kwargs, extra_tags=self.place)
        return redirect(self.get_success_url())

    def perform(self) -> Text:
        """Do it, and return the text of the message; both texts may name arguments of the address."""
        raise NotImplementedError

    def get_success_url(self) -> str:
        raise NotImplementedError


class CsvDownloadView(DeskView):
    """Sends a register as a CSV file. It answers POST alone, because each download is recorded in the audit log."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return file_response(self.get_filename(), CSV_TYPE, self.csv_chunks())

    def get_filename(self) -> str:
        raise NotImplementedError

    def csv_chunks(self) -> Iterator[bytes]:
        """Record the download at once, and return the pieces of the file (`csv_file`), made later."""
        raise NotImplementedError


class OneInquiryView(DeskView):
    """Base of the views of one inquiry, which the address names by its reference."""

    may_access = staticmethod(may_read_inquiries)

    @cached_property
    def inquiry(self) -> Inquiry:
        found = self.inquiries.select_related("policy_revision")
        return get_object_or_404(found, reference=self.kwargs["reference"])

    @property
    def list_query(self) -> str:
        """Return what the address says of the list from which the inquiry was opened."""
        return list_query(self.request.GET)

    def address_of(self, name: str) -> str:
        """Return the address of another view of the inquiry, which says the same of the list."""
        return f"{reverse(f'inquiries:{name}', args=[self.kwargs['reference']])}{self.list_query}"

    @property
    def list_url(self) -> str:
        return f"{reverse('inquiries:index')}{self.list_query}"

    def get_success_url(self) -> str:
        """Return the address of the inquiry's page, at the message where it stands beside the button."""
        page = self.address_of("inquiry")
        return f"{page}#said" if getattr(self, "place", "") else page


class InquiryActionView(OneInquiryView, ActionView):
    """A button on the page of an inquiry; it leads back there."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except StaleVersion:
            messages.error(request, stale_version_message(self.inquiry), extra_tags=self.place)
            return redirect(self.get_success_url())

    @property
    def shown_version(self) -> int:
        """Return the version of the inquiry that the page showed; -1, which none has, for what is no number."""
        shown = self.request.POST.get("version", "")
        return int(shown) if re.fullmatch("[0-9]{1,9}", shown) else -1


class InquiryScreen(OneInquiryView, DeskScreen):
    """A page about one inquiry; its title is the reference, never a name."""

    header_icon = "mail"

    def get_page_title(self) -> str:
        return self.inquiry.reference

    def breadcrumbs(self) -> Breadcrumb:
        above = super().breadcrumbs()
        return [(self.list_url if url == reverse("inquiries:index") else url, label) for url, label in above]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"inquiry": self.inquiry, "list_query": self.list_query} | super().get_context_data(**kwargs)


def messages_by_place(request: HttpRequest) -> dict[str, Any]:
    """Return the context that shows each message of the page of an inquiry at its place, all others at the top."""
    found = list(get_messages(request))
    said = {place: [one for one in found if one.extra_tags == place] for place in PLACES}
    return {
        "said": {place: there for place, there in said.items() if there},
        "messages": [one for one in found if one.extra_tags not in PLACES],
    }


def stale_version_message(inquiry: Inquiry) -> str:
    """Return one sentence that says what was changed meanwhile, and by whom."""
    event = next((event for event in history_of(inquiry) if event.changes), None)
    change = {"what": event.what, "who": event.who} if event else {"what": "-", "who": "-"}
    text = _("Nothing was saved: the inquiry has been changed meanwhile (%(what)s, %(who)s). Please look at it again.")
    return text % change


class InquiryFormScreen(InquiryScreen, DeskFormScreen):
    """A page with one form about an inquiry; a colleague's change meanwhile is told, and what was typed kept."""

    def post(self, request: HttpRequest, *args: str, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except (Http404, Inquiry.DoesNotExist):
            if typed := typed_texts(self.form_class, request.POST):
                return render(request, "contact/admin/inquiry/gone.html", {"typed": typed}, status=HTTPStatus.NOT_FOUND)
            raise

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except StaleVersion:
            self.inquiry.refresh_from_db()
            return self.redisplay(self.in_current_version(form), stale_version_message(self.inquiry))

    def in_current_version(self, form: Any) -> Any:
        return with_version(form, self.inquiry)


def typed_texts(form_class: Any, data: QueryDict) -> list[tuple[Text, str]]:
    """Return label and text of what was written in the text fields of a form, valid or not."""
    fields = form_class.base_fields.items()
    texts = [(field.label, data.get(name, "")) for name, field in fields if isinstance(field.widget, TEXT_INPUTS)]
    return [(label, text) for label, text in texts if text.strip()]


def with_version(form: Any, inquiry: Inquiry) -> Any:
    """Return a form as it was filled in, with the version of an inquiry as it is now."""
    form.data = form.data.copy()
    form.data["version"] = inquiry.version
    return form


def file_response(filename: str, content_type: str, chunks: Iterator[bytes]) -> StreamingHttpResponse:
    """Return a response that streams a file to be saved."""
    response = StreamingHttpResponse(chunks, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
