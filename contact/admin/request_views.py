"""The screens of data-subject requests (APPI Art. 33 to 35): register, one request, its actions, and the print page."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cluster_cms import clock
from cluster_cms.erasures.lines import JournalBroken
from cluster_cms.pages.languages import active_language
from contact.admin.base import ActionView, DeskFormScreen, DeskScreen, DeskView, Text
from contact.admin.request_forms import IdentityChecksForm, RefusalForm, RequestForm
from contact.mails.letterhead import desk_values
from contact.models import DataSubjectRequest, IdentityCheck, Inquiry, RefusalGround
from contact.permissions import may_erase_inquiries, may_handle_inquiries
from contact.privacy.correction import FIELDS, NothingToCorrect, TooLong
from contact.privacy.evidence import year_of
from contact.privacy.fulfilment import (
    NotConcerned,
    TooManyLinks,
    fulfil_correction,
    fulfil_deletion,
    fulfil_disclosure,
    fulfil_stop,
)
from contact.privacy.requests import (
    AnsweredAlready,
    IdentityUnknown,
    answer_request,
    inquiries_of,
    record_identity_checks,
    record_request,
)
from contact.public.own_data_forms import CorrectionForm
from contact.text import answers

MAX_ANSWERED = 200  # requests in the register; the figures above it count all
REQUESTS = gettext_lazy("Requests about personal data")
CHECK_IDENTITY_FIRST = gettext_lazy("Nothing was changed: make sure who asks first, and tick how.")
ANSWERED = gettext_lazy("Nothing was changed: the request was answered already.")
JOURNAL_BROKEN = gettext_lazy("Nothing was changed: the erasure journal cannot be written. Tell the operator.")


NEW_ADDRESS = gettext_lazy(
    "Only if it changes. We email a link there; the address counts once the person has opened it. An address that was "
    "wrong from the start is put right on the page of the inquiry."
)
LINK_MAILED = gettext_lazy(
    "Inquiry %(reference)s is saved. It keeps its old email address until the person opens the link that goes to the "
    "new one."
)


class NotConfirmed(Exception):
    """The checkbox beside the button was not ticked."""


class RequestsView(DeskScreen):
    """Lists the requests: unanswered ones by deadline, answered ones, and the figures of this year and the last."""

    may_access = staticmethod(may_handle_inquiries)
    template_name = "contact/admin/requests/list.html"
    page_title = REQUESTS
    header_icon = "user"
    parents = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        year = clock.today().year
        listed = DataSubjectRequest.objects.exclude(target_date=None)
        return super().get_context_data(**kwargs) | {
            "unanswered": listed.unanswered().order_by("deadline"),
            "answered": listed.exclude(answered_at=None).order_by("-answered_at")[:MAX_ANSWERED],
            "years": [year_of(year), year_of(year - 1)],
        }


class NewRequestView(DeskFormScreen):
    """Records a request that came by mail, telephone, letter or in person."""

    may_access = staticmethod(may_handle_inquiries)
    template_name = "contact/admin/requests/new.html"
    page_title = gettext_lazy("Write down a request")
    header_icon = "user"
    parents = (("requests:index", REQUESTS),)
    form_class = RequestForm

    def get_initial(self) -> dict[str, Any]:
        return {"received_on": clock.today()}

    def save(self, form: RequestForm) -> Text:
        recorded = record_request(details=form.request_details(), actor=self.user)
        self.success_url = reverse("requests:request", args=[recorded.reference])
        return ""


class OneRequestView(DeskView):
    """Base of the views of one request, which the address names by its reference."""

    may_access = staticmethod(may_handle_inquiries)

    @cached_property
    def data_request(self) -> DataSubjectRequest:
        return get_object_or_404(DataSubjectRequest, reference=self.kwargs["request_reference"])

    def get_success_url(self) -> str:
        return reverse("requests:request", args=[self.kwargs["request_reference"]])


class RequestScreen(OneRequestView, DeskScreen):
    """A page about one request."""

    header_icon = "user"
    parents = (("requests:index", REQUESTS),)

    def get_page_title(self) -> str:
        return _("Request %(reference)s") % {"reference": self.data_request.reference}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"data_request": self.data_request} | super().get_context_data(**kwargs)


class RequestView(RequestScreen):
    """Shows one request: deadlines, who asks, the inquiries it concerns and what can be done."""

    template_name = "contact/admin/requests/request.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "concerned": inquiries_of(self.data_request).latest_first(),
            "identity_checks": IdentityChecksForm(initial={"identity_checks": self.data_request.identity_checks}),
            "refusal": RefusalForm(request_type=self.data_request.request_type),
            "may_erase": may_erase_inquiries(self.user),
        }


class RequestActionView(OneRequestView, ActionView):
    """A button on the page of a request; it leads back there."""

    refusals = {
        AnsweredAlready: (messages.error, ANSWERED),
        IdentityUnknown: (messages.error, CHECK_IDENTITY_FIRST),
        NotConfirmed: (messages.error, gettext_lazy("Nothing was deleted: tick the box beside the button first.")),
        OSError: (messages.error, JOURNAL_BROKEN),
        JournalBroken: (messages.error, JOURNAL_BROKEN),
    }


class IdentityChecksView(RequestActionView):
    """Saves how the identity was checked."""

    def perform(self) -> Text:
        form = IdentityChecksForm(self.request.POST)
        checks = [IdentityCheck(value) for value in form.cleaned_data["identity_checks"]] if form.is_valid() else []
        record_identity_checks(request=self.data_request, identity_checks=checks, actor=self.user)
        return _("Saved.")


class DeleteView(RequestActionView):
    """Erases the inquiries that the request concerns, except those on hold."""

    may_access = staticmethod(may_erase_inquiries)

    def perform(self) -> Text:
        if "sure" not in self.request.POST:
            raise NotConfirmed
        outcome = fulfil_deletion(request=self.data_request, actor=self.user)
        for reference, reason in outcome.refused.items():
            text = _("Inquiry %(reference)s is on hold and cannot be deleted: %(reason)s")
            messages.warning(self.request, text % {"reference": reference, "reason": reason})
        return _("Deleted inquiries: %(count)s") % {"count": len(outcome.erased)}


class StopView(RequestActionView):
    """Stops the use of the inquiries that the request concerns."""

    def perform(self) -> Text:
        count = fulfil_stop(request=self.data_request, actor=self.user)
        return _("Inquiries whose use is stopped: %(count)s") % {"count": count}


class AnswerView(RequestActionView):
    """Closes a request as granted, or as refused on a legal ground."""

    def perform(self) -> Text:
        refusal = None
        if self.request.POST.get("outcome") == "refused":
            form = RefusalForm(self.request.POST, request_type=self.data_request.request_type)
            if not form.is_valid():
                raise PermissionDenied
            refusal = RefusalGround(form.cleaned_data["refusal"])
        answer_request(request=self.data_request, actor=self.user, refusal=refusal)
        return _("The request is answered.")


class PrintView(RequestScreen):
    """Shows all data that is held, in the language of the person, to be printed and handed over; POST alone."""

    http_method_names = ["post"]
    template_name = "contact/admin/requests/print.html"

    def post(self, request: HttpRequest, request_reference: str) -> HttpResponse:
        with translation.override(self.data_request.language):
            try:
                records = fulfil_disclosure(request=self.data_request, actor=self.user)
            except (IdentityUnknown, AnsweredAlready):
                messages.error(request, _("Nothing was shown: make sure who asks first, and tick how."))
                return redirect(self.get_success_url())
            return self.render_to_response(self.get_context_data(records=records, **paper_context())).render()


def paper_context() -> dict[str, Any]:
    """Return who discloses, in the active language, and when."""
    return {"desk": desk_values(active_language()), "printed_at": clock.now()}


class CorrectView(RequestScreen, DeskFormScreen):
    """Corrects one of the inquiries that a request concerns."""

    template_name = "contact/admin/requests/correct.html"
    form_class = CorrectionForm
    refusals = {
        IdentityUnknown: CHECK_IDENTITY_FIRST,
        AnsweredAlready: ANSWERED,
        NothingToCorrect: gettext_lazy("Everything is as it was: change something first"),
        TooLong: gettext_lazy("The message is too long with this; please shorten it"),
        NotConcerned: gettext_lazy("This inquiry is not concerned any more."),
        TooManyLinks: gettext_lazy("Nothing was saved: this address has had its links for this hour. Try again later."),
    }

    @cached_property
    def inquiry(self) -> Inquiry:
        return get_object_or_404(inquiries_of(self.data_request), reference=self.kwargs["reference"])

    def get_initial(self) -> dict[str, Any]:
        return {key: answers.text_of(self.inquiry.answers, key) for key in FIELDS}

    def get_form(self, form_class: type[Form] | None = None) -> Form:
        form = super().get_form(form_class)
        form.fields["mail"].help_text = NEW_ADDRESS
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"inquiry": self.inquiry}

    def save(self, form: CorrectionForm) -> Text:
        data = form.cleaned_data
        mailed = fulfil_correction(
            request=self.data_request,
            inquiry=self.inquiry,
            values=data,
            addition=data["addition"],
            address=data["mail"],
            actor=self.user,
        )
        return LINK_MAILED if mailed else gettext_lazy("Inquiry %(reference)s is saved.")
