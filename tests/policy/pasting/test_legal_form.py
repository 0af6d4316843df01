"""Articles, tables and supplementary provisions of a pasted text become blocks of the draft."""

import pytest

from policy.admin.pasting_pairs import APPEND, REPLACE
from policy.admin.pasting_preview import preview, put_into
from policy.pages import PolicyPage
from policy.pasting.pairing import Pasted
from policy.pasting.parsing import parse
from policy.text import canonical
from tests.policy.drafting import good_draft
from tests.policy.legal_form import article_draft

JAPANESE = """保存規程
第1条（目的）
保存を定める。
第2条（期間）
次の表のとおりとする。
書類\t期間
申込書\t三年
表は第1条により見直す。
附則（2022年10月1日）
第1条（施行）
公布の日から施行する。
別表第1
書類\t棚
手紙\t二番
"""
ENGLISH = """Retention rules
Article 1 Purpose
They rule the retention.
Article 2 Periods
As follows:
Record\tPeriod
Orders\tthree years
The table follows Article 1.
Supplementary provisions
Article 1 Effect
They are in force at once.
Schedule 1
Record\tShelf
Letters\tsecond
"""


def pasted(**texts: str) -> Pasted:
    return Pasted({language: parse(text) for language, text in texts.items()})


def drafted(draft: PolicyPage, mode: str = REPLACE, **texts: str) -> canonical.Document:
    return canonical.document(put_into(draft, pasted(**texts), mode=mode))


def test_both_languages_become_articles_a_table_and_parts(policy_page: PolicyPage) -> None:
    text = drafted(good_draft(), ja=JAPANESE, en=ENGLISH)
    assert text["form"] == "article"
    assert [clause["heading"]["en"] for clause in text["clauses"]] == ["Purpose", "Periods"]
    (table,) = text["clauses"][1]["tables"]
    assert table["caption"] == {"ja": "期間", "en": "Periods"}
    assert table["columns"] == {"ja": ["書類", "期間"], "en": ["Record", "Period"]}
    assert table["rows"] == {"ja": [["申込書", "三年"]], "en": [["Orders", "three years"]]}
    provisions, schedule = text["supplements"]
    assert provisions["heading"] == {"ja": "附則（2022年10月1日）", "en": "Supplementary provisions"}
    assert [clause["heading"] for clause in provisions["clauses"]] == [{"ja": "施行", "en": "Effect"}]
    assert schedule["tables"][0]["rows"] == {"ja": [["手紙", "二番"]], "en": [["Letters", "second"]]}


def test_references_of_the_text_lead_to_its_own_articles(policy_page: PolicyPage) -> None:
    clauses = drafted(good_draft(), ja=JAPANESE, en=ENGLISH)["clauses"]
    name = f"[[{clauses[0]['anchor'] or clauses[0]['id']}]]"
    assert clauses[1]["closing"] == {"ja": [f"表は{name}により見直す。"], "en": [f"The table follows {name}."]}


@pytest.mark.parametrize("text, form", [("1. 目的\n示す。\n2. 窓口\n答える。\n", "item"), (JAPANESE, "article")])
def test_the_form_follows_a_text_that_replaces_the_draft(text: str, form: str, policy_page: PolicyPage) -> None:
    assert canonical.form_of(drafted(good_draft(), ja=text)) == form
    assert "form" not in drafted(good_draft(), APPEND, ja=text)


def test_what_is_added_stands_before_the_provisions_of_the_draft(policy_page: PolicyPage) -> None:
    text = drafted(article_draft(), APPEND, ja=JAPANESE)
    assert [clause["heading"]["ja"] for clause in text["clauses"]][-2:] == ["目的", "期間"]
    assert [len(part["clauses"]) for part in text["supplements"]] == [1, 1, 0]


def test_one_language_keeps_table_and_provisions_of_the_other(policy_page: PolicyPage) -> None:
    both = put_into(good_draft(), pasted(ja=JAPANESE, en=ENGLISH), mode=REPLACE)
    text = canonical.document(put_into(both, pasted(ja=JAPANESE.replace("三年", "五年")), mode=REPLACE))
    (table,) = text["clauses"][1]["tables"]
    assert table["rows"] == {"ja": [["申込書", "五年"]], "en": [["Orders", "three years"]]}
    assert [part["heading"]["en"] for part in text["supplements"]] == ["Supplementary provisions", "Schedule 1"]
    assert len(text["clauses"]) == 2


def test_a_table_after_the_last_text_stays_lines_and_says_so() -> None:
    text = "1. 甲\n(1) 一\nただし、次のとおり。\n書類\t期間\n手紙\t二年\n2. 乙\n答える。\n"
    clause = parse(text).clauses[0]
    assert clause.tables == []
    assert clause.closing == ["ただし、次のとおり。", "書類\t期間", "手紙\t二年"]
    assert any("4, 5" in note.text for note in parse(text).notes)


def test_the_preview_names_the_clause_of_each_note(policy_page: PolicyPage) -> None:
    shown = preview(policy_page, pasted(ja=JAPANESE), mode=REPLACE)
    places = {place for _language, place, _note in shown.warnings}
    assert "附則（2022年10月1日）" in places


PARAGRAPHS = """規程
第1条（目的）
当社は、記録を保存する。
2 保存は、台帳による。
第2条（例外）
次のときは、この限りでない。
(1) 法令によるとき。
(2) 第1条第2項の台帳がないとき。
第3条（準用）
第1条第2項、第2条第2号、第1条第3項、第2条第2項による。
"""


def test_paragraphs_and_items_that_a_text_names_become_references(policy_page: PolicyPage) -> None:
    page = good_draft()
    page.clauses = []
    first, second, third = drafted(page, ja=PARAGRAPHS)["clauses"]
    assert second["items"][1]["text"]["ja"] == f"[[{first['id']}:2]]の台帳がないとき。"
    names = (f"[[{first['id']}:2]]", f"[[{second['id']}:2]]", "第1条第3項", "第2条第2項")
    assert third["lead"]["ja"] == [f"{'、'.join(names)}による。"]


def test_a_pasted_head_with_a_date_of_its_own_does_not_keep_the_one_of_the_draft(policy_page: PolicyPage) -> None:
    dated = [part["dated"] for part in drafted(article_draft(), ja=JAPANESE, en=ENGLISH)["supplements"]]
    assert dated == ["", ""]
    same = drafted(article_draft(), ja=JAPANESE.replace("附則（2022年10月1日）", "附則"), en=ENGLISH)["supplements"]
    assert same[0]["dated"] == "2027-04-01"
