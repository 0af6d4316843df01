"""Articles, tables and supplementary provisions: what the text, its data and its references say."""

import pytest
from django.test import Client
from django.urls import reverse

from cluster_cms.pages.languages import LANGUAGES
from policy.ledger.verification import verify
from policy.models.revisions import PolicyRevision
from policy.pages import PolicyPage
from policy.publishing.promulgation import blocking_reasons, warnings
from policy.text import canonical, numbering
from policy.text.rendering import fragment, outline, plain_text, supplements
from tests.policy.drafting import good_draft, person, promulgated, saved, submitted
from tests.policy.legal_form import article_draft, head

FIRST_MEMBERS = {"schema", "languages", "title", "intro", "clauses", "identity"}
FIRST_OF_CLAUSE = {"id", "anchor", "heading", "lead", "items", "closing", "shows_desk"}


def codes(page: PolicyPage) -> set[str]:
    return {reason.code for reason in blocking_reasons(page)} - {"approval"}


def test_a_text_that_uses_none_of_it_has_the_same_data_as_before(policy_page: PolicyPage) -> None:
    for row in PolicyRevision.objects.all():
        assert set(row.content) == FIRST_MEMBERS
        assert all(set(clause) == FIRST_OF_CLAUSE for clause in row.content["clauses"])
    assert set(canonical.document(good_draft())) == FIRST_MEMBERS


@pytest.mark.parametrize(
    "form, japanese, english",
    [
        (numbering.ITEM, ("第6項", "第6項第2号"), ("Item 6", "Item 6(b)")),
        (numbering.ARTICLE, ("第6条", "第6条第2項"), ("Article 6", "Article 6(2)")),
        (numbering.SECTION, ("第6条", "第6条第2項"), ("Section 6", "Section 6(2)")),
    ],
)
def test_references_follow_the_form(
    form: str, japanese: tuple[str, str], english: tuple[str, str], policy_page: object
) -> None:
    page = article_draft()
    page.clause_form = form
    page.intro_ja = page.intro_en = "[[statistics]] [[statistics:2]]"
    document = canonical.document(page)
    for language, (clause, line) in (("ja", japanese), ("en", english)):
        assert f'<a href="#statistics">{clause}</a> <a href="#statistics">{line}</a>' in fragment(document, language)


def test_a_reference_reaches_lines_below_lines_and_supplementary_provisions(policy_page: PolicyPage) -> None:
    document = canonical.document(article_draft())
    closing = {language: outline(document, language)[0].closing[0] for language in LANGUAGES}
    assert closing["ja"] == "第6条第2項、第6条第1項第1号、附則（2027年4月1日）第1条のとおりです。"
    assert closing["en"] == ("As in Article 6(2), Article 6(1)(a), Supplementary provisions (1 April 2027), Article 1.")


@pytest.mark.parametrize("name", ["statistics:3", "statistics:0", "statistics:2:1", "statistics:x", "supplementary"])
def test_a_reference_to_a_line_that_is_not_there_is_refused(name: str, policy_page: PolicyPage) -> None:
    page = article_draft()
    page.intro_ja = page.intro_en = f"[[{name}]]"
    assert codes(page) == {"reference"}


def test_lines_of_an_article_without_text_before_them_are_paragraphs(policy_page: PolicyPage) -> None:
    document = canonical.document(article_draft())
    numbers = {
        language: [
            (line.number, [below.number for below in line.below]) for line in outline(document, language)[5].items
        ]
        for language in LANGUAGES
    }
    assert numbers == {"ja": [("1", ["(1)"]), ("2", [])], "en": [("(1)", ["(a)"]), ("(2)", [])]}


def test_supplementary_provisions_count_from_one(policy_page: PolicyPage) -> None:
    (part,) = supplements(canonical.document(article_draft()), "ja")
    assert (part.head.heading, part.head.label) == ("附則（2027年4月1日）", "")
    assert [(one.label, one.heading, one.name) for one in part.clauses] == [
        ("第1条", "施行期日", "附則（2027年4月1日）第1条")
    ]


def test_what_is_written_is_read_again_the_same(policy_page: PolicyPage) -> None:
    document = canonical.document(article_draft())
    page = good_draft()
    canonical.write(document, page)
    assert canonical.document(page) == document


