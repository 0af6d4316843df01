"""The screen on which the desk takes down an inquiry."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from contact.correspondence.taking_down_form import TakingDownForm
from contact.desk.screens import DeskScreen
from contact.permissions import may_handle_inquiries
from contact.resending import ErasedMeanwhile
from contact.taking_down import NoPolicy, take_down_inquiry


class TakeDownView(DeskScreen):
    """Shows the form, and shows it again, text and all, when something is amiss."""

    question = staticmethod(may_handle_inquiries)
    template_name = "contact/admin/take_down.html"
    page_title = gettext_lazy("Take down an inquiry")
    header_icon = "plus"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(TakingDownForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = TakingDownForm(request.POST)
        if not form.is_valid():
            return self.show(form, _("Nothing was saved: something is missing below."))
        try:
            inquiry = take_down_inquiry(taken=form.taken(), actor=self.person)
        except NoPolicy:
            return self.show(form, _("Nothing was saved: no privacy policy is in force. Please tell legal."))
        except ErasedMeanwhile:
            return self.show(
                form, _("This was saved before and has been deleted since. Open the form anew to save it.")
            )
        messages.success(request, _("Inquiry %(reference)s is taken down.") % {"reference": inquiry.reference})
        return redirect("inquiries:inquiry", inquiry.reference)

    def show(self, form: TakingDownForm, told: str = "") -> HttpResponse:
        if told:
            messages.error(self.request, told)
        context: dict[str, Any] = self.get_context_data(form=form)
        return self.render_to_response(context)
