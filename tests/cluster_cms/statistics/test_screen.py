"""The screen of the statistics: who sees it, what it shows, and its file."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from wagtail.models import Page

from cluster_cms.security.accounts import User
from cluster_cms.statistics.bar_chart import bar_chart, round_up
from cluster_cms.statistics.daily_counts import DailyCount
from tests.infrastructure.cast import Clock

SignedIn = Callable[[User], Client]
SCREEN, FILE = "/admin/reports/views/", "/admin/reports/views/file/"


@pytest.fixture
def counts(home_page: Page, clock: Clock) -> str:
    """Some counts of January 2028; returns the key of the home page."""
    clock.set("2028-01-31 12:00")
    key = str(home_page.pk)
    rows = [(30, key, "ja", "", 40), (31, key, "ja", "many.example", 7), (31, key, "ja", "few.example", 2)]
    rows += [(31, "search:search", "en", "", 3), (31, "empty-search", "en", "", 2), (31, "987654", "en", "", 1)]
    for day, page, language, host, number in rows:
        DailyCount.objects.create(day=date(2028, 1, day), page=page, language=language, host=host, number=number)
    return key


def shown(client: Client, **asked: str) -> str:
    response = client.get(SCREEN, asked)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_marketing_and_the_privacy_officer_see_it_and_others_do_not(
    marketing: User, privacy_officer: User, admin: User, desk: User, legal: User, signed_in: SignedIn
) -> None:
    for address in (SCREEN, FILE):
        assert [signed_in(one).get(address).status_code for one in (marketing, privacy_officer, admin)] == [200] * 3
        assert {signed_in(one).get(address).status_code for one in (desk, legal)} <= {302, 403}


def test_the_chart_is_drawn_on_the_server_and_stands_in_a_table(
    counts: str, marketing: User, signed_in: SignedIn
) -> None:
    page = shown(signed_in(marketing))
    assert page.count("<rect ") == 30
    assert "2028年1月30日: 40</title>" in page
    assert '<th scope="row">2028年1月30日</th><td>40</td>' in page
    assert "<strong>53</strong>" in page
    assert "<strong>2</strong>" in page  # searches without result


def test_a_host_with_few_views_is_not_named(counts: str, marketing: User, signed_in: SignedIn) -> None:
    client = signed_in(marketing)
    file = b"".join(client.get(FILE)).decode()
    for text in (shown(client), file):
        assert "many.example" in text
        assert "few.example" not in text


def test_page_and_language_can_be_chosen(counts: str, marketing: User, signed_in: SignedIn) -> None:
    client = signed_in(marketing)
    assert "<strong>49</strong>" in shown(client, page=counts)
    assert "<strong>4</strong>" in shown(client, language="en")
    assert "<strong>40</strong>" in shown(client, until="2028-01-30", page=counts)
    assert "987654" in shown(client, page="987654")


@pytest.mark.parametrize(
    "asked",
    [
        {"since": "soon"},
        {"since": "2028-01-31", "until": "2028-01-01"},
        {"since": "1900-01-01"},
        {"language": "fr"},
        {"page": "9" * 40},
        {"page": "\0"},
        {"page": "²"},
        {"page": "'; --"},
    ],
)
def test_what_cannot_be_is_said_at_the_field(
    asked: dict[str, str], counts: str, marketing: User, signed_in: SignedIn
) -> None:
    client = signed_in(marketing)
    page = shown(client, **asked)
    assert "w-field__errors" in page
    assert "<rect " not in page
    assert client.get(FILE, asked).headers["Location"].startswith(f"{SCREEN}?")


def test_the_file_holds_all_counts(counts: str, marketing: User, signed_in: SignedIn) -> None:
    response = signed_in(marketing).get(FILE, {"language": "ja"})
    lines = b"".join(response).decode("utf-8-sig").splitlines()
    assert lines[0].split(",")[0] == '"日"'
    assert [line.rsplit(",", 1)[1] for line in lines[1:]] == ['"40"', '"2"', '"7"']
    assert "views-2028-01-02-2028-01-31.csv" in response.headers["Content-Disposition"]


def test_bars_are_as_high_as_their_numbers() -> None:
    days = [(str(day), number) for day, number in ((1, 0), (2, 50), (3, 43))]
    chart = bar_chart(days)
    assert (chart.top, [bar.height for bar in chart.bars]) == (50, [0, 100, 86])
    assert [round_up(number) for number in (0, 1, 10, 11, 99, 1234)] == [10, 10, 10, 20, 100, 2000]
    assert bar_chart([]).bars == []
