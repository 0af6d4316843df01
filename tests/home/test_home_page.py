"""The first page: hero, figures, stories around the latest news, and few questions to the database."""

from datetime import timedelta

from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page

from cluster_cms.clock import today
from home.models import HomePage
from home.models.company import NEWS_SHOWN
from tests.home.making import home, news

QUERIES = 30


def test_the_first_page_opens_with_the_heading_and_one_button(visitor: Client) -> None:
    page = visitor.get("/").text
    assert "<h1>精度は、<br>ひと粒から。</h1>" in page
    assert page.partition("</h1>")[2].partition("ruler")[0].count('class="button"') == 1


def test_the_first_page_shows_the_newest_news_only(visitor: Client) -> None:
    for age in range(NEWS_SHOWN):
        news(f"fresh-{age}", today() - timedelta(days=age))
    shown = visitor.get("/").text
    assert [f"fresh-{age}" in shown for age in range(NEWS_SHOWN)] == [True] * NEWS_SHOWN
    assert "pulsedrop-1-orders-open" not in shown


def test_without_a_heading_the_title_takes_its_place(visitor: Client) -> None:
    page = home()
    page.heading, page.lead, page.links = "", "", None
    page.save_revision().publish()
    assert "<h1>ホーム</h1>" in visitor.get("/").text


def test_staff_are_offered_no_second_home_page(database: None) -> None:
    assert not HomePage.can_create_at(Page.get_first_root_node())


def test_the_first_page_asks_the_database_little(
    language: str, visitor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = "/" if language == "ja" else "/en/"
    visitor.get(address)
    with django_assert_max_num_queries(QUERIES):
        assert visitor.get(address).status_code == 200
