"""The views of mails of the writer: keep one, download its original; move or remove what is in the wrong place."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cluster_cms.clock import TOKYO, tokyo_time
from contact.admin.access_views import record_access
from contact.admin.base import InquiryFormScreen, OneInquiryView, Text, file_response
from contact.admin.correspondence_views import CorrespondenceView
from contact.admin.email_form import EmailForm
from contact.admin.fields import reason_field
from contact.admin.inquiry_views import ErasureForm
from contact.inquiries.attachments import download_attachment
from contact.inquiries.handling import InvalidTransition
from contact.inquiries.messages import attach_email, download_original
from contact.inquiries.misfiled import (
    Correspondence,
    RestrictedInquiry,
    SameInquiry,
    SentFromHere,
    find_correspondence,
    move_correspondence,
    remove_correspondence,
)
from contact.inquiries.replies import address_of
from contact.models import AttachedFile, EmailOriginal, ErasureReason, Inquiry, MoveReason
from contact.permissions import may_handle_inquiries, may_remove_correspondence
from contact.public.responses import attachment_response
from contact.retention.erasure import OnHold
from contact.text.email_address import is_same_address
from contact.text.form_fields import CleanedField
from contact.text.pasted_mail import heads
from contact.text.references import as_reference
from library.attachable import NotAttachable

SOURCE_TYPE, TEXT_TYPE = "message/rfc822", "text/plain; charset=utf-8"


class EmailView(CorrespondenceView):
    """Keeps a mail of the writer, and points out what was uncertain and that it came from another address."""

    may_access = staticmethod(may_handle_inquiries)
    section, place = "mail", "elsewhere"
    form_class = EmailForm
    invalid_message = gettext_lazy("The email is not kept yet: see what is asked below.")

    def save(self, form: EmailForm) -> Text:
        mail = form.record()
        attach_email(
            inquiry=self.inquiry,
            key=form.cleaned_data["key"],
            mail=mail,
            version=form.cleaned_data["version"],
            actor=self.user,
        )
        sender = heads.address_of(mail.sender)
        if sender and not is_same_address(sender, address_of(self.inquiry)):
            text = _("The email came from another address than the one in the inquiry.")
            messages.warning(self.request, text, extra_tags=self.place)
        for warning in form.mail.warnings if form.mail else ():
            messages.warning(self.request, str(warning.label), extra_tags=self.place)
        return _("The email is kept with the inquiry, as sent on %(time)s (JST).") % {"time": tokyo_time(mail.at)}


class EmailOriginalView(OneInquiryView):
    """Sends the original of a mail as a file. It answers POST alone, because each download is recorded."""

    may_access = staticmethod(may_handle_inquiries)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str, record: Any) -> HttpResponseBase:
        try:
            original = download_original(inquiry=self.inquiry, message=record, actor=self.user)
        except EmailOriginal.DoesNotExist as error:
            raise Http404 from error
        day = f"{original.message.at.astimezone(TOKYO):%Y%m%d}"
        name = f"mail-{reference}-{day}.{'eml' if original.is_source else 'txt'}"
        return file_response(name, SOURCE_TYPE if original.is_source else TEXT_TYPE, iter([original.content]))


class AttachmentView(OneInquiryView):
    """Sends an attached file, to be saved and never opened inside the site. POST alone, because it is recorded."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str, record: Any) -> HttpResponseBase:
        if not record_access(request, self.inquiry, self.user):
            return redirect("inquiries:access_reason", reference)
        try:
            file = download_attachment(inquiry=self.inquiry, file=record, actor=self.user)
            return attachment_response(file)
        except (AttachedFile.DoesNotExist, NotAttachable) as error:
            raise Http404 from error


class MoveForm(forms.Form):
    """To which inquiry, and why; `version` is that of the inquiry as it was shown."""

    to = CleanedField(
        label=gettext_lazy("Reference of the inquiry where it belongs"),
        clean_text=as_reference,
        error_messages={"required": gettext_lazy("Write the reference of the inquiry where it belongs")},
    )
    reason = reason_field(MoveReason)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    use_required_attribute = False


class RemovalForm(ErasureForm):
    """Why it is removed; `version` is that of the inquiry as it was shown."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    use_required_attribute = False


class MisfiledView(InquiryFormScreen):
    """Base of the screens that move or remove one mail, note or recorded reply; its text is not shown again."""

    template_name = "contact/admin/correspondence/misfiled.html"
    heading: Text
    explanation: Text
    button: Text
    refusals = {
        SentFromHere: gettext_lazy("Nothing was done: what was sent from here is a fact, and stays where it is."),
        RestrictedInquiry: gettext_lazy("Nothing was moved: the person has stopped the use of this inquiry."),
        SameInquiry: gettext_lazy("Nothing was moved: it is with this inquiry already."),
        InvalidTransition: gettext_lazy("Nothing was moved: the other inquiry is suspected spam. Clear it first."),
    }

    @cached_property
    def record(self) -> Correspondence:
        found = find_correspondence(self.inquiry, self.kwargs["record"])
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: str, **kwargs: Any) -> HttpResponse:
        _found = self.record
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.inquiry.version}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        _found = self.record
        try:
            return super().form_valid(form)
        except OnHold as hold:
            text = _("Inquiry %(reference)s is on hold, and nothing may leave it: %(reason)s")
            return self.redisplay(form, text % {"reference": self.inquiry.reference, "reason": str(hold)})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        texts = {"heading": self.heading, "explanation": self.explanation, "button": self.button}
        return super().get_context_data(**kwargs) | {"record": self.record, **texts}


class MoveView(MisfiledView):
    """Moves it to the inquiry whose reference is written."""

    may_access = staticmethod(may_handle_inquiries)
    form_class = MoveForm
    header_icon = "arrow-right-full"
    heading = gettext_lazy("Move to another inquiry")
    explanation = gettext_lazy(
        "An email of the writer puts that inquiry to work again. Both histories say who moved it, and why."
    )
    button = gettext_lazy("Move it")

    target: Inquiry

    def form_valid(self, form: forms.Form) -> HttpResponse:
        target = self.inquiries.with_references(form.cleaned_data["to"]).first()
        if target is None:
            form.add_error("to", _("No inquiry has this reference"))
            return self.form_invalid(form)
        self.target = target
        return super().form_valid(form)

    def save(self, form: forms.Form) -> Text:
        data = form.cleaned_data
        move_correspondence(
            inquiry=self.inquiry,
            key=self.kwargs["record"],
            to=self.target,
            reason=MoveReason(data["reason"]),
            version=data["version"],
            actor=self.user,
        )
        text = _("Moved to inquiry %(to)s. See whether the status of both is still right.")
        return text % {"to": self.target.reference}


class RemoveView(MisfiledView):
    """Removes it for good."""

    may_access = staticmethod(may_remove_correspondence)
    form_class = RemovalForm
    header_icon = "bin"
    heading = gettext_lazy("Remove for good")
    explanation = gettext_lazy(
        "Its text goes, with the original of an email, and no restored backup brings it back. "
        "The history keeps who removed it, when and why. This cannot be undone."
    )
    button = gettext_lazy("Yes, remove it")

    def save(self, form: forms.Form) -> Text:
        data = form.cleaned_data
        remove_correspondence(
            inquiry=self.inquiry,
            key=self.kwargs["record"],
            reason=ErasureReason(data["reason"]),
            version=data["version"],
            actor=self.user,
        )
        return _("Removed.")
