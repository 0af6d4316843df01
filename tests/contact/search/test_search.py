"""Searching inquiries: by reference, by address, in all that was written; what for is in no address, log or entry."""

import logging
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from cluster_cms.security.audit import AuditEntry
from cluster_cms.text.folding import searchable
from contact.models import Inquiry, InquirySearch, SearchText, Status
from contact.retention.erasure import erase_inquiry
from contact.search import scanning
from contact.search.searching import NothingToSearch, delete_expired_searches, search_inquiries
from tests.contact.admin.inquiry_copies import copy_inquiry
from tests.contact.visit import WRITTEN, texts
from tests.infrastructure.cast import Clock
from tests.infrastructure.decrypted_dump import places_of

ADDRESS = "/admin/inquiries/search/"
ROW = re.compile(r'id="inquiry-([0-9A-Z-]{9})"')


@pytest.fixture
def at_desk(desk: Any, signed_in: Callable[[Any], Client]) -> Client:
    return signed_in(desk)


def found(words: str, actor: Any, place: str = "") -> list[str]:
    return search_inquiries(words=words, inquiries=Inquiry.objects.all(), actor=actor, cursor=place).references


@pytest.mark.parametrize("written", ["やまだ", "ヤマダ", "ﾔﾏﾀﾞ", "ﾔﾏﾀ゛", "ﾔﾏ ﾀﾞ"])
@pytest.mark.parametrize("asked", ["やまだ", "ヤマダ", "ﾔﾏﾀﾞ", "やまタ\u3099"])
def test_kana_of_every_kind_meet(written: str, asked: str) -> None:
    assert searchable(written.replace("゛", "\uff9e")) == searchable(asked)


@pytest.mark.parametrize(
    "one, other",
    [
        ("山田 太郎", "山田太郎"),
        ("山田　太郎", "山田 太郎"),
        ("髙橋﨑", "高橋崎"),
        ("渡邉 齋藤", "渡辺斉藤"),
        ("葛\U000e0100城", "葛城"),
        ("０３ー１２３４ー５６７８", "0312345678"),
        ("CX-210", "ｃｘ210"),
        ("データ", "ﾃﾞｰﾀ"),
        ("ＳＡＭＰＬＥ", "sample"),
    ],
)
def test_what_people_write_as_they_please_makes_no_difference(one: str, other: str) -> None:
    assert searchable(one) == searchable(other)


@pytest.mark.parametrize("one, other", [("ビール", "ビル"), ("山田", "山本"), ("ハハ", "ババ")])
def test_what_differs_stays_different(one: str, other: str) -> None:
    assert searchable(one) != searchable(other)


@pytest.mark.parametrize(
    "asked", ["山田太郎", "例示電機", "ｃｘ２１０", "太郎 試料 06-1234", "よろしく お願い", "06 1234 5678"]
)
def test_any_answer_is_found_by_words_that_all_occur(asked: str, desk: Any, inquiry: Inquiry) -> None:
    assert found(asked, desk)[0] == inquiry.reference
    assert found(f"{asked} 存在しない語", desk) == []


def test_words_of_two_answers_are_not_read_as_one(desk: Any, inquiry: Inquiry) -> None:
    assert found("例示電機株式会社山田", desk) == []


@pytest.mark.parametrize("change", [str, str.lower, lambda text: text.replace("-", ""), lambda text: f" {text} "])
def test_a_reference_is_found_however_it_is_written(change: Callable[[str], str], desk: Any, inquiry: Inquiry) -> None:
    full_width = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
    asked = change(inquiry.reference)
    for text in (asked, asked.translate(full_width), asked.translate(full_width).replace("－", "ー")):
        search = search_inquiries(words=text, inquiries=Inquiry.objects.all(), actor=desk)
        assert (search.references, search.scanned) == ([inquiry.reference], 0)


