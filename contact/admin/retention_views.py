"""The screens of retention: what is deleted next, holds, and exported copies still outside."""

from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cluster_cms.pages.site_settings import DeskSettings, default_site
from cluster_cms.security.accounts import User
from contact.admin.base import DeskScreen, DeskView, InquiryScreen, OneInquiryView
from contact.exports.record_export import confirm_copies, copies_before
from contact.inquiries.handling import NotHeld, StaleVersion, hold_inquiry, release_inquiry
from contact.models import ExportRecord, Inquiry
from contact.permissions import may_manage_retention
from contact.retention.schedule import announced

CHANGED = gettext_lazy("Nothing was saved: the inquiry has been changed meanwhile. Look again, then press once more.")
SHOWN = 200  # rows of a list; the number above it counts all


class KeepingScreen(DeskScreen):
    header_icon = "history"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data())


class RetentionView(KeepingScreen):
    """Lists what will be deleted and when, and what is on hold."""

    question = staticmethod(may_manage_retention)
    template_name = "contact/admin/retention.html"
    page_title = gettext_lazy("How long inquiries are kept")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = Inquiry.objects.exclude(held_at=None).order_by("held_at")
        return super().get_context_data(**kwargs) | {
            "months": DeskSettings.for_site(default_site()).retention_months,
            "count": announced().count(),
            "going": announced()[:SHOWN],
            "held_count": held.count(),
            "held": held[:SHOWN],
        }


class HoldForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Why the inquiry must be kept. Stored encrypted, and shown to whoever wants to delete it."
        ),
        error_messages={"required": gettext_lazy("Write why the inquiry must be kept")},
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class HoldView(InquiryScreen):
    """Asks for the reason, then puts an inquiry on hold."""

    question = staticmethod(may_manage_retention)
    template_name = "contact/admin/hold.html"
    header_icon = "lock"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": self.first_form()} | super().get_context_data(**kwargs)

    def first_form(self) -> HoldForm:
        return HoldForm(initial={"reason": self.inquiry.hold_reason, "version": self.inquiry.version})

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = HoldForm(request.POST)
        if not form.is_valid():
            return self.again(form)
        try:
            hold_inquiry(inquiry=self.inquiry, actor=self.person, **form.cleaned_data)
        except StaleVersion:
            messages.error(request, str(CHANGED))
            newest = Inquiry.objects.get(pk=self.inquiry.pk).version
            return self.again(HoldForm(form.cleaned_data | {"version": newest}))
        messages.success(request, _("Inquiry %(reference)s is on hold.") % {"reference": reference})
        return redirect("inquiries:retention")

    def again(self, form: HoldForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(inquiry=self.inquiry, form=form))


class ReleaseView(OneInquiryView):
    question = staticmethod(may_manage_retention)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        try:
            seen = int(request.POST.get("version", ""))
            release_inquiry(inquiry=self.inquiry, actor=self.person, version=seen)
        except (ValueError, StaleVersion):
            messages.error(request, str(CHANGED))
        except NotHeld:
            messages.warning(request, _("Inquiry %(reference)s was on no hold.") % {"reference": reference})
        else:
            messages.success(request, _("The hold of inquiry %(reference)s is released.") % {"reference": reference})
        return redirect("inquiries:retention")


class CopiesView(KeepingScreen):
    """Lists, export by export, which erased inquiries may still lie in a file."""

    template_name = "contact/admin/copies.html"
    page_title = gettext_lazy("Exported copies to be deleted")
    header_icon = "bin"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = copies_before(self.person)[:SHOWN]
        exports = [(export, list(copies)) for export, copies in groupby(found, key=lambda copy: copy.export)]
        people = User.objects.in_bulk({export.actor_id for export, _copies in exports})
        rows = [(export, people.get(export.actor_id), copies) for export, copies in exports]
        return super().get_context_data(**kwargs) | {"exports": rows}


class ConfirmCopiesView(DeskView):
    """Records that the holder has deleted the copies that the list showed."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        export = get_object_or_404(ExportRecord, number=number)
        try:
            count = confirm_copies(export=export, references=request.POST.getlist("reference"), actor=self.person)
        except PermissionError as error:
            raise PermissionDenied from error
        messages.success(request, _("Recorded: %(count)s copies are deleted.") % {"count": count})
        return redirect("inquiries:copies")
