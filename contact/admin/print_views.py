"""One inquiry on paper: conversation and, where ticked, contact data and notes. Each printing is recorded."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.utils import get_user_display_name

from cluster_cms import clock
from cluster_cms.security import audit
from contact.admin.access_views import record_access
from contact.admin.base import InquiryScreen
from contact.inquiries.messages import conversation_of, notes_of
from contact.mails.letterhead import desk_values
from contact.text import answers
from contact.text.answers import MAIL

CONTACT_DATA = (MAIL, "phone")
PRINTED = "inquiry.printed"


class PrintInquiryView(InquiryScreen):
    """Shows the inquiry without the admin around it, to be printed; POST alone, because it is recorded."""

    http_method_names = ["post"]
    template_name = "contact/admin/print/inquiry.html"

    @transaction.atomic
    def post(self, request: HttpRequest, *args: str, **kwargs: Any) -> HttpResponse:
        if not record_access(request, self.inquiry, self.user):
            return redirect(self.address_of("access_reason"))
        with_contact, with_notes = "contact" in request.POST, "notes" in request.POST
        data: dict[str, audit.Value] = {"contact": with_contact, "notes": with_notes}
        context = self.get_context_data(with_contact=with_contact, with_notes=with_notes)
        response = self.render_to_response(context).render()
        audit.record(PRINTED, actor=self.user, subject=self.inquiry.reference, data=data)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        with_contact, with_notes = kwargs["with_contact"], kwargs["with_notes"]
        shown = [one for one in self.inquiry.answers if with_contact or one["key"] not in CONTACT_DATA]
        return super().get_context_data(**kwargs) | {
            "answers": [(one["label"], answers.shown_in_full(one)) for one in shown],
            "is_complete": len(shown) == len(self.inquiry.answers),
            "conversation": conversation_of(self.inquiry),
            "notes": notes_of(self.inquiry) if with_notes else [],
            "company": desk_values(self.inquiry.language)["company"],
            "printed_at": clock.now(),
            "printed_by": get_user_display_name(self.user),
        }
