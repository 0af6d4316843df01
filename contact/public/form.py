"""The Django form of a contact page, and submitted values that match none of its fields."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms.text import cleaning
from contact.inquiries.spam_scoring import HONEYPOT
from contact.models.question import ContactQuestion
from contact.text import answers
from contact.text.answers import Answer, Value
from contact.text.form_fields import LONG, CleanedField, DayField, MailField, NumberField, PhoneField
from contact.text.question_kinds import SUBJECT, Kind, SubjectKind

MAX_TOTAL_LENGTH = 20_000  # characters in all answers
MAX_RADIO_BUTTONS = 7  # more choices than this become a drop-down list
MANY_LINES = forms.Textarea(attrs={"rows": 8})
AUTOCOMPLETE = {"company": "organization", "name": "name", "mail": "email", "phone": "tel"}
CONTROL_FIELDS = ("step", "page", "policy", HONEYPOT)


def styled(name: str, field: forms.Field) -> forms.Field:
    """Return the field with the CSS classes of the site."""
    if not isinstance(field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        short = name in ("name", "phone") or isinstance(field, (NumberField, DayField))
        field.widget.attrs["class"] = "input input--short" if short else "input"
        # The browser would count typed characters before they are cleaned, and cut the text without notice.
        field.widget.attrs.pop("maxlength", None)
    return field


def core_fields() -> dict[str, forms.Field]:
    """Return the fields that every inquiry has, in order, without the agreement."""
    subject = forms.ChoiceField(
        label=_("Subject"),
        choices=SubjectKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a subject")},
    )
    company = CleanedField(label=_("Company or organisation"), required=False)
    name = CleanedField(label=_("Your name"), max_length=100, error_messages={"required": _("Enter your name")})
    mail = MailField(
        label=_("Mail address"),
        help_text=_("Full-width and half-width characters are both fine"),
        error_messages={"required": _("Enter your mail address")},
    )
    phone = PhoneField(label=_("Telephone"), required=False)
    message = CleanedField(
        label=pgettext_lazy("inquiry", "Message"),
        clean_text=cleaning.tidy,
        max_length=LONG,
        widget=MANY_LINES,
        error_messages={"required": _("Write your message")},
    )
    return {"subject": subject, "company": company, "name": name, "mail": mail, "phone": phone, "message": message}


def question_field(question: ContactQuestion) -> forms.Field:
    """Return the field for one question of the page."""
    required = {"required": _("Answer “%(label)s”") % {"label": question.label}}
    chosen = {"invalid_choice": _("Choose one of the answers to “%(label)s”") % {"label": question.label}}
    options: dict[str, Any] = {
        "label": question.label,
        "help_text": question.help_text,
        "required": question.required,
        "error_messages": required,
    }
    match question.kind:
        case Kind.LONG_TEXT:
            return CleanedField(clean_text=cleaning.tidy, max_length=LONG, widget=MANY_LINES, **options)
        case Kind.NUMBER:
            return NumberField(widget=forms.TextInput(attrs={"inputmode": "decimal"}), **options)
        case Kind.DATE:
            return DayField(**options)
        case Kind.CHOICES:
            options |= {"error_messages": required | chosen, "widget": forms.CheckboxSelectMultiple}
            return forms.MultipleChoiceField(choices=[(text, text) for text in question.options], **options)
        case Kind.CHOICE | Kind.YES_NO:
            options |= {"error_messages": required | chosen}
            return one_of(question, options)
        case _:
            return CleanedField(**options)


def one_of(question: ContactQuestion, options: dict[str, Any]) -> forms.Field:
    """Return the field for one answer of several; an optional question also offers no answer."""
    options_given: list[tuple[str, Any]] = [(text, text) for text in question.options]
    choices = [("yes", _("Yes")), ("no", _("No"))] if question.kind == Kind.YES_NO else options_given
    as_buttons = len(choices) <= MAX_RADIO_BUTTONS
    if not (question.required and as_buttons):
        choices = [*choices, ("", _("No answer"))] if as_buttons else [("", _("Please choose")), *choices]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect if as_buttons else forms.Select, **options)


class InquiryForm(forms.Form):
    """The whole form; errors come back in the order of the fields."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        questions: Iterable[ContactQuestion],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}), auto_id="field-%s")
        self.questions = {f"q_{question.key}": question for question in questions}
        self.fields |= {name: styled(name, field) for name, field in core_fields().items()}
        self.fields |= {name: styled(name, question_field(question)) for name, question in self.questions.items()}
        self.fields["agreement"] = forms.BooleanField(
            error_messages={"required": _("Your agreement to the handling of personal data is needed")}
        )
        for name, token in AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = token

    def clean(self) -> dict[str, Any]:
        """Limit the length of all answers together; the error stands at the longest."""
        super().clean()
        lengths = {bound.name: length_of(bound.data) for bound in self.answer_fields()}
        total, longest = sum(lengths.values()), max(lengths, key=lambda name: lengths[name])
        if total > MAX_TOTAL_LENGTH and not self.has_error(longest):
            message = _("Shorten this: all answers together take up to %(most)d characters; they have %(total)d")
            self.add_error(longest, message % {"most": MAX_TOTAL_LENGTH, "total": total})
        return self.cleaned_data

    def answer_fields(self) -> list[forms.BoundField]:
        """Return all fields but the agreement, which the template shows apart."""
        return [self[name] for name in self.fields if name != "agreement"]

    def problems(self) -> list[tuple[str, str]]:
        """Return the id of the input and the text of each error, for the summary on top."""
        problems = []
        for name, errors in self.errors.items():
            group = isinstance(self.fields[name].widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))
            anchor = f"{self[name].auto_id}_0" if group else self[name].auto_id
            problems += [(anchor, str(error)) for error in errors]
        return problems

    def answers(self) -> list[Answer]:
        """Return the answers of a valid form, each with its question as it was asked."""
        return [
            Answer(
                key=self.key_of(name), label=str(field.label), kind=self.kind_of(name), value=self.cleaned_data[name]
            )
            for name, field in self.fields.items()
            if name != "agreement"
        ]

    def key_of(self, name: str) -> str:
        question = self.questions.get(name)
        return question.key if question else name

    def kind_of(self, name: str) -> str:
        if name in self.questions:
            return str(self.questions[name].kind)
        return SUBJECT if name == "subject" else str(Kind.LONG_TEXT if name == "message" else Kind.TEXT)


