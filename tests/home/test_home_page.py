"""The first page: hero, figures, and stories around the latest news."""

import re
from datetime import timedelta
from unittest.mock import Mock

import pytest
from django.test import Client
from django.utils.translation import override
from wagtail.models import Page

from cluster_cms.clock import today
from cluster_cms.promises import page as promises_page
from cluster_cms.promises.evidence import gather
from cluster_cms.promises.items import PROMISED
from cluster_cms.promises.page import STATES
from home.models import HomePage
from tests.home.making import home, news, news_index
from tests.infrastructure.cast import Clock


def test_the_first_page_opens_with_the_heading_and_one_button(visitor: Client) -> None:
    page = visitor.get("/").text.replace("<wbr>", "")
    assert "<h1>精度は、<br>ひと粒から。</h1>" in page
    assert page.partition("</h1>")[2].partition("ruler")[0].count('class="button"') == 1


def test_the_first_page_shows_the_newest_news_only(visitor: Client) -> None:
    for age in range(4):
        news(f"fresh-{age}", today() - timedelta(days=age))
    shown = visitor.get("/").text
    assert [f"fresh-{age}" in shown for age in range(4)] == [True] * 4
    assert "pulsedrop-1-orders-open" not in shown


def test_marketing_chooses_how_many_news_the_first_page_shows(visitor: Client) -> None:
    page, found = home(), []
    for number in (0, 2, 12):
        page.news_shown = number
        page.save_revision().publish()
        found.append(visitor.get("/").text.count("row--news"))
    assert found == [0, 2, news_index().items()[:12].count()]


def test_without_a_heading_the_title_takes_its_place(visitor: Client) -> None:
    page = home()
    page.heading, page.lead, page.links = "", "", None
    page.save_revision().publish()
    assert "<h1>ホーム</h1>" in visitor.get("/").text


def test_staff_are_offered_no_second_home_page(database: None) -> None:
    assert not HomePage.can_create_at(Page.get_first_root_node())


def test_the_first_page_shows_the_figure_and_the_state_of_each_promise(visitor: Client, language: str) -> None:
    page = visitor.get("/" if language == "ja" else "/en/").text
    comb = page.partition('class="comb"')[2].partition("</ol>")[0]
    found = gather()
    for item in PROMISED:
        entry = comb.partition(f"#promise-{item.number}")[2].partition("</a>")[0]
        with override(language):
            assert all(str(part) in entry for part in (item.name, STATES[found.state(item.number)]))
            assert found.of(item.number)[0].unit in entry


def test_the_figures_of_the_promises_are_measured_once_in_a_minute(
    database: None, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = Mock(wraps=gather)
    monkeypatch.setattr(promises_page, "gather", measured)
    for seconds, times in ((0, 1), (60, 1), (1, 2)):
        clock.forward(seconds=seconds)
        promises_page.shown_lately("ja")
        assert measured.call_count == times


def test_no_time_on_the_first_page_counts_microseconds(visitor: Client) -> None:
    times = re.findall(r'datetime="([^"]*)"', visitor.get("/").text + visitor.get("/promises/").text)
    assert times
    assert not [time for time in times if "." in time]