def test_an_address_finds_all_its_inquiries_without_reading_them(desk: Any, inquiry: Inquiry) -> None:
    older = copy_inquiry(inquiry, minutes=10, status=Status.SPAM)
    other = copy_inquiry(inquiry, texts_by_key={"mail": "taro.yamada@example.com.au"}, email_hmac="other")
    search = search_inquiries(words=" Taro.Yamada＠example.com ", inquiries=Inquiry.objects.all(), actor=desk)
    assert (search.references, search.scanned) == ([inquiry.reference, older.reference], 0)
    assert other.reference in found("taro.yamada@example.com", desk, search.next_cursor)


def test_a_part_of_an_address_is_searched_in_the_text(desk: Any, inquiry: Inquiry) -> None:
    assert found("yamada@exam", desk) == [inquiry.reference]


@pytest.mark.parametrize("words", ["", "   ", "-", "－ 　—"])
def test_a_search_without_words_is_refused(words: str, desk: Any, at_desk: Client) -> None:
    with pytest.raises(NothingToSearch):
        found(words, desk)
    page = texts(at_desk.post(ADDRESS, {"words": words}))
    assert "探す言葉を入力してください" in page
    assert not AuditEntry.objects.filter(action="inquiries.searched").exists()


def test_a_search_reads_a_bounded_number_and_then_goes_further_back(
    desk: Any, at_desk: Client, inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "MAX_SCANNED", 4)
    monkeypatch.setattr(scanning, "BATCH", 2)
    oldest = copy_inquiry(inquiry, minutes=99_999, texts_by_key={"message": "蛍光灯"})
    page = at_desk.post(ADDRESS, {"words": "蛍光灯"}, follow=True)
    while "next/" in texts(page):
        assert ROW.findall(texts(page)) == []
        search = InquirySearch.objects.latest("at")
        assert search.scanned == 4
        page = at_desk.post(f"{ADDRESS}{search.pk}/next/", follow=True)
    assert ROW.findall(texts(page)) == [oldest.reference]
    assert sum(InquirySearch.objects.values_list("scanned", flat=True)) == Inquiry.objects.count()


