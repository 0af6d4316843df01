"""Fills the desk with made-up inquiries, stored as `receive_inquiry` and the verbs of the desk store them.

They are spread over the months before now that the retention period keeps, so that none is kept longer than promised.
"""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any

from django.db import transaction

from cluster_cms import clock
from cluster_cms.demo import Stage
from cluster_cms.operations.large_tables import insert_rows
from cluster_cms.pages.languages import JAPANESE, LANGUAGES
from cluster_cms.privacy.models import Purpose
from cluster_cms.security import audit
from cluster_cms.security.audit import Act
from contact.deadlines.business_days import day_of_receipt, due_after
from contact.demo.sample_answers import language_of_number, made_up_answers
from contact.inquiries.receive import fingerprint, remember_questions
from contact.models import (
    ChangeReason,
    DeskCalendar,
    Inquiry,
    InquiryPurpose,
    Source,
    Status,
    desk_calendar,
)
from contact.pages import ContactPage
from contact.permissions import colleagues
from contact.retention.schedule import retention_months
from contact.search.scanning import build_search_text
from contact.text import answers
from contact.text.answers import Answer
from contact.text.email_address import email_hmac
from contact.text.question_kinds import CORE_FIELDS
from contact.text.references import new_reference
from policy.publishing import policy_in_force

AT_ONCE = 1_000
FRESH = timedelta(days=14)  # what is older is closed, but for a few
SOURCES = (*[Source.WEB] * 93, *[Source.PHONE] * 4, Source.MAIL, Source.FAX, Source.LETTER)
STATUSES = (Status.NEW, Status.OPEN, Status.CLOSED, Status.ANSWERED, Status.WAITING, Status.OPEN, Status.SPAM)
HANDLED: dict[str, audit.Value] = {"reason": ChangeReason.HANDLING.value, "sample": True}
ACTS = {
    Status.OPEN: "inquiry.taken_up",
    Status.WAITING: "inquiry.waiting",
    Status.ANSWERED: "inquiry.answered",
    Status.CLOSED: "inquiry.closed",
}


def fill(stage: Stage, count: int) -> Iterator[int]:
    """Add inquiries until there are `count`, oldest first, and yield how many there are after each thousand."""
    known = Inquiry.objects.count()
    maker = Maker(first=known, count=count)
    for first in range(known, count, AT_ONCE):
        reached = min(first + AT_ONCE, count)
        store(maker, range(first, reached))
        yield reached


@transaction.atomic
def store(maker: "Maker", numbers: range) -> None:
    """Store inquiries with their search texts, purposes and questions, and record what happened to each."""
    inquiries = list(map(maker.inquiry, numbers, unused_references(len(numbers))))
    insert_rows(inquiries)
    insert_rows([build_search_text(one, search_text(one.answers)) for one in inquiries])
    insert_rows([InquiryPurpose(inquiry=one, purpose=purpose) for one in inquiries for purpose in maker.purposes])
    for one in inquiries[: len(LANGUAGES) * 3]:  # both languages
        remember_questions(one.answers, one.language)
    insert_rows(audit.entries_of(act for one in inquiries for act in maker.acts_of(one)))


def unused_references(count: int) -> set[str]:
    """Return so many references that no inquiry has; among a million random ones two are likely to be the same."""
    found: set[str] = set()
    while len(found) < count:
        found |= {new_reference() for _ in range(count - len(found))}
        found -= set(Inquiry.objects.filter(reference__in=found).values_list("reference", flat=True))
    return found


def search_text(given: list[Answer]) -> str:
    """Return what `answers.search_text` returns; most answers occur many times, and folding them takes long."""
    return "\n".join(filter(None, (folded(json.dumps(one)) for one in given)))


@lru_cache(maxsize=20_000)
def folded(answer: str) -> str:
    return answers.search_text([json.loads(answer)])


