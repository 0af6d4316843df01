"""Turns the frozen text of a revision back into blocks of a draft, whatever has become of the blocks since."""

from typing import Any

from wagtail.models import Page

from policy.text.canonical import Document


def write(document: Document, page: Page) -> None:
    """Put a promulgated text into a page, unsaved; its canonical form is then the same again."""
    page.title, page.title_en = document["title"]["ja"], document["title"]["en"]
    page.intro_ja, page.intro_en = (joined(document["intro"])[language] for language in ("ja", "en"))
    page.clauses = [{"type": "clause", "id": clause["id"], "value": value_of(clause)} for clause in document["clauses"]]


def value_of(clause: Document) -> dict[str, Any]:
    items = [
        {"text": item["text"], "subitems": [subitem["text"] for subitem in item["subitems"]]}
        for item in clause["items"]
    ]
    return {
        "anchor": clause["anchor"],
        "heading": clause["heading"],
        "lead": joined(clause["lead"]),
        "items": items,
        "closing": joined(clause["closing"]),
        "shows_desk": clause["shows_desk"],
    }


def joined(paragraphs: dict[str, list[str]]) -> dict[str, str]:
    return {language: "\n".join(lines) for language, lines in paragraphs.items()}
