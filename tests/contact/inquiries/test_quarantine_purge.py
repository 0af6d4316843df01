"""The box empties itself after 30 days; the chain keeps the number, the journal keeps the erasure."""

from collections.abc import Callable
from typing import Any

import pytest

from cluster_cms.erasures.erasing import Erasure
from cluster_cms.security import audit
from cluster_cms.security.audit import AuditEntry
from contact.inquiries import spam
from contact.inquiries.spam import mark_not_spam, mark_spam, purge_quarantine
from contact.models import Inquiry
from tests.contact.visit import Visit
from tests.infrastructure.cast import Clock

SPAM = {"message": "Prices: https://a.example https://b.example https://c.example", "website": "https://d.example"}


@pytest.fixture
def box(visit: Callable[..., Visit], hour: Clock) -> list[Inquiry]:
    return [visit().send_all(**SPAM, company=f"{number}") for number in range(3)]


def test_nothing_goes_before_its_time(box: list[Inquiry], hour: Clock) -> None:
    hour.forward(days=29, hours=23)
    assert purge_quarantine() == 0
    assert Inquiry.objects.in_quarantine().count() == 3


def test_after_thirty_days_the_quarantine_is_purged_and_nothing_else(
    box: list[Inquiry], inquiry: Inquiry, hour: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spam, "QUARANTINE_BATCH", 2)
    genuine = Inquiry.objects.not_spam().count()
    hour.forward(days=30)
    assert purge_quarantine() == 3
    assert (Inquiry.objects.in_quarantine().count(), Inquiry.objects.not_spam().count()) == (0, genuine)
    entries = AuditEntry.objects.filter(action="inquiry.spam_erased").order_by("position")
    assert [entry.data for entry in entries] == ['{"count":2}', '{"count":1}']
    assert audit.verify() == []


def test_each_erasure_is_recorded_so_that_a_restore_repeats_it(box: list[Inquiry], hour: Clock) -> None:
    hour.forward(days=30)
    purge_quarantine()
    recorded = Erasure.objects.filter(kind="inquiry", cause="spam").values_list("record", flat=True)
    assert set(recorded) == {one.pk for one in box}


def test_what_was_cleared_or_is_on_hold_stays(box: list[Inquiry], desk: Any, hour: Clock) -> None:
    cleared, held, _left = box
    mark_not_spam(inquiry=cleared, actor=desk)
    Inquiry.objects.filter(pk=held.pk).update(held_at=hour.forward(days=1))
    hour.forward(days=30)
    assert purge_quarantine() == 1
    assert set(Inquiry.objects.filter(pk__in=[cleared.pk, held.pk])) == {cleared, held}


def test_what_the_desk_marked_is_kept_from_the_marking_on(inquiry: Inquiry, desk: Any, hour: Clock) -> None:
    hour.forward(days=40)
    mark_spam(inquiry=inquiry, actor=desk)
    assert purge_quarantine() == 0
    hour.forward(days=30)
    assert purge_quarantine() == 1
