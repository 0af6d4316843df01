"""A cell gets an apostrophe exactly where a spreadsheet would read it as something else than its text."""

import time

from hypothesis import given
from hypothesis import strategies as st

from cluster_cms.text.cell_guard import guarded
from tests.cluster_cms.text.cells import HARMLESS, NASTY


def test_what_a_spreadsheet_reads_as_something_else_gets_an_apostrophe() -> None:
    assert len(NASTY) > 200
    assert [text for text in NASTY if guarded(text) != f"'{text}"] == []


def test_other_texts_of_business_stay_as_they_were_written() -> None:
    assert len(HARMLESS) > 200
    assert [text for text in HARMLESS if guarded(text) != text] == []


@given(st.text(alphabet="=+-@＝＋－＠0123456789.,:/ ()%¥$eE時年月日\t\n午後令和TR#", max_size=90))
def test_nothing_that_begins_a_formula_stays_bare(text: str) -> None:
    if text.strip()[:1] in ("=", "+", "@", "＝", "＋", "＠"):
        assert guarded(text).startswith("'")
    assert guarded(text).removeprefix("'") == text


def test_no_text_takes_long() -> None:
    begin = time.perf_counter()
    for text in (
        "1 " * 50_000,
        "1," * 50_000,
        "1-" * 40,
        "Dec " * 20_000,
        "年1 " * 30_000,
        "1 234" * 20_000,
        "$(" * 50,
    ):
        guarded(text)
    assert time.perf_counter() - begin < 1
