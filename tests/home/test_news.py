"""News: newest first, by month, one year at a time."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cluster_cms.pages.required_pages import ChangeRefused
from home.models import NewsPage
from home.models.news import PER_PAGE
from tests.home.making import news, news_index


def rows(client: Client, address: str) -> list[str]:
    """Return the addresses of the items in the order of the page."""
    listing = client.get(address).text.partition("chapters")[2].partition("</main>")[0]
    return [part.partition('"')[0] for part in listing.split('<h3><a href="')[1:]]


def test_news_stand_newest_first_under_their_months(visitor: Client) -> None:
    for slug, day in (("middle", date(2040, 5, 7)), ("last", date(2040, 3, 1)), ("first", date(2040, 5, 20))):
        news(slug, day)
    assert rows(visitor, "/news/") == ["/news/first/", "/news/middle/", "/news/last/"]
    page = visitor.get("/news/").text
    assert page.index(">5月</h2>") < page.index("5月20日") < page.index("5月7日") < page.index(">3月</h2>")


def test_english_months_and_dates_are_english(visitor: Client) -> None:
    news("fair", date(2040, 5, 7), index=news_index("en"))
    page = visitor.get("/en/news/").text
    assert ">May</h2>" in page
    assert "7 May</time>" in page


def test_each_year_has_its_own_address(visitor: Client) -> None:
    news("old", date(2031, 1, 5))
    news("new", date(2040, 1, 5))
    assert rows(visitor, "/news/2031/") == ["/news/old/"]
    assert rows(visitor, "/news/") == ["/news/new/"]
    assert re.search(r'<a href="/news/2031/">2031年\s*</a>', visitor.get("/news/").text)


def test_a_year_without_news_is_not_there(visitor: Client) -> None:
    assert visitor.get("/news/1999/").status_code == 404
    assert visitor.get("/news/99999/").status_code == 404


def test_a_long_year_goes_on_on_the_next_page(visitor: Client) -> None:
    for number in range(PER_PAGE + 1):
        news(f"item-{number}", date(2040, 1, 28), category="products")
    assert len(rows(visitor, "/news/")) == PER_PAGE
    assert rows(visitor, "/news/?page=2") == ["/news/item-0/"]
    assert rows(visitor, "/news/?page=nonsense") == rows(visitor, "/news/")


def test_drafts_and_news_of_the_other_language_are_not_listed(visitor: Client) -> None:
    news("draft", date(2040, 1, 1), live=False)
    news("english", date(2040, 1, 2), index=news_index("en"))
    assert not {"/news/draft/", "/news/english/", "/en/news/english/"} & set(rows(visitor, "/news/"))


def test_an_item_shows_its_date_and_category(visitor: Client) -> None:
    news("item", date(2040, 5, 7), category="events")
    page = visitor.get("/news/item/").text
    assert '<time class="date" datetime="2040-05-07">2040年5月7日</time>' in page
    assert '<a class="badge" href="/news/events/">展示会</a>' in page


def test_an_empty_list_is_a_page_all_the_same(visitor: Client) -> None:
    news_index().get_children().delete()
    assert visitor.get("/news/").status_code == 200


def switch(client: Client, address: str) -> str:
    """Return where the switch of languages leads."""
    return re.findall(r'<a href="([^"]*)" lang="(?:en|ja)" hreflang', client.get(address).text)[0]


def test_the_switch_of_a_year_leads_to_the_year_only_where_the_other_language_has_one(visitor: Client) -> None:
    news("alone", date(2031, 1, 5))
    news("both", date(2032, 1, 5))
    news("both", date(2032, 1, 5), index=news_index("en"))
    found = [switch(visitor, address) for address in ("/news/2031/", "/news/2032/", "/en/news/2032/", "/news/")]
    assert found == ["/en/news/", "/en/news/2032/", "/news/2032/", "/en/news/"]
    assert 'rel="alternate" hreflang="en"' not in visitor.get("/news/2031/").text


def test_a_category_has_its_own_address_and_years(visitor: Client) -> None:
    news("head", date(2040, 1, 5), category="products")
    news("fair", date(2041, 1, 5), category="events")
    news("older", date(2031, 1, 5), category="products")
    assert rows(visitor, "/news/products/") == ["/news/head/"]
    assert rows(visitor, "/news/products/2031/") == ["/news/older/"]
    assert visitor.get("/news/products/2041/").status_code == 404
    assert '<a href="/news/products/2031/">' in visitor.get("/news/products/").text
    assert "<title>お知らせ：製品 | " in visitor.get("/news/products/").text


def test_a_category_without_news_is_not_there_and_not_linked(visitor: Client) -> None:
    news_index().get_children().delete()
    news("head", date(2040, 1, 5), category="products")
    assert visitor.get("/news/events/").status_code == 404
    assert "/news/events/" not in visitor.get("/news/").text


def test_the_switch_of_a_category_leads_to_the_category_only_where_the_other_language_has_one(visitor: Client) -> None:
    news("only", date(2033, 1, 5), category="privacy")
    news("both", date(2032, 1, 5), category="events")
    news("both", date(2032, 1, 5), index=news_index("en"), category="events")
    found = [switch(visitor, f"/news/{path}/") for path in ("events", "events/2032", "privacy/2033")]
    assert found == ["/en/news/events/", "/en/news/events/2032/", "/en/news/"]


def test_an_item_leads_to_the_one_before_and_after_it(visitor: Client) -> None:
    for slug, day in (("first", date(2040, 5, 7)), ("second", date(2040, 5, 7)), ("third", date(2040, 5, 8))):
        news(slug, day)
    page = visitor.get("/news/second/").text
    assert '<a href="/news/third/" rel="next">' in page
    assert '<a href="/news/first/" rel="prev">' in page
    assert 'rel="next"' not in visitor.get("/news/third/").text


def test_an_event_says_when_and_where(visitor: Client) -> None:
    news("fair", date(2040, 5, 7), event_begins=date(2040, 6, 1), event_ends=date(2040, 6, 3), event_place="第3ホール")
    page = visitor.get("/news/fair/").text
    assert '<time datetime="2040-06-01">2040年6月1日</time>から<time datetime="2040-06-03">2040年6月3日</time>' in page
    assert "<dd>第3ホール</dd>" in page


@pytest.mark.parametrize("begins", [None, date(2040, 6, 4)])
def test_an_event_does_not_end_before_it_begins(begins: date | None) -> None:
    item = NewsPage(title="展示会", slug="fair", event_begins=begins, event_ends=date(2040, 6, 3))
    with pytest.raises(ValidationError) as caught:
        item.clean()
    assert list(caught.value.message_dict) == ["event_ends"]


@pytest.mark.parametrize("slug", ["products", "2041"])
def test_an_item_never_stands_where_the_list_itself_answers(db: None, slug: str) -> None:
    with pytest.raises(ChangeRefused):
        news(slug, date(2040, 1, 5))
    news("kept", date(2040, 1, 5))
    assert news_index().get_children().filter(slug=slug).count() == 0
