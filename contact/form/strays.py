"""Text that came with a form and has no field in it: shown back, never dropped without a word."""

from collections.abc import Iterable, Iterator

from django.http import QueryDict

from contact import answers
from contact.abuse.signs import TRAP
from contact.answers import Answer
from contact.form.forms import InquiryForm, as_typed, takes_several

BESIDE_THE_ANSWERS = ("step", "page", "policy", TRAP)


def strays_of(data: QueryDict, form: InquiryForm) -> list[str]:
    """Return texts under names that the form does not know, and all but the last of a field that came twice."""
    return [text for text in outside(data, form) if text.strip()]


def outside(data: QueryDict, form: InquiryForm) -> Iterator[str]:
    for name, texts in data.lists():
        if name in form.fields:
            yield from [] if takes_several(form.fields[name]) else (text for text in texts[:-1] if text != texts[-1])
        elif name not in BESIDE_THE_ANSWERS:
            yield from texts


def strays_of_draft(given: Iterable[Answer], form: InquiryForm) -> list[str]:
    """Return the answers to questions that are no longer asked, each with its question."""
    gone = [answer for answer in given if not as_typed({answer["key"]: ""}).keys() & form.fields.keys()]
    return [f"{answer['label']}: {answers.shown(answer)}" for answer in gone if answers.shown(answer)]
