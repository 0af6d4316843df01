"""The answers of an inquiry: each holds its value beside its question's key, label and kind as asked."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NotRequired, TypedDict

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cluster_cms.clock import tokyo_date
from cluster_cms.text.folding import searchable
from contact.text.email_address import in_unicode
from contact.text.question_kinds import ABOUT, FILES, SUBJECT, Kind, SubjectKind

MAIL = "mail"  # the key of the mail address
Value = str | list[str]


class Answer(TypedDict):
    """One answer: `value` is text, a list of the chosen texts, an ISO date, "yes" or "no"; empty means not given.

    A number is digits with "-" and ".", and has its `unit` where the question offered any. The products asked about are
    their names as the writer read them, beside their `keys`; so are files, whose keys are dropped when they are stored.
    """

    key: str
    label: str
    kind: str
    value: Value
    unit: NotRequired[str]
    keys: NotRequired[list[str]]


def shown(answer: Answer) -> str:
    """Return an answer as text for people, in the active language; empty when it was not given."""
    value = answer["value"]
    if isinstance(value, list):
        return "\n".join(value)
    if answer["kind"] == SUBJECT and value in SubjectKind:
        return str(SubjectKind(value).label)
    if answer["kind"] == Kind.YES_NO and value:
        return _("Yes") if value == "yes" else _("No")
    if answer["kind"] == Kind.DATE and value:
        return display_date(value)
    return " ".join(filter(None, (value, answer.get("unit"))))


def shown_in_full(answer: Answer) -> str:
    """Return an answer as `shown`; a mail address whose domain has other letters than ASCII is followed by them."""
    text = shown(answer)
    unicode = in_unicode(text) if answer["key"] == MAIL else text
    return text if unicode == text else f"{text}\n({unicode})"


def display_date(value: str) -> str:
    """Return an ISO date in the active language, with its day of the week; other text unchanged."""
    day = day_of(value)
    if day is None:
        return value
    words = {"date": tokyo_date(day), "weekday": date_format(day, "D"), "day": date_format(day, "l")}
    # Translators: a day with the day of the week, in full or short
    return pgettext("day", "%(day)s, %(date)s") % words


def day_of(value: str) -> date | None:
    """Return the day of an ISO date, or None."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def values(answers: Iterable[Answer]) -> dict[str, Value]:
    """Return the values by the keys of their questions."""
    return {answer["key"]: answer["value"] for answer in answers}


def text_of(answers: Iterable[Answer], key: str) -> str:
    """Return the answer to the question `key` as text, or an empty text."""
    value = values(answers).get(key, "")
    return value if isinstance(value, str) else "\n".join(value)


def topics_answer(names: Mapping[str, str]) -> Answer:
    """Return the answer that names products, by their keys, in the active language."""
    return Answer(key=ABOUT, label=pgettext("inquiry", "Product"), kind=ABOUT, value=[*names.values()], keys=[*names])


def topic_names(answers: Iterable[Answer]) -> dict[str, str]:
    """Return the names of the products asked about, as the answers hold them, by their keys."""
    found = [one for one in answers if one["key"] == ABOUT]
    return {key: name for one in found for key, name in zip(one.get("keys", []), one["value"], strict=False)}


def topic_keys(answers: Iterable[Answer]) -> list[str]:
    """Return the keys of the products asked about."""
    return keys_of(answers, ABOUT)


def keys_of(answers: Iterable[Answer], question: str) -> list[str]:
    """Return the keys beside what was chosen under a question; none where it has no keys."""
    return [key for answer in answers if answer["key"] == question for key in answer.get("keys", [])]


def files_answer(label: str, names: Mapping[str, str]) -> Answer:
    """Return the answer that names files, by their tokens."""
    return Answer(key=FILES, label=label, kind=FILES, value=[*names.values()], keys=[*names])


def with_files(answers: Iterable[Answer], values: list[str] | None = None) -> list[Answer]:
    """Return answers without the tokens of files; `values` stand in place of their names."""
    return [
        Answer(key=FILES, label=one["label"], kind=FILES, value=one["value"] if values is None else values)
        if one["key"] == FILES
        else one
        for one in answers
    ]


def search_text(answers: Iterable[Answer]) -> str:
    """Return all answers as searches compare them, one a line."""
    return "\n".join(filter(None, (searchable(shown_in_full(answer)) for answer in answers)))


def masked_name(answers: Iterable[Answer]) -> str:
    """Return the first letter of the name, such as 山***."""
    name = text_of(answers, "name")
    return f"{name[:1]}***" if name else ""


def are_answers(data: object) -> bool:
    """Return whether untrusted data, as read from JSON, is a list of answers."""
    return isinstance(data, list) and all(isinstance(one, Mapping) and is_answer(one) for one in data)


def is_answer(data: Mapping[str, object]) -> bool:
    value = data.get("value")
    texts = value if isinstance(value, list) else [value]
    keys = data.get("keys", [])
    named = (data.get(name) for name in ("key", "label", "kind"))
    return isinstance(keys, list) and all(map(is_text, (*texts, *keys, *named, data.get("unit", ""))))


def is_text(data: object) -> bool:
    """Return whether data is text that UTF-8 can encode: JSON may hold lone surrogates."""
    return isinstance(data, str) and data.encode(errors="ignore").decode() == data
