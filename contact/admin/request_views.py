"""The screens of data-subject requests: register, one request, its actions, and the paper copy."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
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
from cluster_cms.views.staff import Breadcrumb, StaffScreen
from contact.admin.base import DeskView
from contact.admin.request_forms import IdentityChecksForm, RefusalForm, RequestForm
from contact.models import DataSubjectRequest, IdentityCheck, RefusalGround, RequestType
from contact.permissions import may_erase_inquiries, may_handle_inquiries
from contact.privacy import granting
from contact.privacy.correction import FIELDS, NothingToCorrect, TooLong
from contact.privacy.evidence import year_of
from contact.privacy.granting import NotConcerned
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


class NotSure(Exception):
    """The box beside the button was not ticked."""


SHOWN = 200  # rows of the register; the figures above it count all


class RequestsScreen(StaffScreen, DeskView):
    question = staticmethod(may_handle_inquiries)
    header_icon = "user"
    page_title = gettext_lazy("Requests about personal data")

    def breadcrumbs(self) -> Breadcrumb:
        return [(reverse("requests:index"), str(RequestsScreen.page_title))]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())


class RequestRegisterView(RequestsScreen):
    """The register: what waits, the latest first, and the figures of this year and the last."""

    template_name = "contact/admin/requests/register.html"

    def breadcrumbs(self) -> Breadcrumb:
        return ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        year = clock.today().year
        by_desk = DataSubjectRequest.objects.exclude(target_date=None)
        return super().get_context_data(**kwargs) | {
            "waiting": by_desk.unanswered().order_by("deadline"),
            "answered": by_desk.exclude(answered_at=None).order_by("-answered_at")[:SHOWN],
            "years": [year_of(year), year_of(year - 1)],
        }


class NewView(RequestsScreen):
    """Writes down a request."""

    template_name = "contact/admin/requests/new.html"
    page_title = gettext_lazy("Write down a request")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": RequestForm(initial={"received_on": clock.today()})} | super().get_context_data(**kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = RequestForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        made = record_request(asked=form.asked(), actor=self.person)
        return redirect("requests:request", made.reference)


class OneRequestView(RequestsScreen):
    """One request with its clock, who asks, what is concerned and what can be done."""

    template_name = "contact/admin/requests/request.html"

    @cached_property
    def about(self) -> DataSubjectRequest:
        return get_object_or_404(DataSubjectRequest, reference=self.kwargs["asked"])

    def get_page_title(self) -> str:
        return _("Request %(reference)s") % {"reference": self.about.reference}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "about": self.about,
            "concerned": inquiries_of(self.about).latest_first(),
            "identity_checks": IdentityChecksForm(initial={"identity_checks": self.about.identity_checks}),
            "refusal": RefusalForm(),
            "may_erase": may_erase_inquiries(self.person),
            "acts": RequestType,
        }


class ActView(OneRequestView):
    """Does one thing and returns to the request, where whatever stood in the way is said."""

    http_method_names = ["post"]
    done = ""

    def post(self, request: HttpRequest, asked: str) -> HttpResponse:
        try:
            told = self.act()
        except AnsweredAlready:
            messages.error(request, _("Nothing was changed: the request was answered already."))
        except IdentityUnknown:
            messages.error(request, _("Nothing was changed: make sure who asks first, and tick how."))
        except NotSure:
            messages.error(request, _("Nothing was deleted: tick the box beside the button first."))
        except (OSError, JournalBroken):
            messages.error(request, _("Nothing was changed: the erasure journal cannot be written. Tell the operator."))
        else:
            messages.success(request, told)
        return redirect("requests:request", asked)

    def act(self) -> str:
        raise NotImplementedError


class IdentityChecksView(ActView):
    def act(self) -> str:
        form = IdentityChecksForm(self.request.POST)
        identity_checks = (
            [IdentityCheck(proof) for proof in form.cleaned_data["identity_checks"]] if form.is_valid() else []
        )
        record_identity_checks(request=self.about, identity_checks=identity_checks, actor=self.person)
        return _("Saved.")


class DeleteView(ActView):
    question = staticmethod(may_erase_inquiries)

    def act(self) -> str:
        if "sure" not in self.request.POST:
            raise NotSure
        outcome = granting.delete(request=self.about, actor=self.person)
        for reference, reason in outcome.refused.items():
            told = {"reference": reference, "reason": reason}
            messages.warning(
                self.request, _("Inquiry %(reference)s is on hold and cannot be deleted: %(reason)s") % told
            )
        return _("Deleted inquiries: %(count)s") % {"count": len(outcome.erased)}


class StopView(ActView):
    def act(self) -> str:
        count = granting.stop(request=self.about, actor=self.person)
        return _("Inquiries whose use is stopped: %(count)s") % {"count": count}


class AnswerView(ActView):
    """Closes a request as granted, or as refused for a reason of the list."""

    def act(self) -> str:
        refusal = None
        if self.request.POST.get("outcome") == "refused":
            form = RefusalForm(self.request.POST)
            if not form.is_valid():
                raise PermissionDenied
            refusal = RefusalGround(form.cleaned_data["refusal"])
        answer_request(request=self.about, actor=self.person, refusal=refusal)
        return _("The request is answered.")


class PaperView(OneRequestView):
    """Shows all that is held, in the language of the person, to be printed and handed over."""

    http_method_names = ["post"]
    template_name = "contact/admin/requests/paper.html"

    def post(self, request: HttpRequest, asked: str) -> HttpResponse:
        with translation.override(self.about.language):
            try:
                held = granting.disclose(request=self.about, actor=self.person)
            except (IdentityUnknown, AnsweredAlready):
                messages.error(request, _("Nothing was shown: make sure who asks first, and tick how."))
                return redirect("requests:request", asked)
            return self.render_to_response(self.get_context_data() | {"held": held}).render()


class CorrectView(OneRequestView):
    """Corrects one of the inquiries that a request concerns."""

    template_name = "contact/admin/requests/correct.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        inquiry = get_object_or_404(inquiries_of(self.about), reference=self.kwargs["inquiry"])
        form = CorrectionForm(initial={key: answers.text_of(inquiry.answers, key) for key in FIELDS})
        del form.fields["mail"]
        return {"form": form, "inquiry": inquiry} | super().get_context_data() | kwargs

    def post(self, request: HttpRequest, asked: str, inquiry: str) -> HttpResponse:
        about = get_object_or_404(inquiries_of(self.about), reference=inquiry)
        form = CorrectionForm(request.POST)
        del form.fields["mail"]
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        refused: dict[type[Exception], Callable[[], str]] = {
            IdentityUnknown: lambda: _("Nothing was changed: make sure who asks first, and tick how."),
            AnsweredAlready: lambda: _("Nothing was changed: the request was answered already."),
            NothingToCorrect: lambda: _("Everything is as it was: change something first"),
            TooLong: lambda: _("The message is too long with this; please shorten it"),
            NotConcerned: lambda: _("This inquiry is not concerned any more."),
        }
        values = form.cleaned_data
        try:
            granting.correct(
                request=self.about, inquiry=about, values=values, addition=values["addition"], actor=self.person
            )
        except tuple(refused) as error:
            messages.error(request, refused[type(error)]())
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(request, _("Inquiry %(reference)s is saved.") % {"reference": inquiry})
        return redirect("requests:request", asked)
