"""The form fields of the questions that editors add to a contact page; a number may have a field for its unit."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cluster_cms.text import cleaning
from cluster_cms.text.day_fields import EXAMPLE, DayField
from contact.models.question import ContactQuestion
from contact.text.answers import display_date
from contact.text.form_fields import LONG, CleanedField, NumberField
from contact.text.question_kinds import Kind

MAX_RADIO_BUTTONS = 7  # more choices than this become a drop-down list
MANY_LINES = forms.Textarea(attrs={"rows": 8})
QUESTION, UNIT = "q_", "unit_"  # before the key of a question, in the names of its fields


class QuantityBoundField(forms.BoundField):
    """A number as templates show it, with the field for its unit where there are several."""

    @property
    def unit(self) -> forms.BoundField | None:
        name = f"{UNIT}{self.name.removeprefix(QUESTION)}"
        return self.form[name] if name in self.form.fields else None

    @property
    def only_unit(self) -> str:
        """Return the unit where there is one alone."""
        units = self.field.units if isinstance(self.field, NumberField) else ()
        return units[0] if len(units) == 1 else ""


class QuantityField(NumberField):
    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> QuantityBoundField:
        return QuantityBoundField(form, self, field_name)


def question_fields(question: ContactQuestion, today: date) -> Iterator[tuple[str, forms.Field]]:
    """Yield name and field of one question, and of its unit if there are several."""
    yield f"{QUESTION}{question.key}", question_field(question, today)
    if len(question.unit_options) > 1:
        yield f"{UNIT}{question.key}", unit_field(question)


def question_field(question: ContactQuestion, today: date) -> forms.Field:
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
            options |= {"lowest": question.lowest, "highest": question.highest, "units": question.unit_options}
            return QuantityField(widget=forms.TextInput(attrs={"inputmode": "decimal"}), **options)
        case Kind.DATE:
            earliest = question.first_day(today)
            hints = (question.help_text, earliest_hint(question, earliest), str(EXAMPLE))
            options["help_text"] = " ".join(filter(None, hints))
            return DayField(earliest=earliest, latest=question.last_day(today), **options)
        case Kind.CHOICES:
            options |= {"error_messages": required | chosen, "widget": forms.CheckboxSelectMultiple}
            return forms.MultipleChoiceField(choices=[(text, text) for text in question.options], **options)
        case Kind.CHOICE | Kind.YES_NO:
            options |= {"error_messages": required | chosen}
            return one_of(question, options)
        case _:
            return CleanedField(**options)


def earliest_hint(question: ContactQuestion, earliest: date) -> str:
    """Return the first day that is taken, in words, where the question counts it from today."""
    if question.earliest_in is None:
        return ""
    return gettext("The earliest day is %(day)s.") % {"day": display_date(earliest.isoformat())}


def one_of(question: ContactQuestion, options: dict[str, Any]) -> forms.Field:
    """Return the field for one answer of several; an optional question also offers no answer."""
    options_given: list[tuple[str, Any]] = [(text, text) for text in question.options]
    choices = [("yes", _("Yes")), ("no", _("No"))] if question.kind == Kind.YES_NO else options_given
    as_buttons = len(choices) <= MAX_RADIO_BUTTONS
    if not (question.required and as_buttons):
        choices = [*choices, ("", _("No answer"))] if as_buttons else [("", _("Please choose")), *choices]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect if as_buttons else forms.Select, **options)


def unit_field(question: ContactQuestion) -> forms.Field:
    """Return the field for the unit of a number; none is chosen beforehand, for it would be a guess."""
    label = _("Unit of “%(label)s”") % {"label": question.label}
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[("", _("Unit")), *((unit, unit) for unit in question.unit_options)],
        widget=forms.Select(attrs={"aria-label": label}),
        error_messages={"invalid_choice": _("Choose one of the units")},
    )
