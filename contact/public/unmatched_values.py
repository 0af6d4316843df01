"""Posted text that matches no field of the form: shown back, never dropped."""

from collections.abc import Iterable, Iterator

from django.http import QueryDict

from contact.inquiries.spam_scoring import HONEYPOT
from contact.public.form import InquiryForm, as_typed, takes_several
from contact.text import answers
from contact.text.answers import Answer

BESIDE_THE_ANSWERS = ("step", "page", "policy", HONEYPOT)


def unmatched_values(data: QueryDict, form: InquiryForm) -> list[str]:
    """Return texts under names that the form does not know, and all but the last of a field that came twice."""
    return [text for text in outside(data, form) if text.strip()]


def outside(data: QueryDict, form: InquiryForm) -> Iterator[str]:
    for name, texts in data.lists():
        if name in form.fields:
            yield from [] if takes_several(form.fields[name]) else (text for text in texts[:-1] if text != texts[-1])
        elif name not in BESIDE_THE_ANSWERS:
            yield from texts


def unmatched_values_of_draft(given: Iterable[Answer], form: InquiryForm) -> list[str]:
    """Return the answers to questions that are no longer asked, each with its question."""
    gone = [answer for answer in given if not as_typed({answer["key"]: ""}).keys() & form.fields.keys()]
    return [f"{answer['label']}: {answers.shown(answer)}" for answer in gone if answers.shown(answer)]
