"""What the desk does with several inquiries of the box at once: bring them to the inbox, or delete them now."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contact.abuse.box import BOX
from contact.abuse.clearing import clear_suspicion
from contact.desk.bulk.frame import BulkView
from contact.desk.bulk.views import EraseManyView
from contact.desk.erasing import ErasureForm
from contact.desk.reasons import reason_field
from contact.permissions import may_handle_inquiries
from contact.records import ClearingReason, ErasureReason, Inquiry, Status


class ClearingForm(forms.Form):
    reason = reason_field(ClearingReason)


class SpamErasureForm(ErasureForm):
    """What lies in the box is deleted for what it is; another reason can be chosen."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"reason": ErasureReason.ADVERTISING})


class TickedView(BulkView):
    """Base: only what lies in the box, and back to the box."""

    home = BOX
    home_label = gettext_lazy("Suspected spam")

    def hindrance(self, inquiry: Inquiry, data: dict[str, Any]) -> str:
        return "" if inquiry.status == Status.SPAM else _("not in the box any more")


class ClearTickedView(TickedView):
    question = staticmethod(may_handle_inquiries)
    page_title = gettext_lazy("These are not spam")
    header_icon = "mail"
    form_class = ClearingForm
    button = gettext_lazy("Yes, to the inbox")

    def act(self, inquiry: Inquiry, data: dict[str, Any]) -> None:
        clear_suspicion(inquiry=inquiry, actor=self.person, reason=ClearingReason(data["reason"]))


class EraseTickedView(TickedView, EraseManyView):
    page_title = gettext_lazy("Delete suspected spam")
    form_class = SpamErasureForm

    def hindrance(self, inquiry: Inquiry, data: dict[str, Any]) -> str:
        return super().hindrance(inquiry, data) or EraseManyView.hindrance(self, inquiry, data)
