"""The base of every bulk action: which inquiries, one confirmation, and the outcome of each."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from cluster_cms.security.accounts import User
from cluster_cms.views.staff import Breadcrumb, StaffScreen
from contact.admin.base import INBOX, DeskView
from contact.models import Inquiry
from contact.permissions import may_erase_inquiries, may_handle_inquiries
from contact.text.references import PATTERN

CONFIRMED = "confirmed"
SEEN = re.compile(rf"({PATTERN}):(\d{{1,9}})")  # a reference, and the version in which it was shown


class BulkView(StaffScreen, DeskView):
    """Shows what would be done with what was ticked, then does it."""

    http_method_names = ["post"]
    template_name = "contact/admin/bulk/confirm.html"
    header_icon = "tasks"
    form_class: type[forms.Form] = forms.Form
    button: str | Promise
    serious = False
    home: str | Promise = INBOX  # the list in which it was ticked
    home_label: str | Promise = gettext_lazy("Inquiries")

    def blocking_reason(self, inquiry: Inquiry, data: dict[str, Any]) -> str:
        """Return why this cannot be done with an inquiry; an empty text when it can. `data` is empty before the yes."""
        raise NotImplementedError

    def act(self, inquiry: Inquiry, data: dict[str, Any]) -> None:
        """Do it with an inquiry that is locked, and that nothing hinders."""
        raise NotImplementedError

    def post(self, request: HttpRequest) -> HttpResponse:
        if not self.references:
            messages.warning(request, _("Tick the inquiries first."))
            return self.way_back()
        confirmed = CONFIRMED in request.POST
        form = self.form_class(request.POST if confirmed else None)
        if not confirmed or not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        self.tell({reference: self.outcome(reference, form.cleaned_data) for reference in self.references})
        return self.way_back()

    @cached_property
    def seen(self) -> dict[str, int]:
        """Return the versions in which the inquiries were shown for confirmation."""
        found = [SEEN.fullmatch(text) for text in self.request.POST.getlist("seen")]
        return {match[1]: int(match[2]) for match in found if match}

    @cached_property
    def references(self) -> list[str]:
        """Return what was ticked or, after the confirmation, what was shown there; each once."""
        if CONFIRMED in self.request.POST:
            return list(self.seen)
        ticked = self.request.POST.getlist("inquiry")
        return list(dict.fromkeys(text for text in ticked if re.fullmatch(PATTERN, text)))

    def outcome(self, reference: str, data: dict[str, Any]) -> str:
        """Do it with one inquiry and return an empty text, or why it was left as it is."""
        with transaction.atomic():
            inquiry = self.inquiries.with_references(reference).select_for_update().first()
            if inquiry is None:
                return _("not found")
            if inquiry.version != self.seen[reference]:
                return _("changed meanwhile by a colleague")
            if why := self.blocking_reason(inquiry, data):
                return why
            self.act(inquiry, data)
        return ""

    def tell(self, outcomes: dict[str, str]) -> None:
        done = [reference for reference, why in outcomes.items() if not why]
        if done:
            told = ngettext("%(count)d inquiry: done.", "%(count)d inquiries: done.", len(done))
            messages.success(self.request, told % {"count": len(done)})
        if left := [_("%(what)s: %(reason)s") % {"what": ref, "reason": why} for ref, why in outcomes.items() if why]:
            messages.warning(self.request, _("Left as they are: %(list)s") % {"list": " / ".join(left)})

    def way_back(self) -> HttpResponse:
        """Return to the list as it was narrowed."""
        return redirect(self.back)

    @property
    def back(self) -> str:
        query = self.request.GET.urlencode()
        return f"{self.home}?{query}" if query else str(self.home)

    def breadcrumbs(self) -> Breadcrumb:
        return [(str(self.home), str(self.home_label))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = {one.reference: one for one in self.inquiries.with_references(*self.references)}
        outcomes = {
            ref: self.blocking_reason(found[ref], {}) if ref in found else _("not found") for ref in self.references
        }
        going = [found[reference] for reference, why in outcomes.items() if not why]
        return super().get_context_data(**kwargs) | {
            "going": [(one, self.seen.get(one.reference, one.version)) for one in going],
            "staying": [(reference, why) for reference, why in outcomes.items() if why],
            "button": self.button,
            "serious": self.serious,
            "action": self.request.get_full_path(),
            "back": self.back,
        }


@dataclass(frozen=True)
class BulkAction:
    """A button below the list; `route` is the name of its address."""

    route: str
    label: str | Promise
    question: Callable[[User], bool]
    serious: bool = False


BULK_ACTIONS = (
    BulkAction("inquiries:assign_many", gettext_lazy("Assign selected"), may_handle_inquiries),
    BulkAction("inquiries:move_many", gettext_lazy("Change status of selected"), may_handle_inquiries),
    BulkAction("inquiries:mark_many", gettext_lazy("Selected are spam"), may_handle_inquiries),
    BulkAction("inquiries:erase_many", gettext_lazy("Delete selected"), may_erase_inquiries, serious=True),
)
QUARANTINE_ACTIONS = (
    BulkAction("spam:clear_ticked", gettext_lazy("Those ticked are not spam"), may_handle_inquiries),
    BulkAction("spam:erase_ticked", gettext_lazy("Delete selected"), may_erase_inquiries, serious=True),
)


def offered(person: User, offers: tuple[BulkAction, ...] = BULK_ACTIONS) -> list[BulkAction]:
    return [offer for offer in offers if offer.question(person)]
