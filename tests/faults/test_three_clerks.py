"""Three clerks at one inbox of 200: each inquiry is answered once, by whoever took it, and none is left over."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.security import audit
from cluster_cms.security.accounts import DESK, User
from contact.mails.reply_mail import REPLY
from contact.models import Inquiry, Message, Status
from contact.pages import ContactPage
from tests.contact.admin.inquiry_copies import copy_inquiry
from tests.contact.visit import received
from tests.infrastructure.cast import SAME_ORIGIN

pytestmark = pytest.mark.usefixtures("committed_db")
INQUIRIES, CLERKS = 200, 3
MOST_TURNS = 3 * INQUIRIES  # of one clerk; a bound, not an expectation


def colleague(number: int) -> User:
    person = User.objects.create_user(username=f"clerk{number}", email=f"clerk{number}@example.com", is_staff=True)
    person.groups.add(Group.objects.get(name=DESK))
    return person


def work_off(person: User, keys: Sequence[Any]) -> Counter[int]:
    """Take the oldest that nobody has and answer it, each button pressed twice, until none is left; count the answers.

    All three reach for the same inquiry, so that most of them come too late.
    """
    told: Counter[int] = Counter()
    client = Client(headers=SAME_ORIGIN, raise_request_exception=False)
    client.force_login(person)
    try:
        for _turn in range(MOST_TURNS):
            one = Inquiry.objects.filter(pk__in=keys, assignee=None).order_by("received_at", "pk").first()
            if one is None:
                break
            address = f"/admin/inquiries/{one.reference}/"
            told[client.post(f"{address}take/", {"version": one.version}).status_code] += 1
            one.refresh_from_db()
            if one.assignee_id == person.pk:
                words = {"subject": "試料の件", "body": "試料をお送りします。", "then": "answered", "next": "1"}
                sent = {**words, "key": str(uuid4()), "version": one.version, "seen": ""}
                for _press in range(2):
                    told[client.post(f"{address}reply/", sent).status_code] += 1
    finally:
        connection.close()
    return told


def test_two_hundred_inquiries_are_answered_once_each(contact_page: ContactPage) -> None:
    first = received(contact_page)
    keys = [copy_inquiry(first, minutes=minutes).pk for minutes in range(INQUIRIES)]
    people = [colleague(number) for number in range(CLERKS)]
    with ThreadPoolExecutor(CLERKS) as pool:
        told = sum(pool.map(lambda person: work_off(person, keys), people), Counter[int]())
    done = Inquiry.objects.filter(pk__in=keys)
    replies = Message.objects.filter(inquiry__in=keys)
    mails = Counter(OutboxMail.objects.filter(kind=REPLY).values_list("record", flat=True))
    assert set(told) == {302}
    assert Counter(replies.values_list("inquiry", flat=True)) == Counter(keys)
    assert mails == Counter(str(key) for key in replies.values_list("pk", flat=True))
    assert set(done.values_list("status", flat=True)) == {Status.ANSWERED}
    assert dict(replies.values_list("inquiry", "author_id")) == dict(done.values_list("pk", "assignee_id"))
    assert audit.verify() == []
