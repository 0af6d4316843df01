"""A day is read with certainty, or asked for again with the reason."""

from datetime import date, datetime, timedelta, timezone

import pytest

from cluster_cms.text.days import DayProblem, UnclearDay, read_day, read_moment

DECEMBER = [
    "2026-12-01", "2026/12/1", "2026.12.1", "2026. 12. 1.", "20261201", "2026年12月1日", "２０２６年１２月１日",
    "2026 12 1", "2026−12−01", "2026ー12ー01", "2026・12・1", "2026年 12月 1日", "西暦2026年12月1日", " 2026-12-01\n",
    "۲۰۲۶-۱۲-۰۱", "令和8年12月1日", "令和 8 年 12 月 1 日", "R8.12.1", "R8/12/1", "r8-12-1", "R.8.12.1",
    "Ｒ８．１２．１", "R081201", "令8.12.1", "㋿8年12月1日", "令和八年十二月一日", "二〇二六年十二月一日",
    "二千二十六年十二月一日", "2026年(令和8年)12月1日", "令和8年（2026年）12月1日", "令和8(2026)年12月1日",
    "1 December 2026", "1st December 2026", "the 1st of December, 2026", "Dec 1, 2026", "December 1st, 2026",
    "DEC. 1 2026", "1-Dec-2026", "01Dec2026", "2026 Dec 1", "Tuesday, 1 December 2026", "Tue 1 Dec 2026",
    "1 December 2026 (Tue)", "1 December 2026, Tuesday", "2026年12月1日(火)", "2026年12月1日（火曜日）",
    "2026年12月1日 火曜日", "2026-12-01 [Tue]", "20261201（火）",
]  # fmt: skip
OTHER_DAYS = {
    "12/25/2026": date(2026, 12, 25), "25/12/2026": date(2026, 12, 25), "25.12.2026": date(2026, 12, 25),
    "5/5/2026": date(2026, 5, 5), "2024-02-29": date(2024, 2, 29), "May 5 2026": date(2026, 5, 5),
    "Dec 12 2026": date(2026, 12, 12), "Sept 1 2026": date(2026, 9, 1), "令和元年5月1日": date(2019, 5, 1),
    "R元.5.1": date(2019, 5, 1), "平成31年4月30日": date(2019, 4, 30), "H31.4.30": date(2019, 4, 30),
    "㍻元年1月8日": date(1989, 1, 8), "昭和64年1月7日": date(1989, 1, 7), "S1.12.25": date(1926, 12, 25),
    "大正15年12月25日": date(1926, 12, 25), "明治45年7月30日": date(1912, 7, 30), "M6.1.1": date(1873, 1, 1),
    "平成三十一年四月三十日": date(2019, 4, 30), "2569-12-01": date(2569, 12, 1),
}  # fmt: skip
UNCLEAR = {
    DayProblem.SHORT_YEAR: [
        "0026-12-01", "026/12/1", "26/12/1", "26-12-01", "1/2/26", "5/12/1", "26年12月1日", "7年12月1日",
        "元年12月1日", "1 Dec 26", "01122026",
    ],
    DayProblem.ORDER: [
        "12/1/2026", "1/12/2026", "1.12.2026", "01-12-2026", "１２／１／２０２６",
    ],
    DayProblem.NO_SUCH_DAY: [
        "2026-02-30", "2026-02-29", "2026-13-01", "2026/25/12", "31/2/2026", "30 Feb 2026", "12012026",
        "令和8年2月30日",
    ],
    DayProblem.ERA: [
        "平成32年1月1日", "平成31年5月1日", "H31.5.1", "令和元年4月30日", "昭和64年1月8日", "平成元年1月7日",
        "令和0年1月1日", "明治5年12月1日", "2026年(令和7年)12月1日",
    ],
    DayProblem.WEEKDAY: [
        "2026年12月1日(月)", "2026/12/1（日）", "2026年12月1日日曜日", "Mon 1 Dec 2026", "1 December 2026 (Wed)",
    ],
    DayProblem.UNREADABLE: [
        "", "-", "2026", "2026-12", "2026年12月", "12/1", "12月1日", "1 December", "Dec 12026", "明日", "来週",
        "年末", "ASAP", "261201", "2026-W49-2", "2026-335", "99999-99-99", "2026-12-01 10:00", "2026-12-01T00:00:00",
        "2026年12月1日頃", "2026年12月1日まで", "2026年12月1日〜5日", "2026-12-01/05", "2026年１２月③日",
        "2026-12-0¹", "2026--12--01", "'26/12/1", "Reiwa 7-12-1", "1 décembre 2026", "2026-12-01" + " " * 300,
        "1" * 5000, "(" * 60, "2026-12-01\x00x",
    ],
}  # fmt: skip


