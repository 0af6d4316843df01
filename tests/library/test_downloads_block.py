"""The block “Downloads” shows chosen documents in their newest revision."""

from django.test import Client

from home.models import CompanyPage
from library.models import LibraryDocument
from tests.library.samples import document, revision


def test_the_block_shows_type_size_and_newest_revision(visitor: Client) -> None:
    hidden = document("hidden-one", shown=False)
    revision(hidden)
    sheet = LibraryDocument.objects.get(name="cx-210-data-sheet")
    page = CompanyPage.objects.get(slug="epoxy-compounds", locale__language_code="ja")
    page.body = [("downloads", {"documents": [sheet, hidden]})]
    page.save_revision().publish()
    text = visitor.get("/business-outline/epoxy-compounds/").text
    assert all(words in text for words in ("技術資料 CX-210", "第3版", "PDF", "/documents/cx-210-data-sheet/latest/"))
    assert "hidden-one" not in text