def test_a_revision_keeps_the_form_in_which_it_was_promulgated(policy_page: PolicyPage, visitor: Client) -> None:
    row = promulgated(article_draft())
    back = good_draft("Another.")
    back.clause_form = numbering.ITEM
    promulgated(back)
    assert "第1条" in visitor.get(f"/privacy-policy/v/{row.number}/").text
    assert "第1条" not in visitor.get("/privacy-policy/").text
    assert verify() == []


def test_the_form_cannot_change_without_a_revision(policy_page: PolicyPage) -> None:
    policy_page.clause_form = numbering.ARTICLE
    with pytest.raises(Exception, match="新しい版"):
        policy_page.save()


@pytest.mark.parametrize("language", LANGUAGES)
def test_readers_programs_and_the_search_get_tables_and_provisions(
    language: str, policy_page: object, visitor: Client
) -> None:
    row = promulgated(article_draft())
    base = {"ja": "/privacy-policy/", "en": "/en/privacy-policy/"}[language]
    page = visitor.get(base).text
    words = {
        "ja": ("保存期間", "書類", "申込書", "三年"),
        "en": ("Retention periods", "Record", "Orders", "three years"),
    }
    caption, column, first, second = words[language]
    assert f"<caption>{caption}</caption>" in page
    assert f'<th scope="col">{column}</th>' in page
    assert f'<th scope="row">{first}</th><td>{second}</td>' in page
    assert page.count('href="#supplementary-provisions"') == 2  # in the contents, and the link of the heading itself
    text = visitor.get(f"{base}v/{row.number}.json").json()["text"][language]
    assert text == plain_text(row.content, language)
    assert f"{first}\t{second}" in text


def test_a_table_that_lacks_a_language_is_refused_and_one_of_another_shape_warned_of(policy_page: PolicyPage) -> None:
    page = article_draft()
    english = page.clauses[0].value["tables"][0]["en"]
    english.row_data.pop()
    assert "table:purpose" in {warning.code for warning in warnings(page)}
    english.row_data.clear()
    english.caption = ""
    assert codes(page) == {"language"}


def test_clauses_without_a_heading_of_their_part_are_refused(policy_page: PolicyPage) -> None:
    page = article_draft()
    del page.supplements[0]
    assert {"incomplete", "anchor"} <= codes(page)
    with_empty = article_draft()
    with_empty.supplements.append(("supplement", {**head("late")["value"], "dated": None}))
    assert "incomplete" in codes(with_empty)


def test_new_provisions_get_a_permanent_address_that_no_clause_has(policy_page: PolicyPage, legal: object) -> None:
    page = article_draft()
    for block in page.supplements:
        block.value["anchor"] = ""
    page.supplements[1].value["heading"]["en"] = "Security"
    saved(page, legal)
    assert [block.value["anchor"] for block in page.supplements] == ["supplementary-provisions", "security-2"]


def test_the_promises_name_articles(policy_page: PolicyPage, visitor: Client) -> None:
    promulgated(article_draft())
    assert '#desk">方針の第9条' in visitor.get("/promises/").text
    assert '#desk">Article 9 of the policy' in visitor.get("/en/promises/").text


def test_the_screen_of_the_decision_names_a_new_form(policy_page: PolicyPage, client: Client) -> None:
    submitted(article_draft(), person("Legal"))
    client.force_login(person("Legal"))
    text = client.get(reverse("policy_decision")).text
    assert "「項（英語では Item）」から「条（英語では Article）」に変わります" in text
    assert "申込書" in text
    assert "附則（2027年4月1日）" in text


def test_a_reference_whose_line_has_moved_is_warned_of(policy_page: PolicyPage) -> None:
    promulgated(article_draft())
    page = good_draft("Another.")
    assert "line" not in {warning.code for warning in warnings(page)}
    items = page.clauses[5].value["items"]
    items.insert(0, {"text": {"ja": "新しい項です。", "en": "A new paragraph."}, "subitems": []})
    (warning,) = [warning for warning in warnings(page) if warning.code == "line"]
    assert "第6条第2項" in warning.text
