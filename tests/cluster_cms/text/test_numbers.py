"""A number is read with certainty, or asked for again: 12,5 is never 125."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_cms.text.numbers import UnclearNumber, read_number

CERTAIN = {
    "5": "5", "0.50": "0.50", "００１": "001", "１２．５": "12.5", ".5": "0.5", "+5": "5", " 5 ": "5",
    "9" * 20: "9" * 20, "1,234": "1234", "１，２３４": "1234", "1 234": "1234", "1\u00a0234": "1234",
    "1\u202f234\u202f567": "1234567", "1'234": "1234", "1’234.50": "1234.50", "1,234,567.89": "1234567.89",
    "1.234.567": "1234567", "1.234,5": "1234.5", "1 234,56": "1234.56", "1.234": "1.234", "-5": "-5", "−5": "-5",
    "－５": "-5", "ー5": "-5", "– 5": "-5", "-1,234.5": "-1234.5", "۱۲۳": "123", "١٬٢٣٤٫٥": "1234.5", "१२": "12",
    "三": "3", "十": "10", "十五": "15", "二十": "20", "百二十": "120", "千二百": "1200", "一二": "12", "二〇": "20",
    "一〇〇": "100", "10万": "100000", "1億2千万": "120000000", "1万2000": "12000", "1.5万": "15000",
    "1,234万": "12340000", "5百万": "5000000", "3百50": "350", "一億": "100000000", "壱万": "10000",
    "1兆": "1000000000000",
}  # fmt: skip
UNCLEAR = [
    "", "-", "12 5", "12\t5", "1\t234", "1\n234", "1,2,3", "1.2.3", "1,23,456", "1,0000", "1,00,000", "012,345",
    "1,234 567", "1 234,567", "1.234,567", "12.", "1..5", ",5", "--5", "+-5", "±5", "△5", "▲5", "(5)", "5-", "1e3",
    "0x10", "1_000", "NaN", "Infinity", "∞", "½", "1½", "1/2", "10³", "5²", "①", "①5", "⒈5", "約100", "100個",
    "100以上", "100〜200", "5-10", "100,200個", "50%", "¥1000", "10k", "ten", "万", "十百", "二〇十", "一二三十",
    "1\x0b2", "1\x0c234", "1\u20282", "1\u20292", "1\x852", "一万五", "1万5", "百五", "3千2",
    "1万23456", "3百500", "1万2億", "たくさん", "9" * 21, "0." + "1" * 11, "1" * 5000, "1️⃣", "12:5", "Ⅻ",
]  # fmt: skip


@pytest.mark.parametrize("typed, number", CERTAIN.items())
def test_a_certain_number_is_read(typed: str, number: str) -> None:
    assert read_number(typed) == number


@pytest.mark.parametrize("typed", UNCLEAR)
def test_what_is_no_certain_number_is_an_error(typed: str) -> None:
    with pytest.raises(UnclearNumber) as error:
        read_number(typed)
    assert not error.value.meant


@pytest.mark.parametrize(
    "typed, meant", {"12,5": "12.5", "１２，５": "12.5", "0,5": "0.5", "0,123": "0.123", "1234,56": "1234.56"}.items()
)
def test_what_a_decimal_comma_may_mean_is_named(typed: str, meant: str) -> None:
    with pytest.raises(UnclearNumber) as error:
        read_number(typed)
    assert error.value.meant == meant


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3))
def test_a_number_is_the_same_with_and_without_marks(number: Decimal) -> None:
    assert Decimal(read_number(f"{number}")) == Decimal(read_number(f"{number:,}")) == number


@given(st.text(max_size=12) | st.text("0123456789.,' +-万億千十二〇", max_size=12))
def test_whatever_is_typed_becomes_a_number_or_is_asked_for_again(typed: str) -> None:
    with contextlib.suppress(UnclearNumber):
        assert Decimal(read_number(typed)).is_finite()
