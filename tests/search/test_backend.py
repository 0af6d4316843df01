"""Recall, precision and order on the database in use; both run in `make test`."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from modelsearch.backends import get_search_backend
from modelsearch.query import And, Not, Or, Phrase, PlainText
from wagtail.models import Page
from wagtail.query import PageQuerySet

from home.models import CompanyPage

SENTENCES = [
    "個人情報の取り扱いについて定めます。",  # 0
    "開示を求めるときは、窓口へお申し出ください。",
    "プライバシーを守る九つの約束です。",
    "ﾌﾟﾗｲﾊﾞｼｰﾏｰｸは取得していません。",
    "エポキシ樹脂の硬化条件を測ります。",
    "epoxy樹脂は縮みにくい材料です。",  # 5
    "樹脂、成形、検査を一つの工場で行います。",
    "このサイトはCookieを使いません。",
    "Ｃｏｏｋｉｅの説明は第五項にあります。",
    "We set no cookies on public pages.",
    "硬化は100℃で一時間です。",  # 10
    "温度は100 °Cまで上がります。",
    "ISO9001認証を取得しました。",
    "ISO 14001 covers the second works.",
    "サーバーは国内にあります。",
    "サーバの記録は九十日で消します。",  # 15
    "東京都に営業所があります。",
    "京都の工場は月曜に休みます。",
    "The resin CX-210 shrinks by 0.12 %.",
    "Resins and fillers are mixed in batches.",
    "お問い合わせは電話でもうかがいます。",  # 20
    "大樹のように育つ会社です。",
    "㈱見本は見本の会社です。",
    "髙﨑さんと𠮷野さんが担当です。",
    "液滴は１ピコリットルです。",
    "A drop of one picolitre flies at 7 m/s.",  # 25
    "Our policies explain the purpose of use.",
    "The privacy policy has nine items.",
    "人々の暮らしを支える部品です。",
    "メールは desk@example.com へ。",
    "第六版は二〇二六年に施行します。",  # 30
]
QUERIES: dict[str, set[int]] = {
    "個人情報": {0},
    "開示": {1},
    "ﾌﾟﾗｲﾊﾞｼｰ": {2, 3},
    "プライバシー": {2, 3},
    "樹脂": {4, 5, 6},
    "エポキシ樹脂": {4},
    "epoxy樹脂": {5},
    "EPOXY": {5},
    "Ｃｏｏｋｉｅ": {7, 8, 9},
    '"cookie"': {7, 8, 9},
    "cookies": {7, 8, 9},
    "100℃": {10, 11},
    "100 ℃": {10, 11},
    "ISO9001": {12},
    "iso 9001": {12},
    "iso": {12, 13},
    "サーバ": {14, 15},
    "サーバー": {14, 15},
    "サ－バ－": {14, 15},
    "東京都": {16},
    "樹": {4, 5, 6, 21},
    "滴": {24},
    "resin": {18, 19},
    "cx210": {18},
    "CX-210": {18},
    "問い合わせ": {20},
    "(株)見本": {22},
    "𠮷野": {23},
    "1ピコリットル": {24},
    "policy": {26, 27},
    "purpose policies": {26},
    "人々": {28},
    "desk@example.com": {29},
    "二〇二六年": {30},
    "個人 取り扱い": {0},
    "樹脂 成形": {6},
    "個人 樹脂": set(),
    "量子": set(),
}
ODD = [
    '"',
    "'",
    '"cookie',
    "   ",
    "\u3000",
    "\0",
    "*",
    "(",
    "NEAR(a b)",
    "a AND",
    "-樹脂",
    "title:樹脂",
    "%s %d",
    "\\",
    ":*",
]


@pytest.fixture
def shelf(home_page: Page) -> CompanyPage:
    """A page for the test's own pages."""
    shelf: CompanyPage = home_page.add_child(instance=CompanyPage(title="Shelf", slug="shelf"))
    return shelf


@pytest.fixture
def corpus(shelf: CompanyPage) -> PageQuerySet:
    """The sentences as pages: number as title, sentence as lead."""
    for number, sentence in enumerate(SENTENCES):
        shelf.add_child(instance=CompanyPage(title=f"#{number}", slug=f"s{number}", lead=sentence))
    return CompanyPage.objects.child_of(shelf)


@pytest.fixture
def numbers(corpus: PageQuerySet) -> Callable[[object], list[int]]:
    """Searches the sentences and returns the numbers of those found, in order."""
    return lambda query: [int(page.title[1:]) for page in get_search_backend().search(query, corpus)]


def test_every_query_finds_the_sentences_that_hold_it_and_no_other(numbers: Callable[[object], list[int]]) -> None:
    assert {words: set(numbers(words)) for words in QUERIES} == QUERIES


