"""The base of every bulk action: which inquiries, one confirmation, and the outcome of each."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from cluster_cms.security.accounts import User
from contact.admin.base import DeskScreen, Text
from contact.models import Inquiry
from contact.permissions import may_erase_inquiries, may_handle_inquiries
from contact.text.references import PATTERN

CONFIRMED = "confirmed"
SHOWN = re.compile(rf"({PATTERN}):(\d{{1,9}})")  # a reference, and the version in which it was shown


class BulkActionView(DeskScreen):
    """Shows what would be done with the selected inquiries, then does it with each that still allows it."""

    http_method_names = ["post"]
    template_name = "contact/admin/bulk/confirm.html"
    header_icon = "tasks"
    form_class: type[forms.Form] = forms.Form
    button: Text
    is_destructive = False
    is_confirmed_first = True  # False for what can be undone: done at once to the rows as they were listed
    list_url_name = "inquiries:index"  # the list in which they were selected

    def blocking_reason(self, inquiry: Inquiry, data: dict[str, Any]) -> str:
        """Return why an inquiry is left as it is, or an empty text. `data` is empty before the confirmation."""
        raise NotImplementedError

    def perform(self, inquiry: Inquiry, data: dict[str, Any]) -> None:
        """Do it with an inquiry that is locked and not blocked."""
        raise NotImplementedError

    def post(self, request: HttpRequest) -> HttpResponse:
        if not self.references:
            messages.warning(request, _("Tick the inquiries first."))
            return redirect(self.list_url)
        confirmed = CONFIRMED in request.POST or not self.is_confirmed_first
        form = self.form_class(request.POST if confirmed else None)
        if not confirmed or not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        self.report({reference: self.outcome(reference, form.cleaned_data) for reference in self.references})
        return redirect(self.list_url)

    @cached_property
    def shown_versions(self) -> dict[str, int]:
        """Return the version, by reference, in which each inquiry was shown, in the list or for confirmation."""
        found = [SHOWN.fullmatch(text) for text in self.request.POST.getlist("seen")]
        return {match[1]: int(match[2]) for match in found if match}

    @cached_property
    def references(self) -> list[str]:
        """Return what was selected or, after the confirmation, what was shown there; each once."""
        if CONFIRMED in self.request.POST:
            return list(self.shown_versions)
        selected = self.request.POST.getlist("inquiry")
        return list(dict.fromkeys(text for text in selected if re.fullmatch(PATTERN, text)))

    def outcome(self, reference: str, data: dict[str, Any]) -> str:
        """Do it with one inquiry; return an empty text, or why it was left as it is."""
        with transaction.atomic():
            inquiry = self.inquiries.with_references(reference).select_for_update().first()
            if inquiry is None:
                return _("not found")
            if inquiry.version != self.shown_versions.get(reference):
                return _("changed meanwhile by a colleague")
            if reason := self.blocking_reason(inquiry, data):
                return reason
            self.perform(inquiry, data)
        return ""

    def report(self, outcomes: dict[str, str]) -> None:
        """Say in messages how many were done, and which were left and why."""
        if done := [reference for reference, reason in outcomes.items() if not reason]:
            text = ngettext("%(count)d inquiry: done.", "%(count)d inquiries: done.", len(done))
            messages.success(self.request, text % {"count": len(done)})
        line = _("%(what)s: %(reason)s")
        if left := [line % {"what": ref, "reason": reason} for ref, reason in outcomes.items() if reason]:
            messages.warning(self.request, _("Left as they are: %(list)s") % {"list": " / ".join(left)})

    @property
    def list_url(self) -> str:
        """Return the address of the list, filtered as it was."""
        query = self.request.GET.urlencode()
        return reverse(self.list_url_name) + (f"?{query}" if query else "")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = {one.reference: one for one in self.inquiries.with_references(*self.references)}
        reasons = {
            ref: self.blocking_reason(found[ref], {}) if ref in found else _("not found") for ref in self.references
        }
        included = [found[reference] for reference, reason in reasons.items() if not reason]
        return super().get_context_data(**kwargs) | {
            "included": [(one, self.shown_versions.get(one.reference, one.version)) for one in included],
            "left_out": [(reference, reason) for reference, reason in reasons.items() if reason],
            "button": self.button,
            "is_destructive": self.is_destructive,
            "action": self.request.get_full_path(),
            "list_url": self.list_url,
        }


@dataclass(frozen=True)
class BulkButton:
    """A button below a list: the URL name it posts to, its label, and who is offered it."""

    url_name: str
    label: Text
    may_access: Callable[[User], bool]
    is_destructive: bool = False


INBOX_BUTTONS = (
    BulkButton("inquiries:assign_many", gettext_lazy("Assign selected"), may_handle_inquiries),
    BulkButton("inquiries:change_status_many", gettext_lazy("Change status of selected"), may_handle_inquiries),
    BulkButton("inquiries:mark_spam_many", gettext_lazy("Selected are spam"), may_handle_inquiries),
    BulkButton("inquiries:erase_many", gettext_lazy("Delete selected"), may_erase_inquiries, is_destructive=True),
)
QUARANTINE_BUTTONS = (
    BulkButton("spam:mark_not_spam_many", gettext_lazy("Those ticked are not spam"), may_handle_inquiries),
    BulkButton("spam:erase_many", gettext_lazy("Delete selected"), may_erase_inquiries, is_destructive=True),
)


def buttons_for(user: User, buttons: tuple[BulkButton, ...] = INBOX_BUTTONS) -> list[BulkButton]:
    """Return the buttons that a user may press."""
    return [button for button in buttons if button.may_access(user)]
