"""The views behind the forms in which the desk writes; a refused form is shown again with its text."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cluster_cms.mail.outbox import (
    DismissReason,
    OutboxMail,
    OutboxQuerySet,
    dismiss_mails,
    report_bounce,
    resend_mails,
)
from contact.admin.base import InquiryActionView, InquiryFormScreen, Text, messages_by_place, with_version
from contact.admin.correspondence_forms import CorrespondenceForm, ExternalReplyForm, NoteForm, ReplyForm
from contact.admin.inquiry_views import inquiry_context
from contact.admin.list_place import neighbours, next_to_do
from contact.inquiries.handling import InvalidTransition
from contact.inquiries.history import open_again
from contact.inquiries.messages import CorrespondenceErased, KeyReused, write_note
from contact.inquiries.replies import NotTheirAddress, UseStopped, record_reply, send_reply
from contact.mails.reply_mail import REPLY, filled_templates, signed
from contact.models import Status
from contact.permissions import may_handle_inquiries, may_reply_to_inquiries
from contact.transfers.destination import TransferRefused
from library.attachable import NotAttachable

WRONG_STATUS = gettext_lazy(
    "Nothing was saved: an inquiry that is %(status)s takes none of this. Change its status first."
)
KEY_REUSED = gettext_lazy(
    "Nothing was saved: this form was saved before with other words. What you have written now is still below; press "
    "again if it is to be saved as well."
)


class NothingToDo(Exception):
    """A colleague has done it a moment ago, or the mail is none of these."""


class NoReason(Exception):
    """No reason of the list was chosen."""


class CorrespondenceView(InquiryFormScreen):
    """Saves what was written. GET leads to the page of the inquiry, where the form is."""

    template_name = "contact/admin/inquiry/page.html"
    section: str  # the last part of the address; by it the page finds the form
    invalid_message = gettext_lazy("Nothing was saved: something is missing below.")
    refusals = {
        NotTheirAddress: gettext_lazy("Nothing was sent: the person gave no such email address."),
        CorrespondenceErased: gettext_lazy(
            "Nothing was saved: this was saved before and has been removed since. Open the inquiry anew to write again."
        ),
        NotAttachable: gettext_lazy(
            "Nothing was sent: a chosen document is not on the site any more. Look at the list again."
        ),
        UseStopped: gettext_lazy("Nothing was sent: the person has stopped the use of what they wrote."),
    }

    def get(self, request: HttpRequest, *args: str, **kwargs: Any) -> HttpResponse:
        return redirect("inquiries:inquiry", self.inquiry.reference)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"inquiry": self.inquiry}

    def form_valid(self, form: CorrespondenceForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except TransferRefused as refused:
            for name, problem in refused.problems.items():
                form.add_error(f"to_{name}", str(problem))
            return self.redisplay(form, _("Nothing was sent: see below who may receive the data."))
        except KeyReused:
            return self.redisplay(form.for_current_version(key=uuid4()), KEY_REUSED)
        except InvalidTransition:
            return self.redisplay(form, str(WRONG_STATUS) % {"status": self.inquiry.get_status_display()})

    def in_current_version(self, form: CorrespondenceForm) -> CorrespondenceForm:
        return form.for_current_version()

    def redisplay(self, form: CorrespondenceForm, message: Text = "") -> HttpResponse:
        """Show the page of the inquiry with the form as it was typed; that the page is shown is recorded."""
        open_again(inquiry=self.inquiry, actor=self.user)
        form.is_redisplayed = True
        return super().redisplay(form, message)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bound = {self.section: kwargs["form"]}
        context = super().get_context_data(**kwargs) | inquiry_context(self.inquiry, self.user, bound)
        place = {"beside": neighbours(self.inquiry, self.inquiries, self.request)}
        return context | place | messages_by_place(self.request)


class NoteView(CorrespondenceView):
    """Keeps a note."""

    may_access = staticmethod(may_handle_inquiries)
    section = place = "notes"
    form_class = NoteForm

    def save(self, form: NoteForm) -> Text:
        write_note(inquiry=self.inquiry, actor=self.user, **form.cleaned_data)
        return _("The note is saved.")


class ExternalReplyView(CorrespondenceView):
    """Records a reply that was given by another channel."""

    may_access = staticmethod(may_reply_to_inquiries)
    section, place = "replied", "elsewhere"
    form_class = ExternalReplyForm

    def save(self, form: ExternalReplyForm) -> Text:
        data = form.cleaned_data | {"then": Status(form.cleaned_data["then"])}
        record_reply(inquiry=self.inquiry, actor=self.user, **data)
        return _("The reply is recorded.")


class ReplyView(CorrespondenceView):
    """Sends a reply; its other buttons insert a template or preview the mail."""

    may_access = staticmethod(may_reply_to_inquiries)
    section = place = "reply"
    form_class = ReplyForm
    preview = preview_to = ""

    def post(self, request: HttpRequest, *args: str, **kwargs: Any) -> HttpResponse:
        if "insert" in request.POST:
            return self.insert_template(ReplyForm(request.POST, inquiry=self.inquiry))
        return super().post(request, *args, **kwargs)

    def insert_template(self, form: ReplyForm) -> HttpResponse:
        form.is_valid()
        template = form.cleaned_data.get("template")
        if template is None:
            return self.redisplay(form.for_current_version(), _("Choose a template first."))
        return self.redisplay(form.with_template(filled_templates(template, self.inquiry)))

    def form_valid(self, form: CorrespondenceForm) -> HttpResponse:
        if "preview" not in self.request.POST or not isinstance(form, ReplyForm):
            return super().form_valid(form)
        self.preview_to, _destination = form.recipient()
        self.preview = signed(form.cleaned_data["body"], self.inquiry.language)
        return self.redisplay(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"preview": self.preview, "preview_to": self.preview_to}

    def form_invalid(self, form: ReplyForm) -> HttpResponse:
        """Show the messages that have come meanwhile, or what is asked about the words, to be acknowledged."""
        if form.errors.keys() == {"checked"}:
            return self.redisplay(form, _("Nothing was sent yet: please answer the question below."))
        if "acknowledged" not in form.errors:
            return super().form_invalid(form)
        message = _("Nothing was sent yet: something has come meanwhile. See below.")
        return self.redisplay(with_version(form, self.inquiry), message)

    def save(self, form: ReplyForm) -> Text:
        data, (to, destination) = form.cleaned_data, form.recipient()
        reply = send_reply(
            inquiry=self.inquiry,
            key=data["key"],
            to=to,
            destination=destination,
            subject=data["subject"],
            body=signed(data["body"], self.inquiry.language),
            then=Status(data["then"]),
            version=data["version"],
            actor=self.user,
            documents=data["documents"],
        )
        self.place = "" if "next" in self.request.POST else self.place  # another page opens: told at its top
        if reply.awaits_reader:
            return _("The reply to %(reference)s is kept: it goes out when a colleague has read it.")
        return _("The reply to %(reference)s goes out in a moment.")

    def get_success_url(self) -> str:
        if "next" in self.request.POST:
            return next_to_do(self.inquiry, self.inquiries, self.request)
        return super().get_success_url()


class UndeliveredReplyView(InquiryActionView):
    """Base of the buttons beside a reply that was not delivered; `mail` in the address is the id of its mail."""

    may_access = staticmethod(may_reply_to_inquiries)
    place = "conversation"

    @property
    def mails(self) -> OutboxQuerySet:
        return OutboxMail.objects.about(self.inquiry.reference).filter(kind=REPLY, pk=self.kwargs["mail"])


class ResendView(UndeliveredReplyView):
    """Queues a reply again."""

    refusals = {NothingToDo: (messages.warning, gettext_lazy("The reply is on its way already."))}

    def perform(self) -> Text:
        if not resend_mails(ids=self.mails.values_list("pk", flat=True), actor=self.user):
            raise NothingToDo
        return _("The reply is sent again.")


class DismissMailView(UndeliveredReplyView):
    """Settles a reply that was not delivered without sending it again, for a reason."""

    refusals = {
        NothingToDo: (messages.warning, gettext_lazy("The reply was sent again or dealt with already.")),
        NoReason: (messages.error, gettext_lazy("Nothing was saved: choose why it is not sent again.")),
    }

    def perform(self) -> Text:
        reason = self.request.POST.get("reason", "")
        if reason not in DismissReason.values:
            raise NoReason
        ids = self.mails.values_list("pk", flat=True)
        if not dismiss_mails(ids=ids, reason=DismissReason(reason), actor=self.user):
            raise NothingToDo
        return _("The reply is settled without sending it again.")


class ReportBounceView(UndeliveredReplyView):
    """Records that a reply came back, so that the inquiry stands in the inbox as not delivered."""

    refusals = {NothingToDo: (messages.warning, gettext_lazy("This is recorded already, or the reply has not left."))}

    def perform(self) -> Text:
        mail = self.mails.first()
        if mail is None or not report_bounce(mail=mail, actor=self.user):
            raise NothingToDo
        return _("Recorded: the reply has not reached the person. See below what to do.")
