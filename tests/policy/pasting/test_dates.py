"""Lines that only say when a policy was established, revised or took effect."""

from datetime import date

import pytest

from policy.pasting.dates import date_phrases


@pytest.mark.parametrize(
    "line, kind, on",
    [
        ("制定日 2005年7月1日", "established", date(2005, 7, 1)),
        ("制定日：２００５年７月１日", "established", date(2005, 7, 1)),
        ("【制定日】2005年7月1日", "established", date(2005, 7, 1)),
        ("平成17年7月1日　制定", "established", date(2005, 7, 1)),
        ("令和元年5月1日改定", "revised", date(2019, 5, 1)),
        ("最終改訂：2022/4/1", "revised", date(2022, 4, 1)),
        ("この方針は、2005年7月1日から施行", "", None),
        ("2005年7月1日より施行", "effective", date(2005, 7, 1)),
        ("Established on: July 1, 2005", "established", date(2005, 7, 1)),
        ("Date of establishment: 1 July 2005", "established", date(2005, 7, 1)),
        ("Last updated 2022-04-01", "revised", date(2022, 4, 1)),
        ("Effective date: Sept. 3rd, 2010", "effective", date(2010, 9, 3)),
    ],
)
def test_a_line_with_a_date_names_what_happened(line: str, kind: str, on: date | None) -> None:
    assert [(phrase.kind, phrase.on) for phrase in date_phrases(line)] == ([(kind, on)] if on else [])


def test_several_dates_on_one_line_keep_their_kinds() -> None:
    kinds = [phrase.kind for phrase in date_phrases("2005年7月1日制定　2010年4月1日改定")]
    assert kinds == ["established", "revised"]
    kinds = [phrase.kind for phrase in date_phrases("制定日 2005年7月1日　最終改定日 2010年4月1日")]
    assert kinds == ["established", "revised"]


@pytest.mark.parametrize(
    "line",
    ["2005年7月1日", "We were established on July 1, 2005 in Osaka.", "制定日 2005年2月30日", "Revised in spring", ""],
)
def test_other_lines_are_no_date_lines(line: str) -> None:
    assert date_phrases(line) == []
