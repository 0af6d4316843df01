"""The finder: what is read from an address, its one clean form, what is found, and what to relax."""

import pytest
from django.http import QueryDict
from django.utils.translation import override

from products.finder.asking import Asked, read_asked
from products.finder.matching import counts, find, nearest, relaxations
from tests.products.figures_of import catalogue


def asked(query: str) -> Asked:
    return read_asked(QueryDict(query), catalogue())


def found(query: str) -> list[str]:
    return [entry.key for entry in find(catalogue(), asked(query))]


@pytest.mark.parametrize(
    "query, keys",
    [
        ("", ["cx-210", "cx-330", "cx-120", "mm-08"]),
        ("use=optics", ["cx-210", "mm-08"]),
        ("use=optics&use=power&family=resin", ["cx-210", "cx-330", "cx-120"]),
        ("cte-max=15", ["cx-210", "cx-330"]),
        ("cte-min=15&cte-max=15", ["cx-330"]),
        ("flow-min=20&flow-max=30", ["cx-210"]),  # 15 to 22 reaches into it
        ("flow-max=0.5", ["cx-120"]),  # at most 1: it may be less
        ("size-max=2", ["mm-08"]),
        ("size-max=1", []),  # ±2 is no ±1
        ("cte-max=１５&flow-max=18000 mPa·s", ["cx-210"]),
    ],
)
def test_conditions_find_what_the_figures_say(query: str, keys: list[str]) -> None:
    assert found(query) == keys


@pytest.mark.parametrize(
    "query",
    [
        "cte-max=０１５.0&use=&use=power&use=optics&x=1",
        "cte-max= 15 ppm/K&use=optics&use=power&cte-min=",
        "use=power&use=optics&use=power&cte-max=15",
    ],
)
def test_one_question_has_one_address(query: str) -> None:
    clean = asked(query).query()
    assert clean == "use=optics&use=power&cte-max=15"
    assert asked(clean).query() == clean


@pytest.mark.parametrize("number", ["0", "-0", "1e3", "0.000000001", "1,200", "-40", "+5", "100"])
def test_a_clean_address_stays_as_it_is(number: str) -> None:
    clean = asked(f"cte-min={number}".replace("+", "%2B")).query()
    assert clean
    assert asked(clean).query() == clean


@pytest.mark.parametrize("text", ["abc", "1..2", "--5", "12 MPa", "NaN", "inf", "1e99", "9" * 60, "５ 円", "<b>"])
def test_what_is_no_number_is_kept_and_said(text: str) -> None:
    limits = asked(f"cte-max={text}").limits["cte"]
    assert limits.high is None
    assert limits.typed[1] == text[:41]
    with override("ja"):
        assert "ppm/K" in str(limits.errors[0])


def test_limits_the_wrong_way_round_are_said_at_the_field() -> None:
    wrong = asked("cte-min=9&cte-max=1")
    assert wrong.has_errors
    assert wrong.limits["cte"].typed == ("9", "1")


def test_a_choice_that_is_gone_is_said_and_the_others_kept() -> None:
    wrong = asked("use=optics&use=gone")
    assert wrong.uses == {"optics"}
    assert list(wrong.errors) == ["use"]


def test_counts_say_what_each_choice_would_find() -> None:
    numbers = counts(catalogue(), asked("use=optics&cte-max=30"))
    assert numbers["use"] == {"optics": 1, "power": 2}
    assert numbers["family"] == {"resin": 1}


def test_an_empty_result_names_the_conditions_to_drop() -> None:
    question = asked("use=optics&cte-min=20")
    relaxed = [(one.condition, [entry.key for entry in one.found]) for one in relaxations(catalogue(), question)]
    assert relaxed == [(("limits", "cte"), ["cx-210", "mm-08"]), (("use", "optics"), ["cx-120"])]
    assert {entry.key for entry in nearest(catalogue(), question)} == {"cx-210", "cx-120", "mm-08"}


def test_a_condition_whose_dropping_finds_nothing_is_not_named() -> None:
    question = asked("use=optics&family=parts&cte-max=12")
    assert [one.condition for one in relaxations(catalogue(), question)] == [("family", "parts"), ("limits", "cte")]
