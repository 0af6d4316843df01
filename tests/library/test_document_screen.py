"""Marketing adds a revision on one screen: file, date, note; every fault is said at its field and nothing is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cluster_cms.security.accounts import User
from library.admin.document_form import about_text
from library.models import LibraryDocument
from library.text.pdf_text import PdfText
from library.uploads import Upload
from tests.library.samples import PDF, document, revision

ADD = "/admin/snippets/library/librarydocument/add/"
SignIn = Callable[[User], Client]


def values(**more: Any) -> dict[str, Any]:
    given = {"name": "new-sheet", "kind": "data-sheet", "title_ja": "新しい資料", "title_en": "New", "shown": "on"}
    return {**given, "summary_ja": "", "summary_en": "", "note_ja": "", "note_en": "", **more}


def with_file(content: bytes = PDF, name: str = "資料.pdf", **more: Any) -> dict[str, Any]:
    about = {"language": "ja", "dated": "2026年1月15日", "file": SimpleUploadedFile(name, content)}
    return values(**{**about, **more})


def errors(answer: Any) -> set[str]:
    return set(answer.context["form"].errors)


def test_document_and_first_revision_are_added_on_one_screen(signed_in: SignIn, marketing: User) -> None:
    answer = signed_in(marketing).post(ADD, with_file(expires_on="2027-01-14"), follow=True)
    added = LibraryDocument.objects.get(name="new-sheet").newest("ja")
    assert answer.status_code == 200
    assert added is not None
    assert (added.number, added.file_name, added.suffix, added.added_by) == (1, "資料.pdf", ".pdf", marketing)
    assert "粒をそろえる" in added.text.text


@pytest.mark.parametrize(
    "faults, fields",
    [
        ({"name": "12"}, {"name"}),
        ({"name": "Äpfel"}, {"name"}),
        ({"name": "cx-210-data-sheet"}, {"name"}),
        ({"language": ""}, {"language"}),
        ({"dated": ""}, {"dated"}),
        ({"dated": "2126-01-01"}, {"dated"}),
        ({"dated": "13月"}, {"dated"}),
        ({"expires_on": "2020-01-01"}, {"expires_on"}),
        ({"file": SimpleUploadedFile("a.docx", PDF)}, {"file"}),
        ({"file": ""}, {"file"}),
    ],
)
def test_every_fault_is_said_at_its_field_and_nothing_is_stored(
    signed_in: SignIn, marketing: User, faults: dict[str, Any], fields: set[str]
) -> None:
    answer = signed_in(marketing).post(ADD, {**with_file(), **faults})
    assert errors(answer) == fields
    assert "新しい資料" in answer.text
    assert not LibraryDocument.objects.filter(title_ja="新しい資料").exists()


def test_the_same_file_again_is_refused_and_a_name_never_changes(signed_in: SignIn, marketing: User) -> None:
    paper = document()
    revision(paper, content=PDF, name="a.pdf")
    edit = f"/admin/snippets/library/librarydocument/edit/{paper.pk}/"
    assert errors(signed_in(marketing).post(edit, with_file())) == {"file"}
    signed_in(marketing).post(edit, values(title_en="Renamed"))
    paper.refresh_from_db()
    assert (paper.name, paper.title_en) == ("grain-sheet", "Renamed")


def test_a_revision_is_withdrawn_there_and_stands_in_the_history(signed_in: SignIn, marketing: User) -> None:
    paper = document()
    first = revision(paper)
    place = "/admin/snippets/library/librarydocument"
    signed_in(marketing).post(f"{place}/edit/{paper.pk}/", values(withdrawn=first.pk))
    first.refresh_from_db()
    assert first.withdrawn_on is not None
    assert "第1版を取り下げました" in signed_in(marketing).get(f"{place}/history/{paper.pk}/").text


def test_the_list_says_what_expires_and_nobody_deletes(signed_in: SignIn, marketing: User, admin: User) -> None:
    assert "期限切れ" in signed_in(marketing).get("/admin/snippets/library/librarydocument/").text
    paper = document()
    for person in (marketing, admin):
        signed_in(person).post(f"/admin/snippets/library/librarydocument/delete/{paper.pk}/")
    assert LibraryDocument.objects.filter(pk=paper.pk).exists()


def test_only_marketing_opens_the_screens(signed_in: SignIn, desk: User, legal: User) -> None:
    for person in (desk, legal):
        assert signed_in(person).get(ADD).status_code == 302


@pytest.mark.parametrize(
    "name, text, words",
    [
        ("a.pdf", PdfText(), "読み取れませんでした"),
        ("a.pdf", PdfText(locked=True), "パスワード"),
        ("a.pdf", PdfText("x", cut=True), "長いPDF"),
        ("a.pdf", PdfText("x"), ""),
        ("a.zip", PdfText(), ""),
    ],
)
def test_the_editor_is_told_when_a_pdf_has_no_text(name: str, text: PdfText, words: str) -> None:
    told = about_text(Upload(name, b"", text))
    assert words in told if words else not told
