"""What ends on a day is valid to the end of it, and says so for sixty days before."""

from datetime import date, timedelta

import pytest

from cluster_cms.text.validity import Validity, validity_on

LAST = date(2026, 12, 31)


@pytest.mark.parametrize(
    "days, state",
    [(1, Validity.EXPIRED), (0, Validity.SOON), (-60, Validity.SOON), (-61, Validity.VALID)],
)
def test_its_end_is_announced_for_sixty_days_and_comes_after_the_last_one(days: int, state: Validity) -> None:
    assert validity_on(LAST + timedelta(days), LAST) == state


def test_what_has_no_last_day_stays_valid() -> None:
    assert validity_on(LAST, None) == Validity.VALID
