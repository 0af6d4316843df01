"""The Django form of a contact page."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.pages.inquiry_topics import Topic
from cluster_cms.text import cleaning
from cluster_cms.text.day_fields import DayField
from cluster_cms.text.lengths import visible_length
from contact.models.question import ContactQuestion
from contact.public.question_fields import MANY_LINES, QUESTION, UNIT, question_fields
from contact.public.uploads import FormFiles, held_field, upload_field
from contact.text import answers
from contact.text.answers import Answer
from contact.text.form_fields import LONG, CleanedField, MailField, NumberField, PhoneField, split_unit
from contact.text.question_kinds import ABOUT, ASKED_CHOICES, FILES, SUBJECT, UPLOAD, Kind

MAX_TOTAL_LENGTH = 20_000  # characters in all answers
AUTOCOMPLETE = {"company": "organization", "name": "name", "mail": "email", "phone": "tel"}


def styled(name: str, field: forms.Field) -> forms.Field:
    """Return the field with the CSS classes of the site."""
    if not isinstance(field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        short = name in ("name", "phone") or isinstance(field, (NumberField, DayField))
        field.widget.attrs["class"] = "input input--short" if short else "input"
    if isinstance(field, CleanedField) and not isinstance(field, NumberField):
        field.help_text = f"{field.help_text} {limit_hint(field.most)}".strip()
    return field


def limit_hint(most: int) -> str:
    """Return how many characters a text may have, in the active language."""
    return gettext("Up to %(most)s characters") % {"most": number_format(most, force_grouping=True)}


def topics_field(topics: Iterable[Topic]) -> forms.MultipleChoiceField:
    """Return the check boxes of the products asked about; who unticks one asks without it."""
    return forms.MultipleChoiceField(
        label=pgettext_lazy("inquiry", "Product"),
        help_text=_("Untick what you do not ask about"),
        choices=[(topic.key, topic.name) for topic in topics],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("This product is not here any more. Name it in your message, please")},
    )


def core_fields() -> dict[str, forms.Field]:
    """Return the fields that every inquiry has, in order, without the agreement."""
    subject = forms.ChoiceField(
        label=_("Subject"),
        choices=ASKED_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a subject")},
    )
    company = CleanedField(label=_("Company or organisation"), required=False)
    name = CleanedField(label=_("Your name"), max_length=100, error_messages={"required": _("Enter your name")})
    mail = MailField(
        label=_("Email address"),
        help_text=_("Full-width and half-width characters are both fine"),
        error_messages={"required": _("Enter your email address")},
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


class InquiryForm(forms.Form):
    """The whole form; errors come back in the order of the fields."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        questions: Iterable[ContactQuestion],
        topics: Sequence[Topic] = (),
        files: FormFiles | None = None,
        takes_files: bool = False,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}), auto_id="field-%s")
        asked, today = list(questions), clock.today()
        self.questions = {f"{QUESTION}{question.key}": question for question in asked}
        fields = (named for question in asked for named in question_fields(question, today))
        self.topic_names = {topic.key: topic.name for topic in topics}
        if self.topic_names:
            self.fields[ABOUT] = topics_field(topics)
        self.fields |= {name: styled(name, field) for name, field in (*core_fields().items(), *fields)}
        self.form_files = files or FormFiles()
        if self.form_files.held:
            self.fields[FILES] = held_field(self.form_files.held)
        if takes_files:
            self.fields[UPLOAD] = upload_field()
        self.fields["agreement"] = forms.BooleanField(
            error_messages={"required": _("Your agreement to the handling of personal data is needed")}
        )
        for name, token in AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = token

    def clean(self) -> dict[str, Any]:
        """Join numbers with their units, and limit the length of all answers together."""
        super().clean()
        for name in self.questions:
            if self.unit_name(name) in self.fields and not self.has_error(name):
                self.clean_unit(name, self.unit_name(name))
        self.clean_total()
        if UPLOAD in self.fields and self.form_files.problems:
            self.add_error(UPLOAD, [*self.form_files.problems])
        return self.cleaned_data

    def clean_unit(self, name: str, unit_name: str) -> None:
        """Take the unit written behind a number or chosen beside it; ask where it is missing or they differ."""
        number, chosen = self.cleaned_data[name], self.cleaned_data.get(unit_name, "")
        written = split_unit(self.data.get(name) or "", self.units_of(name))[1]
        if written and chosen and written != chosen:
            sentence = _("You wrote %(written)s and chose %(chosen)s: which is right?")
            self.add_error(name, sentence % {"written": written, "chosen": chosen})
        elif chosen and not number:
            self.add_error(name, _("Write the number too, or choose no unit"))
        elif number and not (chosen or written) and unit_name in self.data and not self.has_error(unit_name):
            self.add_error(unit_name, _("Choose the unit"))
        self.cleaned_data[unit_name] = chosen or written

    def clean_total(self) -> None:
        """Limit the length of all answers together; the error stands at the longest."""
        lengths = {bound.name: length_of(bound.data) for bound in self.answer_fields() if bound.name != FILES}
        total, longest = sum(lengths.values()), max(lengths, key=lambda name: lengths[name])
        if total > MAX_TOTAL_LENGTH and not self.has_error(longest):
            message = _("Shorten this: all answers together take up to %(most)d characters; they have %(total)d")
            self.add_error(longest, message % {"most": MAX_TOTAL_LENGTH, "total": total})

    def answer_fields(self) -> list[forms.BoundField]:
        """Return all fields but the units, which stand beside their numbers, and the agreement, which stands apart."""
        return [self[name] for name in self.fields if name != "agreement" and not name.startswith(UNIT)]

    def problems(self) -> list[tuple[str, str]]:
        """Return the id of the input and the text of each error, for the summary on top."""
        problems = []
        for name, errors in ((name, self.errors[name]) for name in self.fields if name in self.errors):
            group = isinstance(self.fields[name].widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))
            anchor = f"{self[name].auto_id}_0" if group else self[name].auto_id
            problems += [(anchor, str(error)) for error in errors]
        return problems

    def answers(self) -> list[Answer]:
        """Return the answers of a valid form, each with its question as it was asked."""
        names = (bound.name for bound in self.answer_fields() if bound.name != UPLOAD)
        given = [name for name in names if name not in (ABOUT, FILES) or self.cleaned_data[name]]
        return [self.answer(name, str(self.fields[name].label)) for name in given]

    def answer(self, name: str, label: str) -> Answer:
        value = self.cleaned_data[name]
        if name == ABOUT:
            return answers.topics_answer({key: self.topic_names[key] for key in value})
        if name == FILES:
            return answers.files_answer(
                label, {str(one.pk): one.name for one in self.form_files.held if str(one.pk) in value}
            )
        text = value.isoformat() if isinstance(value, date) else "" if value is None else value
        answer = Answer(key=self.key_of(name), label=label, kind=self.kind_of(name), value=text)
        units = self.units_of(name)
        unit = units[0] if len(units) == 1 else self.cleaned_data.get(self.unit_name(name), "")
        return Answer(**answer, unit=unit) if text and unit else answer

    def units_of(self, name: str) -> list[str]:
        """Return the units that the question of a field offers."""
        return self.questions[name].unit_options if name in self.questions else []

    def unit_name(self, name: str) -> str:
        return f"{UNIT}{name.removeprefix(QUESTION)}"

    def key_of(self, name: str) -> str:
        question = self.questions.get(name)
        return question.key if question else name

    def kind_of(self, name: str) -> str:
        if name in self.questions:
            return str(self.questions[name].kind)
        return SUBJECT if name == "subject" else str(Kind.LONG_TEXT if name == "message" else Kind.TEXT)


def length_of(typed: object) -> int:
    """Return the number of characters of one submitted value, a line end counting as one."""
    texts = typed if isinstance(typed, list) else [typed or ""]
    return sum(visible_length(str(text).replace("\r\n", "\n")) for text in texts)


def takes_several(field: forms.Field) -> bool:
    return isinstance(field.widget, forms.CheckboxSelectMultiple)
