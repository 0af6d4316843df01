"""The comparison of any two revisions as a page."""

import pytest
from django.test import Client

from policy.models.approval import PolicySettings
from tests.policy.public.announcing import BASE


def test_both_views_mark_what_changed(language: str, visitor: Client) -> None:
    marked = visitor.get(f"{BASE[language]}compare/2..3/").text
    table = visitor.get(f"{BASE[language]}compare/2..3/?view=table").text
    assert "<ins>" in marked.replace(" class", "><") or "<ins" in marked
    assert '<table class="versus' not in marked
    assert '<table class="versus' in table


def test_the_whole_text_is_shown_on_demand(language: str, visitor: Client) -> None:
    short = visitor.get(f"{BASE[language]}compare/2..3/?view=table").text
    whole = visitor.get(f"{BASE[language]}compare/2..3/?view=table&all=1").text
    assert 'href="' + f"{BASE[language]}compare/2..3/?view=table&amp;all=1" in short
    assert len(whole) > len(short)


def test_the_older_one_always_comes_first(language: str, visitor: Client) -> None:
    answer = visitor.get(f"{BASE[language]}compare/3..1/?view=table")
    assert answer.status_code == 302
    assert answer["Location"] == f"{BASE[language]}compare/1..3/?view=table"


@pytest.mark.parametrize("pair", ["1..9", "0..1", "a..b", "1...2"])
def test_what_does_not_exist_is_not_found(pair: str, language: str, visitor: Client) -> None:
    assert visitor.get(f"{BASE[language]}compare/{pair}/").status_code == 404


@pytest.mark.parametrize(
    "query, target", [("?from=3&to=1", "1..3/"), ("", "2..3/"), ("?from=1&to=2&view=table", "1..2/?view=table")]
)
def test_the_form_leads_to_the_comparison(query: str, target: str, language: str, visitor: Client) -> None:
    answer = visitor.get(f"{BASE[language]}compare/{query}")
    assert answer["Location"] == f"{BASE[language]}compare/{target}"


@pytest.mark.parametrize("query", ["?from=1", "?from=x&to=2", "?from=99999999999999999999&to=1", "?from=²&to=1"])
def test_a_form_that_was_tampered_with_leads_nowhere(query: str, language: str, visitor: Client) -> None:
    assert visitor.get(f"{BASE[language]}compare/{query}").status_code == 404


def test_a_revision_compared_with_itself_reads_the_same(visitor: Client) -> None:
    text = visitor.get("/en/privacy-policy/compare/2..2/").text
    assert "The two revisions read the same." in text


def test_the_company_chooses_the_column_of_the_new_text(site: object, visitor: Client) -> None:
    def order() -> bool:
        text = visitor.get("/en/privacy-policy/compare/2..3/?view=table").text
        head = text[text.index("<thead") : text.index("</thead>")]
        return head.index("Revision 3") < head.index("Revision 2")

    assert order()
    PolicySettings.objects.update_or_create(site=site, defaults={"new_text_left": False})
    assert not order()


@pytest.mark.parametrize("below", ["history/", "v/3/"])
def test_every_revision_leads_to_its_comparison(below: str, language: str, visitor: Client) -> None:
    assert f'href="{BASE[language]}compare/2..3/"' in visitor.get(f"{BASE[language]}{below}").text


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_the_table_is_a_file_to_work_with(kind: str, language: str, visitor: Client) -> None:
    page = visitor.get(f"{BASE[language]}compare/2..3/?view=table").text
    address = f"{BASE[language]}compare/2..3/table.{kind}"
    assert f'href="{address}"' in page
    answer = visitor.get(address)
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")
    assert answer["Content-Disposition"] == f'attachment; filename="privacy-policy-2-3.{kind}"'
    assert not answer.cookies


def test_the_whole_table_is_a_larger_file(visitor: Client) -> None:
    address = "/privacy-policy/compare/2..3/table.docx"
    assert f'href="{address}?all=1"' in visitor.get("/privacy-policy/compare/2..3/?view=table&all=1").text
    assert len(visitor.get(f"{address}?all=1").content) > len(visitor.get(address).content)


def test_a_file_is_answered_by_not_modified(visitor: Client) -> None:
    address = "/privacy-policy/compare/2..3/table.xlsx"
    kept = visitor.get(address)["ETag"]
    assert visitor.get(address, headers={"If-None-Match": kept}).status_code == 304


def test_there_is_no_file_of_another_kind_or_pair_and_the_older_one_comes_first(visitor: Client) -> None:
    for below in ("2..9/table.docx", "2..3/table.pdf"):
        assert visitor.get(f"/privacy-policy/compare/{below}").status_code == 404
    assert visitor.get("/privacy-policy/compare/3..2/table.docx")["Location"].endswith("compare/2..3/table.docx")


def test_the_marked_text_offers_no_file(visitor: Client) -> None:
    assert "table.docx" not in visitor.get("/privacy-policy/compare/2..3/").text
