"""Requests at the desk: a clock, an identity checklist asked in the moment of acting, a reason for each refusal."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from cluster_cms.erasures.erasing import Erasure
from cluster_cms.mail.sending import send_due_mails
from cluster_cms.security.audit import AuditEntry
from contact.deadlines.business_days import deadline_for, target_date_for
from contact.models import DataSubjectRequest, DeskCalendar, IdentityCheck, Inquiry, RefusalGround
from contact.privacy.evidence import print_duration, record_evidence, year_of
from contact.privacy.fulfilment import (
    NotConcerned,
    fulfil_correction,
    fulfil_deletion,
    fulfil_disclosure,
    fulfil_stop,
)
from contact.privacy.requests import (
    AnsweredAlready,
    IdentityUnknown,
    anonymise_old_requests,
    anonymise_restored_request,
    answer_request,
    names_somebody,
    record_identity_checks,
)
from contact.text import answers
from tests.contact.visit import WRITTEN
from tests.infrastructure.cast import Clock
from tests.infrastructure.decrypted_dump import places_of


@pytest.mark.parametrize(
    "received, aim",
    [
        ((2026, 12, 7), (2026, 12, 10)),
        ((2026, 12, 10), (2026, 12, 15)),
        ((2026, 12, 12), (2026, 12, 16)),
        ((2026, 4, 28), (2026, 5, 7)),  # a holiday, two days of work, and four days off
        ((2026, 12, 28), (2027, 1, 6)),  # the desk is closed over the turn of the year
    ],
)
def test_the_target_is_three_business_days_and_the_deadline_fourteen_days(
    db: None, received: tuple[int, int, int], aim: tuple[int, int, int]
) -> None:
    assert target_date_for(date(*received)) == date(*aim)
    assert (deadline_for(date(*received)) - date(*received)).days == 14


def test_a_closed_desk_does_not_move_the_deadline(db: None) -> None:
    DeskCalendar.objects.update(closed=[["2026-12-01", "2027-01-31", "Moving house"]])
    assert target_date_for(date(2026, 12, 1)) == date(2026, 12, 15)


def test_personal_data_of_a_request_is_encrypted_and_not_audited(asked: Callable[..., DataSubjectRequest]) -> None:
    request = asked()
    assert places_of("すべて見たい") == {"contact_datasubjectrequest.details"}
    entry = AuditEntry.objects.get(action="request.received")
    assert (entry.subject, entry.data) == (request.reference, '{"request_type":"see","source":"phone"}')


ACTS: dict[str, Callable[..., Any]] = {
    "disclose": fulfil_disclosure,
    "delete": fulfil_deletion,
    "stop": fulfil_stop,
    "answer": answer_request,
}


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_done_for_somebody_unknown(
    asked: Callable[..., DataSubjectRequest], inquiry: Inquiry, desk: Any, act: str
) -> None:
    request = asked()
    with pytest.raises(IdentityUnknown):
        ACTS[act](request=request, actor=desk)
    assert Inquiry.objects.filter(pk=inquiry.pk, restricted_at=None).exists()


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_done_twice(proved: DataSubjectRequest, desk: Any, act: str) -> None:
    answer_request(request=proved, actor=desk)
    with pytest.raises(AnsweredAlready):
        ACTS[act](request=proved, actor=desk)
    with pytest.raises(AnsweredAlready):
        record_identity_checks(request=proved, identity_checks=[IdentityCheck.AGENT], actor=desk)


def test_a_mark_on_another_screen_does_not_count(asked: Callable[..., DataSubjectRequest], desk: Any) -> None:
    request = asked()
    request.identity_checks = ["document"]  # as an old or made-up form would have it
    with pytest.raises(IdentityUnknown):
        fulfil_deletion(request=request, actor=desk)


def test_everything_that_is_held_is_disclosed(proved: DataSubjectRequest, inquiry: Inquiry, desk: Any) -> None:
    [held] = [one for one in fulfil_disclosure(request=proved, actor=desk) if one.name == "inquiry"]
    facts = {fact.name: fact.text for fact in held.facts}
    assert (facts["reference"], facts["message"]) == (inquiry.reference, WRITTEN["message"])
    assert AuditEntry.objects.filter(action="own_data.viewed", subject=inquiry.reference).exists()


def test_a_person_without_mail_is_served_by_the_reference(
    asked: Callable[..., DataSubjectRequest], inquiry: Inquiry, others_inquiry: Inquiry, desk: Any
) -> None:
    request = asked(address="", references=(others_inquiry.reference,))
    record_identity_checks(request=request, identity_checks=[IdentityCheck.DOCUMENT], actor=desk)
    assert fulfil_deletion(request=request, actor=desk).erased == [others_inquiry.reference]
    assert Inquiry.objects.filter(pk=inquiry.pk).exists()


def test_deleting_and_stopping_reach_the_journal(proved: DataSubjectRequest, inquiry: Inquiry, desk: Any) -> None:
    assert fulfil_stop(request=proved, actor=desk) == 1
    assert fulfil_deletion(request=proved, actor=desk).erased == [inquiry.reference]
    assert set(Erasure.objects.values_list("kind", "cause")) == {("restriction", "request"), ("inquiry", "request")}


def test_correcting_concerns_the_requests_own_inquiries_alone(
    proved: DataSubjectRequest, inquiry: Inquiry, others_inquiry: Inquiry, desk: Any
) -> None:
    given: dict[str, Any] = {"request": proved, "values": {"name": "新 名前"}, "addition": "", "actor": desk}
    fulfil_correction(inquiry=inquiry, **given)
    assert answers.text_of(Inquiry.objects.get(pk=inquiry.pk).answers, "name") == "新 名前"
    with pytest.raises(NotConcerned):
        fulfil_correction(inquiry=others_inquiry, **given)


def test_a_refusal_carries_its_reason_to_the_person(
    asked: Callable[..., DataSubjectRequest], desk: Any, mailoutbox: list[Any]
) -> None:
    request = answer_request(request=asked(), actor=desk, refusal=RefusalGround.IDENTITY)
    send_due_mails()
    [letter] = [letter for letter in mailoutbox if request.reference in letter.subject]
    assert letter.to == [WRITTEN["mail"]]
    assert str(RefusalGround.IDENTITY.label) in letter.body or "確かめられ" in letter.body


def test_requests_are_anonymised_when_retention_ends(proved: DataSubjectRequest, desk: Any, monday: Clock) -> None:
    answer_request(request=proved, actor=desk)
    monday.forward(days=360)
    anonymise_old_requests()
    assert names_somebody(proved.pk)
    monday.forward(days=10)
    anonymise_old_requests()
    assert not names_somebody(proved.pk)
    assert Erasure.objects.get().kind == "request"
    assert DataSubjectRequest.objects.filter(pk=proved.pk, answered_at__isnull=False).exists()


def test_a_restored_request_is_anonymised_again(proved: DataSubjectRequest) -> None:
    anonymise_restored_request(proved.pk)
    assert not names_somebody(proved.pk)


def test_the_year_is_counted_with_its_median(
    asked: Callable[..., DataSubjectRequest], desk: Any, monday: Clock
) -> None:
    for days, refusal in ((1, RefusalGround.NONE), (2, RefusalGround.NONE), (6, RefusalGround.LAW)):
        request = asked()
        monday.forward(days=days)
        answer_request(request=request, actor=desk, refusal=refusal)
    year = year_of(2026)
    assert (year.answered, year.refused, year.at_once, year.median.days) == (3, 3, 0, 2)
    assert year_of(2025).answered == 0


@pytest.mark.parametrize("days, holds", [(14, True), (15, False)])
def test_a_request_past_its_limit_breaks_the_promise(
    asked: Callable[..., DataSubjectRequest], monday: Clock, days: int, holds: bool
) -> None:
    asked()
    monday.forward(days=days)
    assert all(one.holds for one in record_evidence() if one.item == 4) is holds
    assert DataSubjectRequest.objects.late().count() == 1
    assert DataSubjectRequest.objects.past_deadline().count() == (0 if holds else 1)


def test_durations_are_printed_in_days_hours_or_minutes() -> None:
    lengths = timedelta(days=14), timedelta(hours=24), timedelta(minutes=3)
    assert [print_duration(length) for length in lengths] == ["14日", "24時間", "3分"]
