"""The views through which the desk writes; a refused form is shown again with its text."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cluster_cms.mail.outbox import OutboxMail, resend_mails
from contact.admin.access_views import record_showing
from contact.admin.base import InquiryScreen, OneInquiryView
from contact.admin.correspondence_forms import ElsewhereForm, MailForm, NoteForm, ReplyForm, WritingForm
from contact.admin.handling_views import what_happened
from contact.admin.inquiry_views import panels
from contact.inquiries.handling import InvalidTransition, StaleVersion
from contact.inquiries.messages import attach_email, write_note
from contact.inquiries.replies import NotTheirAddress, UseStopped, address_of, record_reply, send_reply
from contact.mails.reply_mail import REPLY, filled_templates, signed
from contact.models import Status
from contact.permissions import may_handle_inquiries, may_reply_to_inquiries
from contact.text.email_headers import read_headers
from contact.transfers.destination import TransferRefused


class WritingView(InquiryScreen):
    """Takes what was written. Who comes by an address alone is shown the inquiry, where the form stands."""

    template_name = "contact/admin/inquiry.html"
    name: str
    form_class: type[WritingForm]
    thanks: Promise

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        return redirect("inquiries:inquiry", self.inquiry.reference)

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = self.form_class(request.POST, inquiry=self.inquiry)
        if not form.is_valid():
            return self.again(form, _("Nothing was saved: something is missing below."))
        return self.saved(form)

    def saved(self, form: WritingForm) -> HttpResponse:
        try:
            self.save(form)
        except TransferRefused as refused:
            for name, sentence in refused.problems.items():
                form.add_error(f"to_{name}", str(sentence))
            return self.again(form, _("Nothing was sent: see below who may receive the data."))
        except StaleVersion:
            self.inquiry.refresh_from_db()
            return self.again(form.renewed(self.inquiry), what_happened(self.inquiry))
        except InvalidTransition:
            told = _("Nothing was saved: an inquiry that is %(status)s takes none of this. Change its status first.")
            return self.again(form, told % {"status": self.inquiry.get_status_display()})
        except NotTheirAddress:
            return self.again(form, _("Nothing was sent: the person gave no such mail address."))
        except UseStopped:
            return self.again(form, _("Nothing was sent: the person has stopped the use of what they wrote."))
        messages.success(self.request, str(self.thanks))
        return redirect("inquiries:inquiry", self.inquiry.reference)

    def again(self, form: WritingForm, told: str = "", **more: Any) -> HttpResponse:
        """Show the inquiry with the form as it was typed, and what stood in the way."""
        record_showing(self.request, self.inquiry, self.person)
        form.comes_back = True
        if told:
            messages.error(self.request, told)
        return self.render_to_response(self.get_context_data(inquiry=self.inquiry, bound={self.name: form}, **more))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | panels(self.inquiry, self.person, kwargs["bound"])

    def save(self, form: WritingForm) -> None:
        raise NotImplementedError


class NotesView(WritingView):
    question = staticmethod(may_handle_inquiries)
    name = "notes"
    form_class = NoteForm
    thanks = gettext_lazy("The note is saved.")

    def save(self, form: WritingForm) -> None:
        data = form.cleaned_data
        write_note(
            inquiry=self.inquiry,
            key=data["key"],
            text=data["text"],
            disclosable=data["disclosable"],
            version=data["version"],
            actor=self.person,
        )


class MailView(WritingView):
    """Takes in a mail of the writer, and says so when it came from another address."""

    question = staticmethod(may_handle_inquiries)
    name = "mail"
    form_class = MailForm
    thanks = gettext_lazy("The mail is kept with the inquiry.")

    def save(self, form: WritingForm) -> None:
        data = form.cleaned_data
        attach_email(
            inquiry=self.inquiry,
            key=data["key"],
            text=data["text"],
            at=data["at"],
            version=data["version"],
            actor=self.person,
        )
        sender = read_headers(data["text"]).address
        if sender and sender.casefold() != address_of(self.inquiry).casefold():
            messages.warning(self.request, _("The mail came from another address than the one in the inquiry."))


class ElsewhereView(WritingView):
    """Records a reply that was given by another way."""

    question = staticmethod(may_reply_to_inquiries)
    name = "replied"
    form_class = ElsewhereForm
    thanks = gettext_lazy("The reply is recorded.")

    def save(self, form: WritingForm) -> None:
        data = form.cleaned_data
        record_reply(
            inquiry=self.inquiry,
            key=data["key"],
            body=data["body"],
            at=data["at"],
            then=Status(data["then"]),
            version=data["version"],
            actor=self.person,
        )


class ReplyView(WritingView):
    """Sends a reply; first it may put in a template, or show the mail as it would go out."""

    question = staticmethod(may_reply_to_inquiries)
    name = "reply"
    form_class = ReplyForm
    thanks = gettext_lazy("The reply goes out in a moment.")

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        if "insert" in request.POST:
            return self.with_template(ReplyForm(request.POST, inquiry=self.inquiry))
        return super().post(request, reference)

    def with_template(self, form: ReplyForm) -> HttpResponse:
        form.is_valid()
        template = form.cleaned_data.get("template")
        if template is None:
            return self.again(form.renewed(self.inquiry), _("Choose a template first."))
        return self.again(form.with_template(filled_templates(template, self.inquiry), self.inquiry))

    def saved(self, form: WritingForm) -> HttpResponse:
        if "preview" in self.request.POST:
            return self.again(form, preview=signed(form.cleaned_data["body"], self.inquiry.language))
        return super().saved(form)

    def save(self, form: WritingForm) -> None:
        if not isinstance(form, ReplyForm):
            raise TypeError(type(form).__name__)
        data, (to, destination) = form.cleaned_data, form.recipient()
        send_reply(
            inquiry=self.inquiry,
            key=data["key"],
            to=to,
            destination=destination,
            subject=data["subject"],
            body=signed(data["body"], self.inquiry.language),
            then=Status(data["then"]),
            version=data["version"],
            actor=self.person,
        )


class ResendView(OneInquiryView):
    """Sends a reply again that could not be sent."""

    question = staticmethod(may_reply_to_inquiries)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str, mail: UUID) -> HttpResponse:
        replies = OutboxMail.objects.about(self.inquiry.reference).filter(kind=REPLY, pk=mail)
        if resend_mails(ids=replies.values_list("pk", flat=True), actor=self.person):
            messages.success(request, _("The reply is sent again."))
        else:
            messages.warning(request, _("The reply is on its way already."))
        return redirect("inquiries:inquiry", reference)
