"""Spellings of one company have one key: form, width, case, blanks and shapes of kanji make no difference."""

import pytest

from cluster_cms.text.company_names import company_key

SAME = [
    ("株式会社例示保険", "例示保険株式会社", "㈱例示保険", "(株)例示保険", "（株） 例示保険", "㍿例示保険", "例示保険"),
    (
        "Example Trading Co., Ltd.",
        "EXAMPLE TRADING CO LTD",
        "Example Trading",
        "Ｅｘａｍｐｌｅ　Trading Company Limited",
    ),
    ("髙島澤商店", "高島沢商店", "株式会社高島澤商店"),
    ("Example K.K.", "Kabushiki Kaisha Example", "example kk"),
    ("エグザンプル有限会社", "㈲エグザンプル", "ｴｸﾞｻﾞﾝﾌﾟﾙ"),
]


@pytest.mark.parametrize("spellings", SAME, ids=[names[0] for names in SAME])
def test_the_spellings_of_a_company_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({company_key(name) for name in spellings}) == 1, [company_key(name) for name in spellings]


@pytest.mark.parametrize("one, other", [("Tobacco", "Toba"), ("例示保険", "例示商事"), ("Alpha Inc", "Beta Inc")])
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert company_key(one) != company_key(other)


@pytest.mark.parametrize("name", ["株式会社", "Co., Ltd.", "KK"])
def test_a_name_that_is_nothing_but_a_form_stays(name: str) -> None:
    assert company_key(name)


def test_nothing_stays_nothing() -> None:
    assert company_key(" ") == ""