@dataclass(frozen=True)
class Maker:
    """Makes the inquiries of one run; `first` to `count` are their numbers, the oldest first."""

    first: int
    count: int

    @cached_property
    def now(self) -> datetime:
        return clock.now()

    @cached_property
    def pages(self) -> dict[str, ContactPage]:
        return {page.locale.language_code: page for page in ContactPage.objects.live()}

    @cached_property
    def purpose_texts(self) -> dict[str, str]:
        return {language: page.purpose for language, page in self.pages.items()}

    @cached_property
    def purposes(self) -> list[Purpose]:
        return list(self.pages[JAPANESE].purposes_in_order)

    @cached_property
    def assignees(self) -> list[int | None]:
        return [None, *colleagues().values_list("pk", flat=True)]

    @cached_property
    def policies(self) -> dict[date, int]:
        return {}

    @cached_property
    def due_dates(self) -> dict[date, date]:
        return {}

    @cached_property
    def calendar(self) -> DeskCalendar:
        return desk_calendar()

    @cached_property
    def months(self) -> timedelta:
        """How far back the oldest was received: those closed are kept for a month more at least."""
        return timedelta(days=max(30 * (retention_months() - 1), 3))

    def received_at(self, number: int) -> datetime:
        left = (self.count - number) / (self.count - self.first + 1)
        return self.now - self.months * left

    def due_on(self, at: datetime) -> date:
        """Return the due date as `due_date` does, reckoned once for each day of receipt."""
        day = day_of_receipt(at, self.calendar)
        if day not in self.due_dates:
            self.due_dates[day] = due_after(day, self.calendar)
        return self.due_dates[day]

    def policy(self, at: datetime) -> int:
        """Return the id of the revision of the policy that was in force; looked up once for each day."""
        day = at.astimezone(clock.TOKYO).date()
        if day not in self.policies:
            found = policy_in_force(at=at) or policy_in_force()
            if found is None:
                raise LookupError("No policy is in force: no inquiry can be received.")
            self.policies[day] = found.pk
        return self.policies[day]

    def inquiry(self, number: int, reference: str) -> Inquiry:
        given, language, at = made_up_answers(number), language_of_number(number), self.received_at(number)
        page = self.pages[language]
        return Inquiry(
            reference=reference,
            language=language,
            received_at=at,
            due_from=at,
            due_on=self.due_on(at),
            subject=answers.text_of(given, "subject"),
            source=SOURCES[number * 7 % len(SOURCES)],
            policy_revision_id=self.policy(at),
            purpose=self.purpose_texts[language],
            submission_key=secrets.token_urlsafe(24),
            fingerprint=fingerprint(page_id=page.pk, answers=given),
            email_hmac=email_hmac(answers.text_of(given, "mail")),
            question_keys=[answer["key"] for answer in given if answer["key"] not in CORE_FIELDS],
            answers=given,
            page_id=page.pk,
            page_title=page.title,
            page_path=page.url_path,
            page_revision_id=page.live_revision_id,
            **self.handling(number, at),
        )

    def handling(self, number: int, at: datetime) -> dict[str, Any]:
        """Return the fields that tell how far the desk has got: status, its times, and whose it is."""
        age, status = self.now - at, Status.CLOSED
        if age < FRESH or number % 40 == 0:
            status = STATUSES[number % len(STATUSES)]
        if status == Status.SPAM and age < FRESH:
            return {"status": status, "quarantined_at": at, "spam_score": 10, "spam_signals": ["links"]}
        if status == Status.SPAM:
            status = Status.CLOSED
        soon = at + min(timedelta(hours=number % 40), age / 2)
        read = (
            {}
            if status == Status.NEW
            else {"read_at": soon, "assignee_id": self.assignees[number % len(self.assignees)]}
        )
        answered = {"answered_at": soon} if status in (Status.ANSWERED, Status.CLOSED) else {}
        closed = {"closed_at": at + min(timedelta(days=1 + number % 3), age)} if status == Status.CLOSED else {}
        last_act_at = closed.get("closed_at") or (soon if answered else at)
        return {"status": status, "last_act_at": last_act_at, **read, **answered, **closed}

    def acts_of(self, inquiry: Inquiry) -> Iterator[Act]:
        """Yield what the audit chain holds of an inquiry: its receipt, and its last change of status."""
        received: dict[str, audit.Value] = {"language": inquiry.language, "score": inquiry.spam_score, "sample": True}
        yield Act("inquiry.received", inquiry.received_at, None, inquiry.reference, received)
        if act := ACTS.get(Status(inquiry.status)):
            at = inquiry.closed_at or inquiry.answered_at or inquiry.read_at or inquiry.received_at
            data: dict[str, audit.Value] = {
                "from": Status.NEW.value,
                "reason": ChangeReason.HANDLING.value,
                "sample": True,
            }
            yield Act(act, at, inquiry.assignee_id, inquiry.reference, data)
