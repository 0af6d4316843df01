"""Fills a form again with what was typed, and finds what has no place in it: nothing typed gets lost."""

from collections.abc import Iterable, Iterator

from django import forms
from django.http import QueryDict

from contact.inquiries.spam_scoring import HONEYPOT
from contact.public.form import InquiryForm, takes_several
from contact.public.question_fields import QUESTION, UNIT
from contact.text import answers
from contact.text.answers import Answer, Value
from contact.text.question_kinds import CORE_FIELDS, FILES, UPLOAD

CONTROL_FIELDS = ("step", "page", "policy", "asked", HONEYPOT, FILES, UPLOAD)


def field_name(key: str) -> str:
    """Return the name of the field of an answer."""
    return key if key in CORE_FIELDS else f"{QUESTION}{key}"


def initial_from_answers(given: Iterable[Answer], form: InquiryForm) -> dict[str, Value]:
    """Return answers under the names of their form fields, as initial values."""
    initial: dict[str, Value] = {}
    for answer in given:
        name = field_name(answer["key"])
        if name in form.fields:
            initial[name] = typed_again(chosen_in(answer), form.fields[name])
            initial[f"{UNIT}{answer['key']}"] = answer.get("unit", "")
    return initial


def chosen_in(answer: Answer) -> Value:
    """Return what the field of an answer takes: of products their keys, else the value."""
    return answer.get("keys", answer["value"])


def typed_again(value: Value, field: forms.Field) -> Value:
    """Return an answer as its field shows it, also if the question was of another kind when it was answered."""
    texts = value if isinstance(value, list) else [value]
    if isinstance(field, forms.ChoiceField):
        return texts if takes_several(field) else texts[0] if texts else ""
    lines = [line for text in texts for line in text.splitlines()]
    return "\n".join(texts) if isinstance(field.widget, forms.Textarea) else " ".join(lines)


def initial_from_post(data: QueryDict, form: InquiryForm) -> dict[str, Value]:
    """Return the values of a POST for the fields of a form, unvalidated, as initial values."""
    return {
        name: data.getlist(name) if takes_several(field) else data.get(name, "")
        for name, field in form.fields.items()
        if name != "agreement"
    }


def unmatched_values(data: QueryDict, form: InquiryForm) -> list[str]:
    """Return the values under unknown names, and all but the last of a field that came several times."""
    return [text for text in unused_values(data, form) if text.strip()]


def unused_values(data: QueryDict, form: InquiryForm) -> Iterator[str]:
    for name, texts in data.lists():
        if name in (FILES, UPLOAD):
            continue  # told by themselves (contact.public.uploads)
        if name in form.fields:
            yield from [] if takes_several(form.fields[name]) else (text for text in texts[:-1] if text != texts[-1])
        elif name not in CONTROL_FIELDS:
            yield from texts


def values_not_offered(data: QueryDict, form: InquiryForm) -> list[str]:
    """Return what was chosen and is no choice, each with its question: the choices may have changed meanwhile."""
    return [
        f"{field.label}: {text}"
        for name, field in form.fields.items()
        for text in data.getlist(name)
        if text.strip() and not is_offered(text, field)
    ]


def is_offered(text: str, field: forms.Field) -> bool:
    return not isinstance(field, forms.ChoiceField) or field.valid_value(text)


def unmatched_values_of_draft(given: Iterable[Answer], form: InquiryForm) -> list[str]:
    """Return the answers that have no place in the form, each with its question."""
    return [
        f"{answer['label']}: {answers.shown(answer)}"
        for answer in given
        if answers.shown(answer) and not has_place(answer, form)
    ]


def has_place(answer: Answer, form: InquiryForm) -> bool:
    """Tell whether the form shows all of an answer: it still asks, and offers what was chosen and the unit."""
    name, value, unit = field_name(answer["key"]), chosen_in(answer), answer.get("unit", "")
    if name not in form.fields or (unit and unit not in form.units_of(name)):
        return False
    field, texts = form.fields[name], value if isinstance(value, list) else [value]
    is_single_choice = isinstance(field, forms.ChoiceField) and not takes_several(field)
    return all(is_offered(text, field) for text in texts) and not (is_single_choice and len(texts) > 1)
