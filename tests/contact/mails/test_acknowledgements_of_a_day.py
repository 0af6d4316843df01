"""Whoever types in somebody else's address cannot have us fill their mailbox; the inquiries are kept all the same."""

from collections.abc import Callable

import pytest
from django.test import Client

from cluster_cms.mail.outbox import OutboxMail
from contact.mails.acknowledgements import ACKNOWLEDGEMENT, MAX_PER_DAY
from contact.mails.desk_notices import DESK_NOTICE
from contact.models import Inquiry, RateCounter
from tests.contact.visit import WRITTEN, Visit
from tests.infrastructure.cast import Clock

Visitor = Callable[..., Visit]
ABOUT_IT = {"ja": "受付のお知らせは送っていません", "en": "No acknowledgement sent"}


def often(here: Visit, times: int, **changes: str) -> list[Inquiry]:
    return [here.send_all(message=f"{number}件目", **changes) for number in range(times)]


def kinds_of(inquiry: Inquiry) -> set[str]:
    return set(OutboxMail.objects.about(inquiry.reference).values_list("kind", flat=True))


def test_one_address_gets_only_so_many_in_a_day(visit: Visitor, clock: Clock) -> None:
    clock.set("2026-12-01 12:00")
    kinds = [kinds_of(inquiry) for inquiry in often(visit(), MAX_PER_DAY + 2)]
    assert kinds == [{ACKNOWLEDGEMENT, DESK_NOTICE}] * MAX_PER_DAY + [{DESK_NOTICE}] * 2


def test_width_and_case_of_the_address_make_no_difference(visit: Visitor, clock: Clock) -> None:
    clock.set("2026-12-01 12:00")
    often(visit("en"), MAX_PER_DAY)
    assert kinds_of(visit().send_all(mail="ＴＡＲＯ.Yamada@Example.com")) == {DESK_NOTICE}


def test_another_address_and_another_day_are_free(visit: Visitor, clock: Clock) -> None:
    clock.set("2026-12-01 23:50")
    often(visit(), MAX_PER_DAY + 1)
    assert ACKNOWLEDGEMENT in kinds_of(visit().send_all(mail="hanako@example.com"))
    clock.forward(minutes=20)
    assert ACKNOWLEDGEMENT in kinds_of(visit().send_all(message="翌日"))


def test_the_count_says_nothing_of_the_address(visit: Visitor) -> None:
    inquiry = visit().send_all()
    keys = set(RateCounter.objects.values_list("key", flat=True))
    assert not {inquiry.email_hmac, WRITTEN["mail"]} & keys


@pytest.mark.parametrize("speaks", ["ja", "en"])
def test_the_desk_sees_that_nothing_was_sent(
    visit: Visitor, desk: object, signed_in: Callable[..., Client], speaks: str
) -> None:
    last = often(visit(), MAX_PER_DAY + 1)[-1]
    page = signed_in(desk).get(f"/admin/inquiries/{last.reference}/").content.decode()
    assert any(text in page for text in ABOUT_IT.values()), speaks
