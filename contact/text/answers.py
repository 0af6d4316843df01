"""Answers of an inquiry: each holds its question's key, label and kind as asked, beside the value."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypedDict

from django.utils.translation import gettext as _

from cluster_cms.clock import tokyo_date
from contact.text.cleaning import searchable
from contact.text.question_kinds import SUBJECT, Kind, SubjectKind

Value = str | list[str]


class Answer(TypedDict):
    """One answer: `value` is text, a list of the chosen texts, an ISO date, "yes" or "no"; empty means not given."""

    key: str
    label: str
    kind: str
    value: Value


def shown(answer: Answer) -> str:
    """Return an answer as people read it, in the active language; empty when it was not given."""
    value = answer["value"]
    if isinstance(value, list):
        return "\n".join(value)
    if answer["kind"] == SUBJECT and value in SubjectKind:
        return str(SubjectKind(value).label)
    if answer["kind"] == Kind.YES_NO and value:
        return _("Yes") if value == "yes" else _("No")
    if answer["kind"] == Kind.DATE and value:
        return day_shown(value)
    return value


def day_shown(value: str) -> str:
    """Return a date as people read it; what is none, in a draft that somebody made up, stays as it is."""
    try:
        return tokyo_date(date.fromisoformat(value))
    except ValueError:
        return value


def values(answers: Iterable[Answer]) -> dict[str, Value]:
    return {answer["key"]: answer["value"] for answer in answers}


def text_of(answers: Iterable[Answer], key: str) -> str:
    """Return the text answered to `key`, or nothing."""
    value = values(answers).get(key, "")
    return value if isinstance(value, str) else "\n".join(value)


def search_text(answers: Iterable[Answer]) -> str:
    """Return everything that was answered, as searches compare it, one answer a line."""
    return "\n".join(found for answer in answers if (found := searchable(shown(answer))))


def masked_name(answers: Iterable[Answer]) -> str:
    """Return the first letter of the name: enough to tell two rows apart, too little to copy."""
    name = text_of(answers, "name")
    return f"{name[:1]}***" if name else ""


def masked_mail(answers: Iterable[Answer]) -> str:
    """Return the first letter of the mail address and where its mailbox is."""
    mail = text_of(answers, "mail")
    return f"{mail[:1]}***@{mail.rpartition('@')[2]}" if mail else ""


def are_answers(found: object) -> bool:
    """Tell whether something read from outside has the shape of a list of answers."""
    return isinstance(found, list) and all(isinstance(one, Mapping) and is_answer(one) for one in found)


def is_answer(found: Mapping[str, object]) -> bool:
    value = found.get("value")
    texts = value if isinstance(value, list) else [value]
    return all(map(is_text, (*texts, *(found.get(name) for name in ("key", "label", "kind")))))


def is_text(found: object) -> bool:
    """Tell whether something is text that can be sent: JSON can name halves of surrogate pairs, UTF-8 cannot."""
    return isinstance(found, str) and found.encode(errors="ignore").decode() == found