def test_many_finds_come_in_parts_and_each_once(desk: Any, inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "MAX_FOUND", 2)
    expected = [copy_inquiry(inquiry, minutes=number // 2).reference for number in range(4)] + [inquiry.reference]
    first = search_inquiries(words="山田", inquiries=Inquiry.objects.all(), actor=desk)
    second = search_inquiries(words="山田", inquiries=Inquiry.objects.all(), actor=desk, cursor=first.next_cursor)
    third = search_inquiries(words="山田", inquiries=Inquiry.objects.all(), actor=desk, cursor=second.next_cursor)
    assert [len(one.references) for one in (first, second, third)] == [2, 2, 1]
    assert sorted(first.references + second.references + third.references) == sorted(expected)
    assert third.next_cursor == ""


def test_what_somebody_may_not_touch_is_not_found(desk: Any, inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "MAX_FOUND", 1)
    newer = copy_inquiry(inquiry)
    allowed = Inquiry.objects.exclude(pk=newer.pk)
    assert search_inquiries(words="山田", inquiries=allowed, actor=desk).references == [inquiry.reference]


def test_one_damaged_inquiry_does_not_hide_the_others(desk: Any, inquiry: Inquiry) -> None:
    damaged, whole = copy_inquiry(inquiry), copy_inquiry(inquiry)
    text = SearchText.objects.values_list("text").get(inquiry=whole)[0]
    SearchText.objects.filter(inquiry=damaged).update(text=text)
    assert set(found("山田", desk)) == {inquiry.reference, whole.reference}


def test_the_words_are_in_no_address_entry_or_log(
    at_desk: Client, inquiry: Inquiry, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    response = at_desk.post(ADDRESS, {"words": WRITTEN["name"]})
    assert response.status_code == 302
    page = at_desk.get(response.headers["Location"])
    assert ROW.findall(texts(page)) == [inquiry.reference]
    assert WRITTEN["name"] in texts(page)
    assert "no-store" in page.headers["Cache-Control"]
    entry = AuditEntry.objects.latest("position")
    assert (entry.action, entry.subject) == ("inquiries.searched", "")
    assert entry.data == f'{{"by":"text","count":1,"scanned":{Inquiry.objects.count()}}}'
    for place in (response.headers["Location"], caplog.text):
        assert "山田" not in place
        assert "%E5%B1%B1" not in place


def test_words_do_not_come_by_address(at_desk: Client, inquiry: Inquiry) -> None:
    assert ROW.findall(texts(at_desk.get(f"{ADDRESS}?words=山田"))) == []
    assert not InquirySearch.objects.exists()


def test_a_search_is_its_makers_alone_and_over_after_an_hour(
    at_desk: Client, privacy_officer: Any, signed_in: Callable[[Any], Client], inquiry: Inquiry, clock: Clock
) -> None:
    address = at_desk.post(ADDRESS, {"words": "山田"}).headers["Location"]
    assert signed_in(privacy_officer).get(address).headers["Location"] == "/admin/"
    assert at_desk.get(address).status_code == 200
    clock.forward(minutes=61)
    assert at_desk.get(address).status_code == at_desk.post(f"{address}next/").status_code == 404
    assert "山田" not in texts(at_desk.get(address))
    delete_expired_searches()
    assert not InquirySearch.objects.exists()


def test_an_unknown_search_is_over(at_desk: Client) -> None:
    response = at_desk.get(f"{ADDRESS}{uuid4()}/")
    assert response.status_code == 404
    assert "検索をやり直してください" in texts(response)


def test_erasing_an_inquiry_deletes_stored_searches(desk: Any, inquiry: Inquiry) -> None:
    found("山田太郎", desk)
    assert places_of("山田太郎") >= {"contact_inquirysearch.words"}
    erase_inquiry(inquiry=inquiry, actor=desk)
    assert places_of("山田太郎") == set()


def test_who_may_not_read_inquiries_may_not_ask_what_is_in_them(
    legal: Any, signed_in: Callable[[Any], Client], inquiry: Inquiry, grant: Callable[..., None]
) -> None:
    grant(legal, "view_inquiry", "handle_inquiry", "export_inquiry")
    client = signed_in(legal)
    assert client.post(ADDRESS, {"words": "山田"}).headers["Location"] == "/admin/"
    assert ADDRESS not in texts(client.get("/admin/inquiries/"))
    assert not InquirySearch.objects.exists()


def test_what_was_found_can_be_ticked_for_an_export(at_desk: Client, inquiry: Inquiry) -> None:
    page = texts(at_desk.post(ADDRESS, {"words": "山田"}, follow=True))
    assert f'name="inquiry" value="{inquiry.reference}"' in page
    assert 'action="/admin/inquiries/export/"' in page
    assert WRITTEN["mail"] not in page


def test_the_newest_come_first_and_a_search_sees_what_is_new(desk: Any, inquiry: Inquiry) -> None:
    older = copy_inquiry(inquiry, received_at=inquiry.received_at - timedelta(days=400))
    assert found("山田", desk) == [inquiry.reference, older.reference]
    newer = copy_inquiry(inquiry, received_at=inquiry.received_at + timedelta(seconds=1))
    assert found("山田", desk)[0] == newer.reference


@pytest.mark.usefixtures("committed_db")
def test_nothing_is_locked_while_the_texts_are_read(at_desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    locked: list[bool] = []
    read = scanning.rows_after

    def rows_after(*place: Any) -> list[scanning.Row]:
        locked.append(connection.in_atomic_block)
        return read(*place)

    monkeypatch.setattr(scanning, "rows_after", rows_after)
    at_desk.post(ADDRESS, {"words": "山田"})
    assert (set(locked), InquirySearch.objects.count()) == ({False}, 1)
