"""The year of the Japanese era, from a year or a month."""

import pytest

from cluster_cms.text.eras import era_of


@pytest.mark.parametrize(
    "year, month, era",
    [
        (1872, None, ""),
        (1873, None, "明治6年"),
        (1912, None, "明治45年・大正元年"),
        (1912, 6, "明治45年"),
        (1912, 8, "大正元年"),
        (1926, 12, "大正15年・昭和元年"),
        (1986, None, "昭和61年"),
        (1989, 1, "昭和64年・平成元年"),
        (1989, 2, "平成元年"),
        (2019, None, "平成31年・令和元年"),
        (2019, 4, "平成31年"),
        (2019, 5, "令和元年"),
        (2026, 2, "令和8年"),
        (2200, None, "令和182年"),
    ],
)
def test_a_year_has_its_eras(year: int, month: int | None, era: str) -> None:
    assert era_of(year, month) == era
