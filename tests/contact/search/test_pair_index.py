"""Searching by keyed hashes finds what reading all texts finds, and reads few of them."""

from typing import Any

import pytest
from pytest_django import Settings

from cluster_cms.security.pair_hashes import hashes_of, key_mark, pair_hash, pairs_of
from contact.models import Inquiry, InquirySearch, SearchText
from contact.retention.erasure import erase_inquiry
from contact.search import scanning
from contact.search.pair_index import narrowing
from contact.search.searching import parse_query, search_inquiries
from tests.contact.admin.inquiry_copies import copy_inquiry
from tests.contact.visit import WRITTEN

KEY, OTHER = bytes(32), bytes([1]) * 32
# One character, widths and kana mixed, a name in kana, an address and its parts, spellings, several words, nothing.
ASKED = (
    "山|山田|太|ﾀﾛｳ|タロー|ｃｘ２１０|CX-210|0|06|06-1234-5678|taro|ｔａｒｏ．ｙａｍａｄａ|example.com|@|m|試料|希望します|"
    "例示電機 山田|例示電機 存在しない語|お見積もり|見積|問い合わせ|製品・技術|について|高橋|髙|渡邉|ミツゴロウ|"
    "みつごろう|㈱|株式会社|😀|野家|bc二|行目"
)
FEW_TEXTS = ("山田 花子", "髙橋ﾐﾂｺﾞﾛｳ", "お問合せとお見積り", "渡邉㈱ＡＢＣ\n二行目", "🧪😀", "𠮷野家")


@pytest.fixture
def inquiries(inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch) -> list[Inquiry]:
    """Some inquiries of different texts, found by their hashes alone, a few at a time."""
    monkeypatch.setattr(scanning, "READ_WHOLE", 0)
    monkeypatch.setattr(scanning, "NARROWED_FIRST", 3)
    return [inquiry, *(copy_inquiry(inquiry, minutes=9, texts_by_key={"message": text}) for text in FEW_TEXTS)]


def search(words: str, actor: Any) -> InquirySearch:
    return search_inquiries(words=words, inquiries=Inquiry.objects.all(), actor=actor)


def test_the_index_finds_what_reading_everything_finds(inquiries: list[Inquiry], desk: Any, settings: Settings) -> None:
    asked = [*ASKED.split("|"), *FEW_TEXTS]
    by_index = {words: search(words, desk).references for words in asked}
    settings.SEARCH_INDEX = False
    assert by_index == {words: search(words, desk).references for words in asked}
    assert sum(map(bool, by_index.values())) > len(asked) / 2


def test_few_texts_are_read(inquiries: list[Inquiry], desk: Any) -> None:
    assert search("髙橋ミツゴロウ", desk).scanned <= 2
    assert search("存在しない語", desk).scanned <= 1
    assert search("山", desk).scanned == SearchText.objects.count()


def test_what_many_texts_hold_is_found_among_the_newest(
    inquiries: list[Inquiry], desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "READ_WHOLE", 1)
    monkeypatch.setattr(scanning, "MAX_FOUND", 2)
    first = search("例示電機", desk)
    assert (first.references[0], len(first.references), first.scanned) == (inquiries[0].reference, 2, 2)
    found, cursor = first.references, first.next_cursor
    while cursor:
        further = search_inquiries(words="例示電機", inquiries=Inquiry.objects.all(), actor=desk, cursor=cursor)
        found, cursor = found + further.references, further.next_cursor
    by_receipt = Inquiry.objects.filter(pk__in=[one.pk for one in inquiries]).latest_first()
    assert found == [one.reference for one in by_receipt]


def test_hashes_go_with_the_inquiry_and_follow_its_text(inquiry: Inquiry, desk: Any) -> None:
    before = inquiry.search_text.pairs
    inquiry.search_text.text = "短"
    inquiry.search_text.save()
    assert (bool(before), SearchText.objects.get(inquiry=inquiry).pairs) == (True, [])
    erase_inquiry(inquiry=inquiry, actor=desk)
    assert not SearchText.objects.filter(reference=inquiry.reference).exists()


def test_hashes_are_keyed_blurred_and_in_no_order() -> None:
    text = f"{WRITTEN['message']}\n{WRITTEN['name']}" * 2
    mine, others = hashes_of([text], KEY), hashes_of([text], OTHER)
    assert mine == sorted(set(mine)) == hashes_of([text, text], KEY)
    assert len(set(mine) & set(others)) <= 3
    assert all(0 <= one < 2**14 for one in mine)
    every = {chr(one) + chr(other) for one in range(0x3041, 0x3091) for other in range(0x4E00, 0x4F00)}
    assert len({pair_hash(pair, KEY) for pair in every}) > 2**14 * 0.6


def test_pairs_do_not_reach_across_lines() -> None:
    assert pairs_of("山田\n太郎君") == {"山田", "太郎", "郎君"}
    assert pairs_of("山") == pairs_of("") == pairs_of("山\n田") == set()


def test_a_mark_tells_key_and_folding_apart() -> None:
    marks = {key_mark(key, version) for key in (KEY, OTHER) for version in (1, 2)}
    assert len(marks) == 4
    assert min(marks) > 0


@pytest.mark.django_db
def test_words_without_a_pair_are_not_narrowed(settings: Settings) -> None:
    assert narrowing(parse_query("林").terms) is None
    assert narrowing(parse_query("林 山田").terms) is not None
    settings.SEARCH_INDEX = False
    assert narrowing(parse_query("山田").terms) is None
