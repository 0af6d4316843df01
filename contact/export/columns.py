"""The columns that an export can have: what is known of every inquiry, the core of the form, and its questions."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial

from django.utils.translation import gettext as _

from cluster_cms.clock import TOKYO
from contact import answers
from contact.answers import Answer
from contact.asked import question_labels, questions_of
from contact.export.rows import Row
from contact.form.forms import core_fields
from contact.kinds import SUBJECT, Kind
from contact.records import InquiryQuerySet, Source, Status
from contact.records.inquiry import LANGUAGE_NAMES

# Text, texts that belong into one cell, Tokyo time without a zone, a day.
Cell = str | list[str] | datetime | date | None
QUESTION = "q_"  # before the key of a question, as in the form
LESS_NEEDED = frozenset({"source", "answered", "closed", "due", "page", "purpose", "revision"})
SPELLED_OUT = frozenset({SUBJECT, str(Kind.YES_NO), str(Kind.DATE)})  # kinds whose value is not what people read


@dataclass(frozen=True)
class Column:
    """One column; `shown` gives what people read, in the active language, `raw` what programs read.

    `few`: it has few different values, so whatever a format does to them can be remembered.
    """

    key: str
    heading: str
    shown: Callable[[Row], Cell]
    raw: Callable[[Row], object]
    few: bool = False


def columns(questions: Mapping[str, str]) -> list[Column]:
    """Return every column there is, in the order of the file; `questions` are labels by key.

    A question worded like another column is told apart by its key.
    """
    core = [answer_column(key, str(field.label), key) for key, field in core_fields().items()]
    fixed, rest = [*facts(), *core], list(circumstances())
    taken = Counter([*(column.heading for column in (*fixed, *rest)), *questions.values()])
    asked = [
        answer_column(f"{QUESTION}{key}", label if taken[label] == 1 else f"{label} [{key}]", key)
        for key, label in questions.items()
    ]
    return [*fixed, *asked, *rest]


def columns_filled(inquiries: InquiryQuerySet) -> list[Column]:
    """Return the columns to choose from: of the questions only those that some of the inquiries answer."""
    used = questions_of(inquiries)
    return columns({key: label for key, label in question_labels().items() if key in used})


def facts() -> Iterator[Column]:
    yield Column("reference", _("Reference"), lambda row: row.reference, lambda row: row.reference)
    yield moment("received", _("Received (JST)"), lambda row: row.received_at)
    yield named("status", _("Status"), dict(Status.choices), lambda row: row.status)
    yield named("language", _("Language"), dict(LANGUAGE_NAMES), lambda row: row.language)


def circumstances() -> Iterator[Column]:
    yield named("source", _("Way"), dict(Source.choices), lambda row: row.source)
    yield moment("answered", _("Answered (JST)"), lambda row: row.answered_at)
    yield moment("closed", _("Closed (JST)"), lambda row: row.closed_at)
    yield Column("due", _("Due"), lambda row: row.due_on, lambda row: row.due_on and row.due_on.isoformat())
    yield Column("page", _("Page"), lambda row: row.page_title, lambda row: row.page_title, few=True)
    yield Column("purpose", _("Purpose of use"), lambda row: row.purpose, lambda row: row.purpose, few=True)
    yield Column("revision", _("Policy revision"), lambda row: str(row.revision), lambda row: row.revision, few=True)


def moment(key: str, heading: str, read: Callable[[Row], datetime | None]) -> Column:
    def tokyo(row: Row) -> datetime | None:
        at = read(row)
        return at.astimezone(TOKYO) if at else None

    def shown(row: Row) -> datetime | None:
        at = tokyo(row)
        return at.replace(tzinfo=None) if at else None

    def raw(row: Row) -> str | None:
        at = tokyo(row)
        return at.isoformat() if at else None

    return Column(key, heading, shown, raw)


def named(key: str, heading: str, labels: dict[str, object], read: Callable[[Row], str]) -> Column:
    words = {code: str(label) for code, label in labels.items()}
    return Column(key, heading, lambda row: words.get(read(row), read(row)), read, few=True)


def answer_column(column: str, heading: str, key: str) -> Column:
    spelled = lru_cache(maxsize=1000)(partial(spelled_out, key))

    def shown(row: Row) -> Cell:
        answer = row.answers.get(key)
        if answer is None:
            return None
        value = answer["value"]
        if isinstance(value, str) and value and answer["kind"] in SPELLED_OUT:
            return spelled(answer["kind"], value)
        return value

    return Column(column, heading, shown, lambda row: row.answers.get(key))


def spelled_out(key: str, kind: str, value: str) -> str:
    return answers.shown(Answer(key=key, label="", kind=kind, value=value))
