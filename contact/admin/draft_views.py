"""Keeps or discards the draft of a form on the page of an inquiry; by a button, or quietly by a script."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from cluster_cms import clock
from cluster_cms.clock import TOKYO
from cluster_cms.security.accounts import User
from contact.admin.base import InquiryActionView, Text
from contact.admin.correspondence_forms import MAX_TEXT, CorrespondenceForm, ExternalReplyForm, NoteForm, ReplyForm
from contact.inquiries.desk_drafts import discard_draft, others_writing, save_draft
from contact.inquiries.history import name_of, people_of
from contact.models import DraftForm, Inquiry
from contact.permissions import may_handle_inquiries, may_reply_to_inquiries

NOT_KEPT = {"version", "template", "acknowledged", "checked"}  # they belong to the page as it was shown
SEVERAL = {"documents"}  # fields of which several choices are kept
LARGEST = 4 * MAX_TEXT  # characters of all texts together


def sentences_about_others(inquiry: Inquiry, user: User) -> list[str]:
    """Return one sentence for each colleague who is writing about the inquiry at this moment."""
    drafts = {draft.author_id: draft for draft in reversed(others_writing(inquiry, user))}
    people, text = people_of(drafts), _("%(who)s is writing here (last at %(time)s JST).")
    return [
        text % {"who": name_of(author, people), "time": f"{draft.saved_at.astimezone(TOKYO):%H:%M}"}
        for author, draft in drafts.items()
    ]


class DraftView(InquiryActionView):
    """Keeps what is written in one form, or throws it away (`discard`). A script is answered in JSON."""

    section: DraftForm
    form_class: type[CorrespondenceForm]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            others = sentences_about_others(self.inquiry, self.user)
            return JsonResponse({"said": " ".join([str(self.perform()), *others])})
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
