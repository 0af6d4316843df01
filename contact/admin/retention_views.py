"""The screens of retention: what is deleted next, holds, and exported copies to be deleted outside."""

from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from cluster_cms.pages.site_settings import DeskSettings, default_site
from cluster_cms.security.accounts import User
from cluster_cms.text.lengths import UncutField
from cluster_cms.views.staff import shown_to
from contact.admin.base import DeskFormScreen, DeskScreen, DeskView, InquiryActionView, InquiryFormScreen, Text
from contact.exports.record_export import confirm_copies, copies_before
from contact.inquiries.handling import NotHeld, hold_inquiry, release_inquiry
from contact.models import ExportRecord, Inquiry
from contact.permissions import may_manage_retention, may_set_retention
from contact.retention.schedule import announced

MAX_ROWS = 200  # of a list; the number above it counts all


class RetentionView(DeskScreen):
    """Lists which inquiries are deleted within a week, and which are on hold."""

    may_access = staticmethod(may_manage_retention)
    template_name = "contact/admin/retention/schedule.html"
    page_title = gettext_lazy("How long inquiries are kept")
    header_icon = "history"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = Inquiry.objects.exclude(held_at=None).order_by("held_at")
        return super().get_context_data(**kwargs) | {
            "quiet_days": DeskSettings.for_site(default_site()).quiet_days,
            "months": DeskSettings.for_site(default_site()).retention_months,
            "may_set": may_set_retention(self.user),
            "count": announced().count(),
            "due_for_deletion": announced()[:MAX_ROWS],
            "held_count": held.count(),
            "held": held[:MAX_ROWS],
        }


def retention_menu_item() -> MenuItem:
    """Return the item of the privacy menu."""
    address = reverse("inquiries:retention")
    return shown_to(may_manage_retention)(_("Retention and holds"), address, icon_name="history", order=75)


class RetentionForm(forms.Form):
    """How many months inquiries are kept, and after how many quiet days an answered one is closed."""

    months = forms.IntegerField(
        label=gettext_lazy("months kept"),
        min_value=1,
        max_value=120,
        help_text=gettext_lazy(
            "How long an inquiry is kept after it is closed. Shown on the contact form and in the emails. What is "
            "stored already and would go at once is deleted a week later at the earliest; the desk is told before."
        ),
    )
    quiet_days = forms.IntegerField(
        label=gettext_lazy("quiet days"),
        min_value=1,
        max_value=90,
        help_text=gettext_lazy(
            "An answered inquiry is closed by itself after so many days on which neither side has written; one that "
            "waits for the writer is brought up again then."
        ),
    )


class RetentionPeriodView(DeskFormScreen):
    """Changes how long inquiries are kept; the privacy officer's alone."""

    may_access = staticmethod(may_set_retention)
    template_name = "contact/admin/retention/period.html"
    parents = (*DeskFormScreen.parents, ("inquiries:retention", RetentionView.page_title))
    page_title = gettext_lazy("Change how long inquiries are kept")
    header_icon = "history"
    form_class = RetentionForm
    success_url = reverse_lazy("inquiries:retention")

    def get_initial(self) -> dict[str, Any]:
        desk = DeskSettings.for_site(default_site())
        return {"months": desk.retention_months, "quiet_days": desk.quiet_days}

    @transaction.atomic
    def save(self, form: RetentionForm) -> Text:
        desk = DeskSettings.for_site(default_site())
        desk.retention_months, desk.quiet_days = form.cleaned_data["months"], form.cleaned_data["quiet_days"]
        desk.save(update_fields=["retention_months", "quiet_days"])
        return gettext_lazy("Saved. The change is recorded, and every privacy officer is told by email.")


class HoldForm(forms.Form):
    """Why an inquiry is kept beyond its time, and the version of it that was shown."""

    reason = UncutField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Why the inquiry must be kept. Stored encrypted, and shown to whoever wants to delete it."
        ),
        error_messages={"required": gettext_lazy("Write why the inquiry must be kept")},
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class HoldView(InquiryFormScreen):
    """Puts an inquiry on hold, or changes the reason of its hold."""

    may_access = staticmethod(may_manage_retention)
    template_name = "contact/admin/retention/hold.html"
    header_icon = "lock"
    form_class = HoldForm

    def get_success_url(self) -> str:
        return reverse("inquiries:retention")

    def get_initial(self) -> dict[str, Any]:
        return {"reason": self.inquiry.hold_reason, "version": self.inquiry.version}

    def save(self, form: HoldForm) -> Text:
        hold_inquiry(inquiry=self.inquiry, actor=self.user, **form.cleaned_data)
        return gettext_lazy("Inquiry %(reference)s is on hold.")


class ReleaseView(InquiryActionView):
    """Releases the hold of an inquiry."""

    may_access = staticmethod(may_manage_retention)
    refusals = {
        NotHeld: (messages.warning, gettext_lazy("Inquiry %(reference)s was on no hold.")),
    }

    def perform(self) -> Text:
        release_inquiry(inquiry=self.inquiry, actor=self.user, version=self.shown_version)
        return gettext_lazy("The hold of inquiry %(reference)s is released.")

    def get_success_url(self) -> str:
        return reverse("inquiries:retention")


class ExportedCopiesView(DeskScreen):
    """Lists, by export, the inquiries that were erased here and may still be in an exported file."""

    template_name = "contact/admin/retention/exported_copies.html"
    page_title = gettext_lazy("Exported copies to be deleted")
    header_icon = "bin"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = copies_before(self.user)[:MAX_ROWS]
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
            count = confirm_copies(export=export, references=request.POST.getlist("reference"), actor=self.user)
        except PermissionError as error:
            raise PermissionDenied from error
        messages.success(request, _("Recorded: %(count)s copies are deleted.") % {"count": count})
        return redirect("inquiries:exported_copies")
