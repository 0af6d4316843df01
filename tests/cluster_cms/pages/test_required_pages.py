"""Which pages count as reached, worked out from addresses alone."""

import pytest

from cluster_cms.pages.required_pages import Place, Tree
from contact.pages import ContactPage
from home.models import HomePage

JA, EN = (ContactPage, "ja"), (ContactPage, "en")
HOMES = frozenset({("ja", "/ja/"), ("en", "/en/")})
ALL = {JA, EN, (HomePage, "ja")}


def tree(restricted: str = "", homes: frozenset[tuple[str, str]] = HOMES) -> Tree:
    places = {Place(JA, "/ja/contact/"), Place(EN, "/en/about/contact/"), Place((HomePage, "ja"), "/ja/")}
    return Tree(frozenset(places), homes, frozenset({restricted} - {""}))


def test_live_pages_below_the_home_page_of_their_language_are_reached() -> None:
    assert tree().reached() == ALL
    assert tree(homes=frozenset({("ja", "/ja/")})).reached() == ALL - {EN}
    assert tree(homes=frozenset({("ja", "/en/"), ("en", "/ja/")})).reached() == set()


@pytest.mark.parametrize(
    "path, lost", [("/en/about/", {EN}), ("/en/", {EN}), ("/ja/contact/", {JA}), ("/ja/con/", set())]
)
def test_what_is_deleted_or_restricted_takes_what_is_below_with_it(path: str, lost: set[object]) -> None:
    assert tree().without(path).reached() == ALL - lost
    assert tree(restricted=path).reached() == ALL - lost
    assert tree().restricting(path).reached() == ALL - lost


def test_unpublishing_leaves_what_is_below() -> None:
    assert tree().without("/en/about/", below=False).reached() == ALL
    assert tree().without("/ja/", below=False).reached() == {JA, EN}


@pytest.mark.parametrize(
    "before, after, lost",
    [
        ("/ja/contact/", "/ja/form/", set()),
        ("/en/about/", "/en/company/", set()),
        ("/en/about/", "/ja/about/", {EN}),
        ("/ja/contact/", "/old/contact/", {JA}),
        ("/ja/", "/japan/", set()),
    ],
)
def test_a_page_may_move_where_visitors_still_reach_it(before: str, after: str, lost: set[object]) -> None:
    assert tree().moved(before, after).reached() == ALL - lost


def test_a_page_that_moves_below_a_restricted_one_is_lost() -> None:
    closed = tree(restricted="/ja/staff/")
    assert closed.moved("/ja/contact/", "/ja/staff/contact/").reached() == ALL - {JA}
