"""Assignment, a new message and what is due are mailed to the person concerned, who can switch each of them off."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.sending import send_due_mails
from cluster_cms.security.accounts import User
from contact.inquiries.desk_drafts import save_draft
from contact.inquiries.due_notices import queue_due_notices
from contact.inquiries.handling import assign
from contact.inquiries.history import open_inquiry
from contact.inquiries.person_acts import bring_to_desk
from contact.mails.colleague_mails import COLLEAGUE
from contact.mails.letterhead import desk_address
from contact.mails.person_act_notice import PERSON_ACT, PersonAct
from contact.models import DraftForm, Inquiry, NoticeChoice
from tests.contact.conftest import AtInquiry
from tests.contact.visit import WRITTEN, letter, texts
from tests.infrastructure.cast import Clock


@pytest.fixture
def clerk(privacy_officer: User) -> User:
    """The colleague of the one who acts."""
    User.objects.filter(pk=privacy_officer.pk).update(email="clerk@example.com", last_name="窓口", first_name="次郎")
    privacy_officer.refresh_from_db()
    return privacy_officer


@pytest.fixture
def assigned(inquiry: Inquiry, clerk: User, desk: User) -> Inquiry:
    return assign(inquiry=inquiry, assignee=clerk, version=inquiry.version, actor=desk)


def queued() -> list[str]:
    found = OutboxMail.objects.filter(kind__in=[COLLEAGUE, PERSON_ACT]).order_by("created_at")
    return list(found.values_list("record", flat=True))


def test_who_is_assigned_by_somebody_else_is_told(assigned: Inquiry, clerk: User, mailoutbox: list[Any]) -> None:
    assert queued() == [f"assigned:{clerk.pk}"]
    OutboxMail.objects.exclude(kind=COLLEAGUE).delete()
    send_due_mails()
    sent = next(one for one in mailoutbox if one.to == ["clerk@example.com"])
    assert f"/admin/inquiries/{assigned.reference}/" in sent.body
    assert "担当になりました" in sent.body
    for text in (WRITTEN["name"], WRITTEN["mail"], WRITTEN["company"], "CX-210"):
        assert text not in sent.subject + sent.body


def test_who_takes_one_up_is_not_told(inquiry: Inquiry, desk: User) -> None:
    assign(inquiry=inquiry, assignee=desk, version=inquiry.version, actor=desk)
    assign(inquiry=inquiry, assignee=None, version=inquiry.version + 1, actor=desk)
    assert queued() == []


def test_a_mail_that_a_colleague_takes_in_is_told_to_the_assignee(
    assigned: Inquiry, at_inquiry: AtInquiry, desk: User
) -> None:
    open_inquiry(inquiry=assigned, actor=desk)
    at_inquiry.post("mail", text=letter("追伸です。"))
    assert queued()[1:] == [f"mailed:{assigned.assignee_id}"]


@pytest.mark.parametrize("switch", ["assigned", "message", "due"])
def test_each_notice_can_be_switched_off(
    inquiry: Inquiry, at_inquiry: AtInquiry, clerk: User, desk: User, hour: Clock, switch: str
) -> None:
    NoticeChoice.objects.create(user=clerk, **{switch: False})
    Inquiry.objects.exclude(pk=inquiry.pk).delete()
    assign(inquiry=inquiry, assignee=clerk, version=inquiry.version, actor=desk)
    open_inquiry(inquiry=inquiry, actor=desk)
    at_inquiry.post("mail", text="追伸です。", sender=WRITTEN["mail"], at="2026-11-01T10:00", time_confirmed="on")
    Inquiry.objects.filter(pk=inquiry.pk).update(due_on="2026-12-02", status="open")
    queue_due_notices()
    told = {"assigned": "assigned", "message": "mailed", "due": "due"}
    assert [one.partition(":")[0] for one in queued()] == [told[one] for one in told if one != switch]


def test_an_act_of_the_person_goes_to_the_desk_when_the_assignee_does_not_want_it(
    assigned: Inquiry, clerk: User, mailoutbox: list[Any]
) -> None:
    NoticeChoice.objects.create(user=clerk, message=False, assigned=False)
    Inquiry.objects.filter(pk=assigned.pk).update(read_at=assigned.received_at)
    assigned.refresh_from_db()
    OutboxMail.objects.all().delete()
    with transaction.atomic():
        bring_to_desk(assigned, PersonAct.ADDED)
    send_due_mails()
    assert [one.to for one in mailoutbox] == [[desk_address()]]


def test_what_is_due_is_told_once_on_the_business_day_before(assigned: Inquiry, clerk: User, clock: Clock) -> None:
    OutboxMail.objects.all().delete()
    Inquiry.objects.exclude(pk=assigned.pk).delete()
    Inquiry.objects.filter(pk=assigned.pk).update(due_on="2026-12-07")  # a Monday
    for moment in ("03 09:00", "04 07:59", "04 08:00", "04 12:00", "05 09:00", "07 09:00"):
        clock.set(f"2026-12-{moment}")
        queue_due_notices()
    found = OutboxMail.objects.filter(kind=COLLEAGUE)
    assert [(one.subject, one.record) for one in found] == [(assigned.reference, f"due:{clerk.pk}")]


def test_what_nobody_works_on_is_told_to_the_desk(inquiry: Inquiry, clock: Clock) -> None:
    Inquiry.objects.exclude(pk=inquiry.pk).delete()
    Inquiry.objects.filter(pk=inquiry.pk).update(due_on="2026-12-02", assignee=None)
    clock.set("2026-12-01 09:00")
    queue_due_notices()
    assert queued() == ["due:0"]


def test_the_account_page_has_the_switches_for_the_desk_alone(
    desk: User, marketing: User, signed_in: Callable[[Any], Client]
) -> None:
    assert "inquiry_notices-due" in texts(signed_in(desk).get("/admin/account/"))
    assert "inquiry_notices-due" not in texts(signed_in(marketing).get("/admin/account/"))


def test_a_colleague_who_is_writing_is_named(at_inquiry: AtInquiry, clerk: User, hour: Clock) -> None:
    save_draft(inquiry=at_inquiry.inquiry, form=DraftForm.REPLY, texts={"key": str(uuid4()), "body": "x"}, actor=clerk)
    sentence = f"{clerk.get_full_name()}さんがいまここに書いています"
    assert sentence in texts(at_inquiry.client.get(at_inquiry.address))
    saved = at_inquiry.client.post(
        f"{at_inquiry.address}notes/draft/", {"text": "y"}, headers={"X-Requested-With": "XMLHttpRequest"}
    )
    assert sentence in saved.json()["said"]
    hour.forward(minutes=11)
    assert sentence not in texts(at_inquiry.client.get(at_inquiry.address))


def test_ones_own_draft_is_no_colleague(at_inquiry: AtInquiry, desk: User) -> None:
    save_draft(inquiry=at_inquiry.inquiry, form=DraftForm.NOTES, texts={"key": str(uuid4())}, actor=desk)
    assert "いまここに書いています" not in texts(at_inquiry.client.get(at_inquiry.address))