@pytest.mark.parametrize("typed", DECEMBER)
def test_every_usual_way_of_writing_a_day_is_read(typed: str) -> None:
    assert read_day(typed) == date(2026, 12, 1)


@pytest.mark.parametrize("typed, day", OTHER_DAYS.items())
def test_a_day_that_can_be_no_other_is_read(typed: str, day: date) -> None:
    assert read_day(typed) == day


@pytest.mark.parametrize("problem, typed", [(problem, one) for problem, texts in UNCLEAR.items() for one in texts])
def test_what_is_no_certain_day_is_an_error_with_its_reason(problem: DayProblem, typed: str) -> None:
    with pytest.raises(UnclearDay) as error:
        read_day(typed)
    assert error.value.problem is problem


def test_both_days_that_may_be_meant_are_named() -> None:
    with pytest.raises(UnclearDay) as error:
        read_day("1/12/2026")
    assert error.value.days == (date(2026, 1, 12), date(2026, 12, 1))


@pytest.mark.parametrize("first", [date(1900, 1, 1), date(1926, 12, 25), date(1988, 12, 31), date(2019, 4, 25)])
def test_a_day_is_the_same_in_every_spelling_over_the_years(first: date) -> None:
    for number in range(0, 4_000, 7):
        day = first + timedelta(number)
        spellings = [
            day.isoformat(),
            f"{day:%Y%m%d}",
            f"{day.year}年{day.month}月{day.day}日（{'月火水木金土日'[day.weekday()]}）",
        ]
        assert {read_day(typed) for typed in (*spellings, f"{day:%A, %d %B %Y}", f"{day:%b %d, %Y}")} == {day}


@pytest.mark.parametrize(
    "typed",
    [
        "2026-12-01 14:05", "2026-12-01T14:05:00", "2026/12/1 14時5分", "令和8年12月1日（火）午後2時5分",
        "2026年12月1日14:05", "1 Dec 2026 2:05 pm", "２０２６－１２－０１　１４：０５",
    ],
)  # fmt: skip
def test_a_moment_is_read(typed: str) -> None:
    assert read_moment(typed) == datetime(2026, 12, 1, 14, 5)


def test_a_zone_that_is_written_counts() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert (
        read_moment("2026-12-01T14:05+09:00")
        == read_moment("2026-12-01T05:05Z")
        == read_moment("2026-12-01T00:05-05:00")
        == read_moment("2026-12-01 00:05:00 -0500")
        == datetime(2026, 12, 1, 14, 5, tzinfo=tokyo)
    )


@pytest.mark.parametrize(
    "typed",
    [
        "2026-12-01",
        "2026-12-01 24:00",
        "2026/12/1 10:00-11:30",
        "2026/12/1 10:00 - 0900",
        "2026-12-01T10:00+15:00",
        "2026/12/1 午前12時",
        "2026/12/1 午後12:30",
        "12/1/2026 10:00",
        "2026/12/1 午後14時",
        "2026-12-01 14:05 JST",
        "14:05",
        "",
    ],
)
def test_a_day_without_a_certain_time_is_no_moment(typed: str) -> None:
    with pytest.raises(UnclearDay):
        read_moment(typed)
