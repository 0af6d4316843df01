"""Feeds of the news: Atom, by language and category."""

from datetime import date
from typing import Any

from defusedxml import ElementTree
from django.test import Client

from tests.home.making import news, news_index

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: Client, address: str) -> list[Any]:
    response = client.get(address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")


def titles(client: Client, address: str) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in entries(client, address)]


def test_the_feed_holds_the_latest_news_of_its_language(visitor: Client) -> None:
    news("german", date(2040, 5, 7), index=news_index("en"))
    news("new", date(2040, 5, 8))
    news("draft", date(2040, 5, 9), live=False)
    assert titles(visitor, "/news/feed.atom")[0] == "お知らせ new"
    assert titles(visitor, "/en/news/feed.atom")[0] == "お知らせ german"


def test_a_category_has_a_feed_of_its_own_also_while_it_is_empty(visitor: Client) -> None:
    news_index().get_children().delete()
    news("head", date(2040, 5, 8), category="products")
    assert titles(visitor, "/news/products/feed.atom") == ["お知らせ head"]
    assert entries(visitor, "/news/events/feed.atom") == []


def test_an_entry_keeps_its_id_when_it_moves_and_never_breaks_the_document(visitor: Client) -> None:
    item = news("one", date(2040, 5, 8), listing_summary="<b>&\x0b</b>")
    before = entries(visitor, "/news/feed.atom")[0]
    item.slug = "two"
    item.save()
    after = entries(visitor, "/news/feed.atom")[0]
    assert before.findtext(f"{ATOM}id") == after.findtext(f"{ATOM}id")
    assert after.findtext(f"{ATOM}summary") == "&lt;b&gt;&amp;&lt;/b&gt;"
    assert str(after.find(f"{ATOM}link").get("href")).endswith("/news/two/")


def test_a_list_names_its_feed_to_readers(visitor: Client) -> None:
    news("head", date(2040, 1, 5), category="products")
    page = visitor.get("/news/products/").text
    assert '<link rel="alternate" type="application/atom+xml" href="/news/products/feed.atom"' in page
    assert '<a class="small" href="/news/products/feed.atom">' in page
