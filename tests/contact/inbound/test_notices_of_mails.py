"""Whoever files a mail, the assignee is told of it once, unless they filed it themselves or want no such notices."""

from typing import Any

import pytest

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.security.accounts import User
from contact.inbound.tray import file_from_tray
from contact.inquiries.handling import assign
from contact.inquiries.history import open_inquiry
from contact.mails.person_act_notice import PERSON_ACT
from contact.models import Inquiry, NoticeChoice, TrayMail
from tests.contact.inbound.conftest import Post, mail


@pytest.fixture
def clerk(privacy_officer: User) -> User:
    User.objects.filter(pk=privacy_officer.pk).update(email="clerk@example.com")
    privacy_officer.refresh_from_db()
    return privacy_officer


@pytest.fixture
def assigned(inquiry: Inquiry, clerk: User, desk: User) -> Inquiry:
    """An inquiry of the clerk, which was read."""
    assign(inquiry=inquiry, assignee=clerk, version=inquiry.version, actor=desk)
    return open_inquiry(inquiry=inquiry, actor=clerk)


def told() -> list[str]:
    return list(OutboxMail.objects.filter(kind=PERSON_ACT).values_list("record", flat=True))


def test_the_assignee_is_told_once_until_somebody_reads_it(assigned: Inquiry, clerk: User, post: Post) -> None:
    for text in ("一通目", "二通目"):
        post(mail(text, subject=f"[{assigned.reference}]"))
    assert told() == [f"mailed:{clerk.pk}"]
    assigned.refresh_from_db()
    open_inquiry(inquiry=assigned, actor=clerk)
    post(mail("三通目", subject=f"[{assigned.reference}]"))
    assert told() == [f"mailed:{clerk.pk}"] * 2


@pytest.mark.parametrize("who, switched_on, count", [("desk", True, 1), ("clerk", True, 0), ("desk", False, 0)])
def test_of_a_mail_from_the_tray_too(
    assigned: Inquiry, in_tray: TrayMail, request: Any, clerk: User, who: str, switched_on: bool, count: int
) -> None:
    NoticeChoice.objects.create(user=clerk, message=switched_on)
    file_from_tray(mail=in_tray, inquiry=assigned, actor=request.getfixturevalue(who))
    assert told() == [f"mailed:{clerk.pk}"] * count


def test_nobody_is_told_of_what_they_file_into_an_inquiry_without_assignee(
    inquiry: Inquiry, in_tray: TrayMail, desk: User
) -> None:
    open_inquiry(inquiry=inquiry, actor=desk)
    file_from_tray(mail=in_tray, inquiry=inquiry, actor=desk)
    assert told() == []
