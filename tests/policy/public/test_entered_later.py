"""A text of the past that was entered later: its place follows its dates, its number the order of entry."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from policy.models.revisions import PolicyRevision
from tests.policy.earlier import entered
from tests.policy.public.announcing import BASE
from tests.policy.public.test_feed import ids
from tests.policy.public.test_json import run_script, save


@pytest.fixture
def late(policy_page: object) -> PolicyRevision:
    return entered(date(2010, 4, 1), languages=("ja",))[0]


def test_the_history_stands_in_the_order_of_the_dates_and_says_when_it_was_entered(
    late: PolicyRevision, language: str, visitor: Client
) -> None:
    text = visitor.get(f"{BASE[language]}history/").text
    places = [text.index(f'href="{BASE[language]}v/{number}/"') for number in (3, 2, 4, 1)]
    assert places == sorted(places)
    assert {"ja": "に登録しました。", "en": "Entered on "}[language] in text
    assert text.count({"ja": "登録の順", "en": "the order of entry"}[language]) == 1


def test_its_page_names_its_neighbours_and_its_operator(late: PolicyRevision, visitor: Client) -> None:
    text = visitor.get("/privacy-policy/v/4/").text
    assert "見本商店" in text
    assert "分かりません" in text
    assert 'href="/privacy-policy/v/1/"' in text
    assert 'href="/privacy-policy/v/2/"' in text
    assert "見本 誠" not in text.split("<footer")[0]


def test_the_language_that_it_did_not_have_is_said(late: PolicyRevision, visitor: Client) -> None:
    text = visitor.get("/en/privacy-policy/v/4/").text
    assert "This revision exists in the other language only." in text
    assert "Words of 2010." not in text


@pytest.mark.parametrize("day, number", [("2010-03-31", 1), ("2010-04-01", 4), ("2017-05-29", 4), ("2017-05-30", 2)])
def test_a_day_in_between_is_answered_by_it(day: str, number: int, late: PolicyRevision, visitor: Client) -> None:
    assert f"第{number}版" in visitor.get(f"/privacy-policy/on/{day}/").text.split("</h1>")[1].split("</dl>")[0]


@pytest.mark.parametrize("wrong, right", [("4..1", "1..4"), ("2..4", "4..2"), ("3..4", "4..3"), ("3..1", "1..3")])
def test_a_comparison_has_the_older_text_first(wrong: str, right: str, late: PolicyRevision, visitor: Client) -> None:
    answer = visitor.get(f"/privacy-policy/compare/{wrong}/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/privacy-policy/compare/{right}/")
    assert visitor.get(f"/privacy-policy/compare/{right}/").status_code == 200
    first, second = wrong.split("..")
    chosen = visitor.get("/privacy-policy/compare/", {"from": first, "to": second})
    assert chosen.headers["Location"] == f"/privacy-policy/compare/{right}/"


def test_a_comparison_says_in_words_what_is_not_known(late: PolicyRevision, visitor: Client) -> None:
    assert "分かりません" in visitor.get("/privacy-policy/compare/1..4/").text


def test_programs_read_its_place_and_its_entry(late: PolicyRevision, visitor: Client) -> None:
    chain = visitor.get("/privacy-policy/history.json").json()["chain"]
    assert [(row["record"]["number"], row["place"]) for row in chain] == [(1, 1), (2, 3), (3, 4), (4, 2)]
    assert late.entered_at
    assert chain[3]["record"]["entered_at"].startswith(str(late.entered_at.date()))
    assert [bool(row["record"]["entered_at"]) for row in chain] == [True, True, False, True]
    assert chain[3]["record"]["languages"] == ["ja"]


def test_the_documented_script_finds_the_chain_whole(late: PolicyRevision, visitor: Client, tmp_path: Path) -> None:
    result = run_script(save(visitor, tmp_path, "ja").as_uri())
    assert result.stdout == f"whole: 4 rows, head {late.row_hash}\n"


def test_the_feed_tells_that_it_was_entered(late: PolicyRevision, language: str, visitor: Client) -> None:
    found = ids(visitor, language)
    assert found[0].endswith("v/4/entered")
    assert f"{BASE[language]}v/4/in-force" in "".join(found)


def test_the_text_in_force_is_untouched(late: PolicyRevision, visitor: Client) -> None:
    text = visitor.get("/privacy-policy/").text
    assert "第3版" in text
    assert "2010年の文です。" not in text
