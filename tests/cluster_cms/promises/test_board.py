"""The board of the promises in the staff area: who sees it, and the list behind a number."""

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail import hooks

from cluster_cms.promises.evidence import Evidence
from cluster_cms.promises.measurements import store_measurement
from cluster_cms.security.accounts import User

SignedIn = Callable[[User], Client]
BOARD = "/admin/promises/"


def test_the_privacy_officer_reads_the_numbers_as_they_are(privacy_officer: User, signed_in: SignedIn) -> None:
    few = Evidence(4, "people of the test", 3, people=True, list_url="/admin/inquiries/")
    with hooks.register_temporarily("register_promise_evidence", lambda: [few]):
        board = signed_in(privacy_officer).get(BOARD).content.decode()
    row = board.split("people of the test", 1)[1].split("</tr>", 1)[0]
    assert "<td>3" in row
    assert '<a href="/admin/inquiries/">people of the test' in board


@pytest.mark.parametrize("where", [BOARD, f"{BOARD}crawl/"])
def test_others_do_not_see_it(where: str, marketing: User, desk: User, signed_in: SignedIn) -> None:
    store_measurement("crawl", figures={}, faults=[])
    for person in (marketing, desk):
        assert signed_in(person).get(where).status_code in (302, 403)


def test_behind_a_nightly_number_stands_what_was_found(admin: User, signed_in: SignedIn) -> None:
    store_measurement("crawl", figures={"host": 1}, faults=[["host", "/news/", "other.example"]])
    nights = signed_in(admin).get(f"{BOARD}crawl/").content.decode()
    assert "/news/" in nights
    assert "other.example" in nights


def test_a_check_that_was_never_made_has_no_list(admin: User, signed_in: SignedIn) -> None:
    assert signed_in(admin).get(f"{BOARD}unknown/").status_code == 404
