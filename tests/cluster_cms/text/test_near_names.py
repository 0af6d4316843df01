"""A name that was misspelt finds the one that was meant, among thousands, at a bounded cost."""

import pytest

from cluster_cms.text.near_names import MOST_COMPARED, NearNames

NAMES = NearNames([("corporate-profile", 1), ("会社概要", 1), ("CX-210", 2), ("OLD-77", 2), ("news", 3), ("???", 4)])


@pytest.mark.parametrize(
    "asked, thing",
    {
        "corporate_profile": 1,
        "corprate-profle": 1,
        "profile": 1,
        "会社の概要": 1,
        "cx210": 2,
        "ＣＸ－２１０": 2,
        "CX-21O": 2,
        "old77": 2,
        "newz": 3,
    }.items(),
)
def test_a_near_miss_finds_what_was_meant(asked: str, thing: int) -> None:
    assert NAMES.find(asked, 3)[0] == thing


@pytest.mark.parametrize("asked", ["", "?", "qqqqqqqqqq", "x", "\0", "a" * 100_000])
def test_nonsense_finds_nothing(asked: str) -> None:
    assert NAMES.find(asked, 3) == []


def test_few_of_many_names_are_compared() -> None:
    many = NearNames((f"sample-page-{number}", number) for number in range(10_000))
    assert len(many.candidates("samplepage77777")) == MOST_COMPARED
    assert 777 in many.find("sample-pgae-777", 3)
