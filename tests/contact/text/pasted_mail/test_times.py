"""The time of a mail: taken with its zone where it is certain, asked for where day, hour or zone is in doubt."""

import pytest

from cluster_cms.clock import TOKYO
from contact.text.pasted_mail.times import TimeDoubt, read_time

CERTAIN = {
    "Fri, 27 Nov 2026 15:04:05 +0900": "2026-11-27 15:04",
    "Fri, 27 Nov 2026 15:04:05 +0900 (JST)": "2026-11-27 15:04",
    "Fri, 27 Nov 2026 15:04:05 +0900 (GMT+09:00)": "2026-11-27 15:04",
    "27 Nov 2026 06:04 GMT": "2026-11-27 15:04",
    "Fri, 27 Nov 2026 06:04:05 -0000": "2026-11-27 15:04",
    "Fri, 27 Nov 2026 01:04:05 -0500 (EST)": "2026-11-27 15:04",
    "Fri,27 Nov 2026 06:04:05 UT": "2026-11-27 15:04",
    "November 27, 2026 at 3:04:05 PM PST": "2026-11-28 08:04",
    "November 27, 2026 at 3:04:05 PM JST": "2026-11-27 15:04",
    "November 27, 2026 at 3:04:05\u202fPM GMT+9": "2026-11-27 15:04",
    "2026-11-27T22:30:00Z": "2026-11-28 07:30",
    "2026-11-27T22:30:00.123Z": "2026-11-28 07:30",
    "2026-11-27T22:30:00+01:00": "2026-11-28 06:30",
    "2026-11-27 15:04:05 +0000": "2026-11-28 00:04",
    "2026年11月27日 22:30:00 UTC": "2026-11-28 07:30",
    "27 November 2026 at 15:04:05 GMT": "2026-11-28 00:04",
    "27 July 2026 at 15:04:05 BST": "2026-07-27 23:04",
    "Friday, 27 November 2026 15:04 CET": "2026-11-27 23:04",
    "Mon, 27 Jul 2026 15:04 CEST": "2026-07-27 22:04",
    "Fri, Nov 27, 2026 at 3:04 PM (GMT+09:00)": "2026-11-27 15:04",
    "Nov 27, 2026, 3:04 a.m. EST": "2026-11-27 17:04",
    "11/27/2026 3:04 PM UTC": "2026-11-28 00:04",
    "27/11/2026 15:04 +0100": "2026-11-27 23:04",
    "Wed 03/04/2026 10:00 +0900": "2026-03-04 10:00",
    "2026年11月27日(金) 15時04分": "2026-11-27 15:04",
    "2026年11月27日金曜日 15:04:33": "2026-11-27 15:04",
    "2026年 11月 27日 (金) 午後 3:04": "2026-11-27 15:04",
    "2026/11/27 (金) 15:04": "2026-11-27 15:04",
    "2026/11/27 午後3:04": "2026-11-27 15:04",
    "2026/11/27 午前0:04": "2026-11-27 00:04",
    "２０２６年１１月２７日　１５：０４": "2026-11-27 15:04",
    "2026年11月27日 15:04 JST": "2026-11-27 15:04",
    "2026年11月27日 15時半": "2026-11-27 15:30",
    "令和8年11月27日 15:04": "2026-11-27 15:04",
    "Fri, 31 Dec 2027 23:59:60 +0000": "2028-01-01 08:59",
}
ASKED = {
    "": TimeDoubt.MISSING,
    "11/27/2026 3:04 PM": TimeDoubt.ZONE,
    "Wednesday, March 4, 2026 2:05 PM": TimeDoubt.ZONE,
    "Fri, 27 Nov 2026 15:04:05": TimeDoubt.ZONE,
    "2026-11-27 15:04": TimeDoubt.ZONE,
    "Fri, 27 Nov 2026 15:04:05 IST": TimeDoubt.ZONE,
    "Fri, 27 Nov 2026 15:04:05 CST": TimeDoubt.ZONE,
    "Fri, 27 Nov 2026 15:04:05 +9999": TimeDoubt.ZONE,
    "November 27, 2026 3:04 PM Pacific Time": TimeDoubt.ZONE,
    "03/04/2026 10:00 +0900": TimeDoubt.DAY_OR_MONTH,
    "03-04-2026 10:00 JST": TimeDoubt.DAY_OR_MONTH,
    "27/11/26 15:04": TimeDoubt.UNREADABLE,
    "26/11/27(金) 15:04": TimeDoubt.UNREADABLE,
    "11月27日 15:04": TimeDoubt.UNREADABLE,
    "昨日 15:04": TimeDoubt.UNREADABLE,
    "2 hours ago": TimeDoubt.UNREADABLE,
    "Fri, 27 Nov 2026": TimeDoubt.UNREADABLE,
    "2026年11月27日": TimeDoubt.UNREADABLE,
    "2026年11月27日(木) 15:04": TimeDoubt.UNREADABLE,
    "2026年13月40日 25:61": TimeDoubt.UNREADABLE,
    "2026年11月27日 15:04 ごろ": TimeDoubt.UNREADABLE,
    "2026年11月27日 15:04 または 16:04": TimeDoubt.UNREADABLE,
    "2026年2月29日 10:00": TimeDoubt.UNREADABLE,
    "Thu, 01 Jan 1970 00:00:00 +0000": TimeDoubt.UNREADABLE,
    "99 Foo 2026 99:99:99 +9999": TimeDoubt.UNREADABLE,
    "0001-01-01 00:00": TimeDoubt.UNREADABLE,
    "9999年12月31日 23:59 -1400": TimeDoubt.UNREADABLE,
    "Nov 27, 2026 13:04 PM UTC": TimeDoubt.UNREADABLE,
    "1" * 5000: TimeDoubt.UNREADABLE,
}


@pytest.mark.parametrize("worded", CERTAIN)
def test_a_time_that_is_certain_is_read_with_its_zone(worded: str) -> None:
    read = read_time(worded)
    assert read.at is not None, read.doubt
    assert f"{read.at.astimezone(TOKYO):%Y-%m-%d %H:%M}" == CERTAIN[worded]


@pytest.mark.parametrize("worded", ASKED)
def test_a_time_in_doubt_is_not_guessed(worded: str) -> None:
    assert (read_time(worded).at, read_time(worded).doubt) == (None, ASKED[worded])


@pytest.mark.parametrize("worded", ["2026/11/27 15:04", "Fri, 27 Nov 2026 15:04", "2026-11-27 15:04:05"])
def test_without_a_zone_a_japanese_line_means_tokyo(worded: str) -> None:
    read = read_time(worded, japanese=True)
    assert read.at is not None
    assert f"{read.at.astimezone(TOKYO):%Y-%m-%d %H:%M}" == "2026-11-27 15:04"


def test_a_japanese_line_with_a_zone_keeps_the_zone() -> None:
    read = read_time("2026/11/27 06:04 GMT", japanese=True)
    assert read.at is not None
    assert f"{read.at.astimezone(TOKYO):%H:%M}" == "15:04"
