"""The text of a revision as structured data: read from a draft, and written back into one."""

from typing import Any

from wagtail.models import Page

from cluster_cms.pages.languages import LANGUAGES
from cluster_cms.pages.site_settings import identity_record

SCHEMA_VERSION = 1
Document = dict[str, Any]


def document(page: Page, *, languages: tuple[str, ...] = LANGUAGES) -> Document:
    """Return the whole content of a policy page, together with the operator and the desk as the settings name them."""
    return {**text_of(page, languages=languages), "identity": identity_record()}


def text_of(page: Page, *, languages: tuple[str, ...] = LANGUAGES) -> Document:
    """Return what legal wrote, without the operator and the desk."""
    return {
        "schema": SCHEMA_VERSION,
        "languages": list(languages),
        "title": {"ja": line(page.title), "en": line(page.title_en)},
        "intro": {"ja": paragraphs(page.intro_ja), "en": paragraphs(page.intro_en)},
        "clauses": [clause(block.id, block.value) for block in page.clauses],
    }


def visible(content: Document) -> Document:
    """Return what a reader sees of a document: without the ids of blocks, which change when a clause is pasted anew."""
    clauses = [{name: part for name, part in one.items() if name != "id"} for one in content["clauses"]]
    return {**content, "clauses": clauses}


def clause(block_id: str | None, value: Any) -> Document:
    return {
        "id": block_id or "",
        "anchor": value["anchor"] or "",
        "heading": lines(value["heading"]),
        "lead": texts(value["lead"]),
        "items": [item(entry) for entry in value["items"]],
        "closing": texts(value["closing"]),
        "shows_desk": bool(value["shows_desk"]),
    }


def item(value: Any) -> Document:
    return {"text": lines(value["text"]), "subitems": [{"text": lines(entry)} for entry in value["subitems"]]}


def lines(value: Any) -> dict[str, str]:
    return {language: line(value[language]) for language in LANGUAGES}


def texts(value: Any) -> dict[str, list[str]]:
    return {language: paragraphs(value[language]) for language in LANGUAGES}


def line(text: str | None) -> str:
    """Return a text on one line: items and headings have no paragraphs."""
    return " ".join(paragraphs(text))


def paragraphs(text: str | None) -> list[str]:
    """Return the paragraphs of a text: every line break begins a new one."""
    return [stripped for row in (text or "").splitlines() if (stripped := row.strip())]


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
