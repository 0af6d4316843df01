"""Marks within a text read as if a person had set them."""

import pytest

from cluster_cms.comparison.text_diff import MarkKind, Runs, compare_text

SIGNS = {MarkKind.SAME: "{}", MarkKind.ADDED: "[+{}]", MarkKind.REMOVED: "[-{}]"}


def written(runs: Runs) -> str:
    """Return marked text with signs: [-removed][+added]."""
    return "".join(SIGNS[run.kind].format(run.text) for run in runs)


JAPANESE = [
    # an insertion, a deletion, one character
    ("取り扱う者に教育を行います。", "取り扱う者に年に一度教育を行います。", "取り扱う者に[+年に一度]教育を行います。"),
    ("氏名、住所、電話番号", "氏名、電話番号", "氏名、[-住所、]電話番号"),
    ("これを行う。", "これを行なう。", "これを行[+な]う。"),
    # dates, numbers and references whole
    ("2026年4月1日から施行", "2026年4月10日から施行", "[-2026年4月1日][+2026年4月10日]から施行"),
    ("令和8年4月1日から", "令和9年4月1日から", "[-令和8年4月1日][+令和9年4月1日]から"),
    ("第9項の窓口へ", "第10項の窓口へ", "[-第9項][+第10項]の窓口へ"),
    ("第三条の二に従い", "第三条の三に従い", "[-第三条の二][+第三条の三]に従い"),
    ("30日以内", "60日以内", "[-30][+60]日以内"),
    ("二十日前", "三十日前", "[-二十][+三十]日前"),
    ("06-1234-5678へ", "06-1234-5679へ", "[-06-1234-5678][+06-1234-5679]へ"),
    # words are not cut through, unless something is only put in
    ("サーバーに保存", "サービスに保存", "[-サーバー][+サービス]に保存"),
    ("サーバに保存", "サーバーに保存", "サーバ[+ー]に保存"),
    ("内容を開示する", "内容を提示する", "内容を[-開示][+提示]する"),
    ("個人情報を", "個人データを", "個人[-情報][+データ]を"),
    # an insertion begins and ends where a phrase does
    ("情報を使います。", "情報を取得し、情報を使います。", "[+情報を取得し、]情報を使います。"),
    # short islands go with the changes around them, sentence ends do not
    ("速やかに、無償で開示", "ただちに、有償で開示", "[-速やかに、無償][+ただちに、有償]で開示"),
    ("甲は乙を知る。", "丙は丁を知る。", "[-甲は乙][+丙は丁]を知る。"),
    ("これは甲。乙である。", "これは丙。丁である。", "これは[-甲][+丙]。[-乙][+丁]である。"),
    # what was written anew is not picked to pieces
    (
        "それ以外の目的に利用するときは、同意をいただきます。",
        "変えるときは、第7項の方法でお知らせします。",
        "[-それ以外の目的に利用するときは、同意をいただきます。][+変えるときは、第7項の方法でお知らせします。]",
    ),
]
ENGLISH = [
    ("We train everyone.", "We train everyone once a year.", "We train everyone[+ once a year]."),
    ("Delete it promptly.", "Delete it at once.", "Delete it [-promptly][+at once]."),
    ("(data is kept)", "(personal data is kept)", "([+personal ]data is kept)"),
    ("From 1 April 2026 on", "From 10 April 2026 on", "From [-1 April 2026][+10 April 2026] on"),
    ("See item 9 below", "See item 10 below", "See [-item 9][+item 10] below"),
    ("A fee of 1,000 yen", "A fee of 1,500 yen", "A fee of [-1,000][+1,500] yen"),
    ("We keep it. You pay.", "We keep it. We tell you. You pay.", "We keep it.[+ We tell you.] You pay."),
    (
        "Ask the desk or us by mail",
        "Ask an officer or them by mail",
        "Ask [-the desk or us][+an officer or them] by mail",
    ),
    ("Keep names here", "Keep all names only here", "Keep[+ all] names[+ only] here"),
    ("Don't track", "Do track", "[-Don't][+Do] track"),
    ("", "New words", "[+New words]"),
    ("Old words", "", "[-Old words]"),
]


@pytest.mark.parametrize("old,new,expected", JAPANESE)
def test_japanese_is_marked_by_characters_that_belong_together(old: str, new: str, expected: str) -> None:
    assert written(compare_text(old, new, "ja")) == expected


@pytest.mark.parametrize("old,new,expected", ENGLISH)
def test_english_is_marked_by_words(old: str, new: str, expected: str) -> None:
    assert written(compare_text(old, new, "en")) == expected


def test_a_name_with_a_variant_character_is_not_torn_apart() -> None:
    runs = compare_text("葛\U000e0100城", "葛\U000e0101城", "ja")
    assert next(run.text for run in runs if run.kind == MarkKind.REMOVED).startswith("葛\U000e0100")