def test_odd_queries_are_answered(numbers: Callable[[object], list[int]]) -> None:
    answers = {words: numbers(words) for words in [*ODD, "樹脂" * 1500, "x " * 1500]}
    assert set(answers["-樹脂"]) == {4, 5, 6}
    assert answers['"'] == answers["\u3000"] == answers["樹脂" * 1500] == []


def test_no_text_breaks_search_or_autocomplete(database: None) -> None:
    backend = get_search_backend()

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.text(max_size=40))
    def answers(words: str) -> None:
        assert backend.search(words, Page).count() >= 0
        assert len(backend.autocomplete(words, Page)[:3]) >= 0

    answers()


def test_wagtails_query_objects_work(numbers: Callable[[object], list[int]]) -> None:
    resin = PlainText("樹脂")
    assert set(numbers(And([Phrase("樹脂の硬化"), PlainText("条件")]))) == {4}
    assert set(numbers(And([resin, Phrase('"!!"')]))) == {4, 5, 6}
    assert set(numbers(Or([PlainText("開示"), PlainText("")]))) == {1}
    assert set(numbers(PlainText("開示 量子", operator="or"))) == {1}
    assert set(numbers(And([resin, Not(PlainText("epoxy"))]))) == {4, 6}
    assert set(numbers(Not(resin))) == set(range(len(SENTENCES))) - {4, 5, 6}
    assert numbers(Not(PlainText("!"))) == []


def test_a_word_in_the_title_weighs_more_than_one_in_the_text(shelf: CompanyPage) -> None:
    shelf.add_child(instance=CompanyPage(title="別の話", slug="text", lead="樹脂と樹脂の話。樹脂、樹脂。"))
    shelf.add_child(instance=CompanyPage(title="樹脂の話", slug="title", lead="材料についての長めの説明です。"))
    found = CompanyPage.objects.child_of(shelf).search("樹脂")
    assert [page.slug for page in found] == ["title", "text"]


def test_results_can_be_counted_sliced_and_ordered_by_a_field(corpus: PageQuerySet) -> None:
    assert corpus.search("樹脂").count() == 3
    assert len(corpus.search("樹脂")[1:]) == 2
    newest_first = corpus.order_by("-id").search("樹脂", order_by_relevance=False)
    assert [page.title for page in newest_first] == ["#6", "#5", "#4"]


def test_only_the_title_is_searched_when_only_the_title_is_asked_for(shelf: CompanyPage) -> None:
    page = shelf.add_child(instance=CompanyPage(title="題名", slug="page", lead="本文"))
    pages = CompanyPage.objects.child_of(shelf)
    assert list(pages.search("題名", fields=["title"])) == [page]
    assert pages.search("本文", fields=["title"]).count() == 0
    assert list(pages.search("本文", fields=["title", "lead"])) == [page]


def test_an_edited_page_is_found_by_its_new_text_only(shelf: CompanyPage) -> None:
    page = shelf.add_child(instance=CompanyPage(title="話", slug="page", lead="前の中性子の話です。"))
    page.lead = "量子の話に変わりました。"
    page.save()
    assert list(CompanyPage.objects.search("量子の話")) == [page]
    assert CompanyPage.objects.search("中性子").count() == 0


def test_a_deleted_page_is_found_no_more(shelf: CompanyPage) -> None:
    page = shelf.add_child(instance=CompanyPage(title="量子の話", slug="page"))
    assert CompanyPage.objects.search("量子").count() == 1
    page.delete()
    assert CompanyPage.objects.search("量子").count() == 0


def test_the_end_of_a_very_long_text_is_found(shelf: CompanyPage) -> None:
    text = "".join(chr(0x4E00 + number) for number in range(20_000)) + "。最後尾の言葉" + "y" * 5000
    page = shelf.add_child(instance=CompanyPage(title="長い", slug="long", lead=text))
    assert list(CompanyPage.objects.search("最後尾の言葉")) == [page]


def test_a_rebuilt_index_answers_as_before(numbers: Callable[[object], list[int]]) -> None:
    before = numbers("樹脂")
    get_search_backend().reset_indexes()
    assert numbers("樹脂") == []
    call_command("wagtail_update_index", verbosity=0)
    assert set(numbers("樹脂")) == set(before)


def test_autocomplete_finds_by_the_beginning_of_the_last_word(shelf: CompanyPage) -> None:
    page = shelf.add_child(instance=CompanyPage(title="Epoxy さんぷる ISO9001 cookies", slug="page"))
    pages = CompanyPage.objects.child_of(shelf)
    for begun in ("さ", "さん", "さんぷ", "ep", "epoxy さ", "Ｅｐ", "iso9", "cookies"):
        assert list(pages.autocomplete(begun)) == [page], begun
    assert pages.autocomplete("ep さんぷる").count() == 0
