"""The site's search finds documents by title, name and the text of their PDF, and shows type and size."""

import pytest
from django.test import Client

from library.models import LibraryDocument
from tests.library.samples import PDF, document, revision


@pytest.mark.parametrize(
    "address, words",
    [
        ("/search/", "粒をそろえる"),
        ("/search/", "grain-sheet"),
        ("/en/search/", "silica"),
        ("/en/search/", "Paper grain-sheet"),
    ],
)
def test_documents_stand_among_the_results_with_type_and_size(visitor: Client, address: str, words: str) -> None:
    revision(document(), content=PDF, name="粒.pdf")
    page = visitor.get(address, {"q": words}).text
    [found] = [one for one in page.split("<article")[1:] if "/documents/grain-sheet/" in one]
    assert "PDF" in found


def test_the_text_of_the_other_language_is_not_shown(visitor: Client) -> None:
    revision(document(), content=PDF, name="a.pdf", language="ja")
    page = visitor.get("/en/search/", {"q": "粒をそろえる"}).text
    assert "/documents/grain-sheet/" in page
    assert "<mark>" not in page


def test_a_hidden_document_is_not_found(visitor: Client) -> None:
    revision(document(), content=PDF, name="a.pdf")
    LibraryDocument.objects.filter(name="grain-sheet").update(shown=False)
    assert "grain-sheet/" not in visitor.get("/search/", {"q": "粒をそろえる"}).text


def test_a_superseded_text_is_found_no_longer(visitor: Client) -> None:
    paper = document()
    revision(paper, content=PDF, name="a.pdf")
    revision(paper)
    assert "grain-sheet/" not in visitor.get("/search/", {"q": "粒をそろえる"}).text
