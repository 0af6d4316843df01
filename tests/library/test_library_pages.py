"""Visitors find documents, their revisions and files, in both languages, and know what they can rely on."""

from datetime import date

import pytest
from django.test import Client

from library.models import LibraryDocument, RevisionLanguage
from library.uploads import withdraw
from tests.infrastructure.cast import Clock
from tests.library.samples import PDF, document, revision


def listed(client: Client, address: str) -> list[str]:
    """Return the names of the documents in the order of the list."""
    text = client.get(address, follow=True).text
    return [part.partition('/"')[0] for part in text.split('class="doc__title"><a href="/documents/')[1:]]


def test_the_list_shows_type_size_revision_date_and_language(visitor: Client) -> None:
    page = visitor.get("/documents/").text
    assert all(
        words in page for words in ("技術資料 CX-210", "STEP", "第3版", "日本語・英語", "で期限切れ", "まもなく期限")
    )
    page = visitor.get("/en/documents/").text
    assert all(words in page for words in ("Data sheet CX-210", "Revision 3", "Expired on", "Only until"))


@pytest.mark.parametrize(
    "query, names",
    [
        ("?kind=certificate", ["iso-13485-certificate", "iso-9001-certificate", "rohs-declaration"]),
        ("?kind=drawing&language=en", ["pulsedrop-1-outline"]),
        ("?text=石けん水", ["cx-210-safety-data-sheet"]),
        ("?text=ＲｏＨＳ", ["rohs-declaration"]),
        ("?text=nothinglikethis", []),
        ("?kind=certificate&text=石けん水", []),
    ],
)
def test_the_list_is_narrowed_by_kind_language_and_words(visitor: Client, query: str, names: list[str]) -> None:
    assert listed(visitor, f"/documents/{query}") == names


@pytest.mark.parametrize(
    "query", ["?kind=nonsense", "?language=xx", "?page=x", "?page=999", "?text=%00%ff", "?text=" + "あ" * 999]
)
def test_a_question_that_nobody_meant_is_answered(visitor: Client, query: str) -> None:
    answer = visitor.get(f"/documents/{query}", follow=True)
    assert (answer.status_code, len(answer.redirect_chain)) == (200, 1)


def test_a_question_has_one_address_without_what_was_left_empty(visitor: Client) -> None:
    answer = visitor.get("/documents/?text=&language=&kind=certificate&page=1")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/documents/?kind=certificate")
    assert visitor.get("/documents/?kind=certificate").status_code == 200


def test_a_document_shows_its_newest_revision_and_all_others(visitor: Client) -> None:
    page = visitor.get("/documents/cx-210-data-sheet/").text
    assert page.index("第3版") < page.index("第2版") < page.index("第1版")
    assert 'href="/documents/cx-210-data-sheet/latest/"' in page
    assert "noindex" not in page


def test_a_superseded_revision_is_marked_kept_out_of_search_engines_and_canonical_elsewhere(visitor: Client) -> None:
    page = visitor.get("/documents/cx-210-data-sheet/1/").text.replace("<wbr>", "")
    assert "新しい版があります" in page
    assert page.count("有効") == 1  # of the newest revision alone
    assert '<meta name="robots" content="noindex">' in page
    assert 'rel="canonical" href="http' in page
    assert 'documents/cx-210-data-sheet/"' in page.partition('rel="canonical"')[2][:80]


@pytest.mark.parametrize("address, number", [("/documents/", 1), ("/en/documents/", 2)])
def test_the_latest_file_is_the_newest_in_the_language_of_the_address(
    visitor: Client, address: str, number: int
) -> None:
    answer = visitor.get(f"{address}cx-210-safety-data-sheet/latest/")
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"{address}cx-210-safety-data-sheet/{number}/file/",
    )
    assert "s-maxage=1" in answer.headers["Cache-Control"]


def test_a_file_has_its_type_name_and_canonical_and_is_kept_for_good(visitor: Client) -> None:
    answer = visitor.get("/documents/cx-210-data-sheet/3/file/")
    assert answer.getvalue().startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "filename*=UTF-8''%E6%8A%80%E8%A1%93" in answer.headers["Content-Disposition"]
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Link"].endswith('/documents/cx-210-data-sheet/>; rel="canonical"')
    assert "X-Robots-Tag" not in answer.headers
    again = visitor.get("/documents/cx-210-data-sheet/3/file/", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_superseded_file_is_not_for_search_engines(visitor: Client) -> None:
    answer = visitor.get("/documents/cx-210-data-sheet/2/file/")
    answer.close()
    assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("below", ["none/", "none/latest/", "rohs-declaration/9/", "rohs-declaration/9/file/", "x.pdf"])
def test_what_is_not_there_is_not_found(visitor: Client, below: str) -> None:
    assert visitor.get(f"/documents/{below}").status_code == 404


def test_a_hidden_document_and_one_without_a_revision_are_not_there(visitor: Client) -> None:
    revision(document("hidden-one", shown=False))
    document("empty-one")
    assert [visitor.get(f"/documents/{name}/").status_code for name in ("hidden-one", "empty-one")] == [404, 404]
    assert not {"hidden-one", "empty-one"} & set(listed(visitor, "/documents/"))


def test_a_withdrawn_file_is_gone_and_the_revision_before_it_is_present_again(visitor: Client) -> None:
    paper = LibraryDocument.objects.get(name="cx-210-data-sheet")
    newest = paper.newest("ja")
    assert newest is not None
    withdraw(revision=newest, actor=None)
    assert visitor.get("/documents/cx-210-data-sheet/3/file/").status_code == 410
    assert "取り下げ" in visitor.get("/documents/cx-210-data-sheet/3/").text
    assert visitor.get("/documents/cx-210-data-sheet/latest/").headers["Location"].endswith("/2/file/")


def test_a_certificate_expires_at_the_end_of_its_last_day(visitor: Client, clock: Clock) -> None:
    revision(document("last-day"), expires_on=date(2027, 3, 10))
    states = []
    for moment in ("2027-01-08 23:59", "2027-01-09 00:00", "2027-03-10 23:59", "2027-03-11 00:00"):
        clock.set(moment)
        states.append(document_state())
    assert states == ["valid", "soon", "soon", "expired"]


def document_state() -> str:
    newest = LibraryDocument.objects.get(name="last-day").newest("ja")
    return str(newest.standing) if newest else ""


@pytest.mark.django_db
def test_a_language_keeps_its_revision_when_the_other_gets_a_newer_one() -> None:
    paper = document()
    revision(paper, language=RevisionLanguage.BOTH)
    revision(paper, content=PDF, name="a.pdf", language=RevisionLanguage.ENGLISH)
    paper.forget_revisions()
    assert [one.number for one in (paper.newest("ja"), paper.newest("en")) if one] == [1, 2]


@pytest.mark.django_db
def test_a_revision_is_never_changed() -> None:
    kept = revision(document())
    kept.note_en = "other"
    with pytest.raises(ValueError, match="never changed"):
        kept.save()