def length_of(typed: object) -> int:
    """Return the number of characters of one submitted value."""
    return sum(len(str(text)) for text in (typed if isinstance(typed, list) else [typed or ""]))


def takes_several(field: forms.Field) -> bool:
    return isinstance(field.widget, forms.CheckboxSelectMultiple)


def initial_from_answers(answers: Mapping[str, Value]) -> dict[str, Value]:
    """Return answers under the names of their form fields, as initial values."""
    core = core_fields()
    return {key if key in core else f"q_{key}": value for key, value in answers.items()}


def initial_from_post(data: QueryDict, form: InquiryForm) -> dict[str, Value]:
    """Return the values of a POST for the fields of a form, unvalidated, as initial values."""
    return {
        bound.name: data.getlist(bound.name) if takes_several(bound.field) else data.get(bound.name, "")
        for bound in form.answer_fields()
    }


def unmatched_values(data: QueryDict, form: InquiryForm) -> list[str]:
    """Return the values under unknown names, and all but the last of a field that came several times."""
    return [text for text in unused_values(data, form) if text.strip()]


def unused_values(data: QueryDict, form: InquiryForm) -> Iterator[str]:
    for name, texts in data.lists():
        if name in form.fields:
            yield from [] if takes_several(form.fields[name]) else (text for text in texts[:-1] if text != texts[-1])
        elif name not in CONTROL_FIELDS:
            yield from texts


def unmatched_values_of_draft(given: Iterable[Answer], form: InquiryForm) -> list[str]:
    """Return the answers to questions that are no longer asked, each with its question."""
    gone = [answer for answer in given if not initial_from_answers({answer["key"]: ""}).keys() & form.fields.keys()]
    return [f"{answer['label']}: {answers.shown(answer)}" for answer in gone if answers.shown(answer)]
