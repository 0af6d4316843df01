"""Ask inside: the form of the desk, and the page on which a colleague without rights at the desk answers."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin import messages

from cluster_cms.views.staff import is_staff_account
from contact.admin.base import DeskFormScreen, DeskScreen, InquiryActionView, InquiryFormScreen, Text
from contact.admin.correspondence_forms import long_text
from contact.admin.fields import SubmissionKeyField
from contact.inquiries.handling import InvalidTransition
from contact.inquiries.inside_questions import (
    NotAskable,
    QuestionEnded,
    answer_inside,
    ask_colleague,
    end_question,
    people_to_ask,
    record_visit,
)
from contact.inquiries.messages import CorrespondenceErased, KeyReused, conversation_of
from contact.models import InsideQuestion
from contact.permissions import may_handle_inquiries
from contact.text import answers
from contact.text.answers import MAIL

NOT_SHOWN = ("company", "name", MAIL, "phone")  # unless the clerk has ticked that they are
ENDED = gettext_lazy("This question has ended: the inquiry is closed, or the desk needs no answer any more.")
KEY_REUSED = gettext_lazy("Nothing was saved: this form was saved before with other words. Open the page anew.")
ERASED = gettext_lazy("Nothing was saved: this was saved before and has been removed since.")


def colleague_choices() -> list[tuple[str, str]]:
    people = [(str(one.pk), one.get_full_name() or one.get_username()) for one in people_to_ask()]
    return [("", pgettext("asked colleague", "Choose a colleague")), *people]


class AskForm(forms.Form):
    """Whom to ask, what, and what they see."""

    key = SubmissionKeyField()
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    colleague = forms.ChoiceField(
        label=pgettext_lazy("ask inside", "Colleague"),
        choices=colleague_choices,
        error_messages={"required": gettext_lazy("Choose a colleague")},
    )
    text = long_text(
        rows=5,
        label=pgettext_lazy("ask inside", "Question"),
        error_messages={"required": gettext_lazy("Write the question")},
    )
    with_contact = forms.BooleanField(
        label=gettext_lazy("Show name, company, contact data and the correspondence as well"),
        required=False,
        help_text=gettext_lazy("Without it the colleague sees what was asked, and not who asked."),
    )
    disclosable = forms.BooleanField(
        label=gettext_lazy("Question and answer may be disclosed to the person"), required=False
    )


class AskView(InquiryFormScreen):
    """Asks a colleague about the inquiry."""

    may_access = staticmethod(may_handle_inquiries)
    template_name = "contact/admin/asked/ask.html"
    form_class = AskForm
    place = "notes"
    invalid_message = gettext_lazy("Nothing was saved: something is missing below.")
    refusals = {
        NotAskable: gettext_lazy("Nothing was saved: choose from the list."),
        InvalidTransition: gettext_lazy("Nothing was saved: this inquiry is closed, stopped or suspected spam."),
        KeyReused: KEY_REUSED,
        CorrespondenceErased: ERASED,
    }

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.inquiry.version, "key": uuid4()}

    def save(self, form: AskForm) -> Text:
        data = dict(form.cleaned_data)
        ask_colleague(inquiry=self.inquiry, colleague_id=int(data.pop("colleague")), actor=self.user, **data)
        return gettext_lazy("The colleague gets an email, and answers here.")


class EndQuestionView(InquiryActionView):
    """Withdraws a question."""

    may_access = staticmethod(may_handle_inquiries)
    place = "notes"
    refusals = {QuestionEnded: (messages.warning, ENDED)}

    def perform(self) -> Text:
        question, version = UUID(self.kwargs["record"]), self.shown_version
        end_question(inquiry=self.inquiry, question=question, version=version, actor=self.user)
        return gettext_lazy("The question is withdrawn: the colleague sees the inquiry no more.")


class QuestionsView(DeskScreen):
    """Lists the open questions to the account that is signed in."""

    may_access = staticmethod(is_staff_account)
    template_name = "contact/admin/asked/list.html"
    page_title = gettext_lazy("Questions of the desk to you")
    header_icon = "help"
    parents = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = InsideQuestion.objects.open().to(self.user.pk).select_related("inquiry", "note")
        return super().get_context_data(**kwargs) | {"questions": found.order_by("note__at")}


class AnswerForm(forms.Form):
    """The answer, for the desk alone."""

    key = SubmissionKeyField()
    text = long_text(
        rows=8, label=gettext_lazy("Your answer"), error_messages={"required": gettext_lazy("Write the answer")}
    )


class QuestionView(DeskFormScreen):
    """Shows one inquiry to the colleague who is asked, and takes the answer. Each visit is recorded."""

    may_access = staticmethod(is_staff_account)
    template_name = "contact/admin/asked/question.html"
    header_icon = "help"
    parents = (("asked:index", QuestionsView.page_title),)
    form_class = AnswerForm
    refusals = {QuestionEnded: ENDED, KeyReused: KEY_REUSED, CorrespondenceErased: ERASED}
    invalid_message = gettext_lazy("Nothing was saved: something is missing below.")

    @cached_property
    def question(self) -> InsideQuestion:
        found = get_object_or_404(InsideQuestion.objects.select_related("inquiry", "note"), pk=self.kwargs["asked"])
        if found.colleague_id != self.user.pk:
            raise PermissionDenied
        return found

    def get(self, request: HttpRequest, *args: str, **kwargs: Any) -> HttpResponse:
        if self.is_open():
            return super().get(request)
        messages.warning(request, str(ENDED))
        return redirect("asked:index")

    def is_open(self) -> bool:
        return InsideQuestion.objects.open().filter(pk=self.question.pk).exists()

    def get_page_title(self) -> str:
        return self.question.inquiry.reference

    def get_initial(self) -> dict[str, Any]:
        return {"key": uuid4()}

    def save(self, form: AnswerForm) -> Text:
        answer_inside(question=self.question, actor=self.user, **form.cleaned_data)
        return gettext_lazy("Your answer is at the desk. Thank you.")

    def get_success_url(self) -> str:
        return reverse("asked:question", args=[self.question.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what is shown, and record that it is; once the question has ended, only what was typed too late."""
        if not self.is_open():
            return super().get_context_data(**kwargs) | {"asked": self.question.pk}
        record_visit(question=self.question, actor=self.user)
        inquiry, with_contact = self.question.inquiry, self.question.with_contact
        shown = [one for one in inquiry.answers if with_contact or one["key"] not in NOT_SHOWN]
        return super().get_context_data(**kwargs) | {
            "asked": self.question.pk,
            "question": self.question,
            "answers": [(one["label"], answers.shown_in_full(one)) for one in shown],
            "conversation": conversation_of(inquiry) if with_contact else [],
            "own_answers": inquiry.notes.filter(author_id=self.user.pk, at__gte=self.question.note.at),
        }
