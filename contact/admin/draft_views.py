"""Keeps or discards the draft of a form on the page of an inquiry; by a button, or quietly by a script."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from cluster_cms import clock
from cluster_cms.clock import TOKYO
from contact.admin.base import InquiryActionView, Text
from contact.admin.correspondence_forms import MAX_TEXT, CorrespondenceForm, ExternalReplyForm, NoteForm, ReplyForm
from contact.inquiries.desk_drafts import discard_draft, save_draft
from contact.models import DraftForm
from contact.permissions import may_handle_inquiries, may_reply_to_inquiries

NOT_KEPT = {"version", "template", "acknowledged"}  # they belong to the page as it was shown
SEVERAL = {"documents"}  # fields of which several choices are kept
LARGEST = 4 * MAX_TEXT  # characters of all texts together


class DraftView(InquiryActionView):
    """Keeps what is written in one form, or throws it away (`discard`). A script is answered in JSON."""

    section: DraftForm
    form_class: type[CorrespondenceForm]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            return JsonResponse({"said": str(self.perform())})
        return super().post(request, *args, **kwargs)

    def perform(self) -> Text:
        if "discard" in self.request.POST:
            discard_draft(inquiry=self.inquiry, form=self.section, actor=self.user)
            return _("The draft is thrown away.")
        texts = self.typed()
        if sum(map(len, texts.values())) > LARGEST:
            return _("The draft is too long and was not saved.")
        save_draft(inquiry=self.inquiry, form=self.section, texts=texts, actor=self.user)
        time = f"{clock.now().astimezone(TOKYO):%H:%M}"
        return _("Draft saved at %(time)s (JST), for you alone.") % {"time": time}

    def typed(self) -> dict[str, str | list[str]]:
        """Return what is written and chosen in the fields of the form, valid or not."""
        names, post = set(self.form_class.base_fields) - NOT_KEPT, self.request.POST
        return {name: post.getlist(name) if name in SEVERAL else post[name] for name in names if name in post}


class ReplyDraftView(DraftView):
    """The draft of a reply."""

    may_access = staticmethod(may_reply_to_inquiries)
    section, place, form_class = DraftForm.REPLY, "reply", ReplyForm


class ExternalReplyDraftView(DraftView):
    """The draft of what was replied by another way."""

    may_access = staticmethod(may_reply_to_inquiries)
    section, place, form_class = DraftForm.REPLIED, "elsewhere", ExternalReplyForm


class NoteDraftView(DraftView):
    """The draft of a note."""

    may_access = staticmethod(may_handle_inquiries)
    section, place, form_class = DraftForm.NOTES, "notes", NoteForm
