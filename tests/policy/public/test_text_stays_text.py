"""A tag in any field stays text: on every page, in JSON and in the feed."""

import json
import re
from datetime import date
from html import unescape

import pytest
from django.test import Client

from tests.infrastructure.cast import Clock
from tests.policy.drafting import good_draft, promulgated
from tests.policy.public.announcing import ADDRESSES, BASE, announce, withdraw

EVIL = "<script>alert(1)</script>"


@pytest.fixture
def text_with_tags(policy_page: object, clock: Clock) -> None:
    """Revision 4, announced, with a script tag in every field; revision 5, withdrawn with one in the reason."""
    clock.set("2027-12-01 10:00")
    page = good_draft(EVIL)
    page.effective_on = date(2028, 1, 1)
    for name in ("title", "title_en", "intro_ja", "intro_en", "notified_how_ja", "notified_how_en"):
        setattr(page, name, f"{name} {EVIL}")
    for language in ("ja", "en"):
        page.clauses[0].value["heading"][language] += EVIL
        page.clauses[3].value["items"][0]["text"][language] += EVIL
    promulgated(page)
    announce("Again.", effective_on=date(2028, 2, 1))
    withdraw(5, EVIL)


@pytest.mark.parametrize("moment", ["2027-12-31 23:00", "2028-01-01 00:00"])
def test_no_address_lets_a_tag_through(
    moment: str, text_with_tags: None, clock: Clock, language: str, visitor: Client
) -> None:
    clock.set(moment)
    for below in (*ADDRESSES, "v/5/", "v/5.json", "compare/4..5/", "compare/3..4/?view=table&all=1"):
        answer = visitor.get(f"{BASE[language]}{below}")
        assert answer.status_code == 200, below
        assert "<script>" not in answer.text, below
        assert "alert(1)" in answer.text or below in ("v/1/", "v/3/", "v/3.json", "on/2018-05-01/"), below


def test_the_site_notice_lets_no_tag_through(text_with_tags: None, language: str, visitor: Client) -> None:
    text = visitor.get("/en/" if language == "en" else "/").text
    assert "alert(1)" in text
    assert "<script>" not in text


def test_json_gives_the_words_back_unchanged(text_with_tags: None, visitor: Client) -> None:
    data = visitor.get("/privacy-policy/v/4.json").json()
    document = json.loads(data["document"])
    assert document["title"]["ja"] == f"title {EVIL}"
    assert visitor.get("/privacy-policy/v/5.json").json()["events"][0]["record"]["reason"]["en"] == EVIL


def test_the_feed_escapes_what_it_declares_as_html(text_with_tags: None, visitor: Client) -> None:
    text = visitor.get("/en/privacy-policy/feed.atom").text
    summaries = [unescape(one) for one in re.findall(r'<summary type="html">(.*?)</summary>', text)]
    assert any("&lt;script&gt;" in one for one in summaries)
    assert not any("<script>" in one for one in summaries)
