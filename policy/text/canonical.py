"""The text of a revision as structured data: read from a draft, and written back into one."""

from collections.abc import Iterable, Iterator
from typing import Any

from wagtail.models import Page

from cluster_cms.pages.languages import LANGUAGES
from cluster_cms.pages.site_settings import identity_record
from policy.text.numbering import ITEM

SCHEMA_VERSION = 1
Document = dict[str, Any]
SUPPLEMENT = "supplement"  # the type of the block with which supplementary provisions begin
EMPTY = dict.fromkeys(LANGUAGES, "")
NAMELESS: Document = {"anchor": "", "heading": EMPTY, "lead": EMPTY, "items": (), "tables": (), "closing": EMPTY}


def document(page: Page, *, languages: tuple[str, ...] = LANGUAGES) -> Document:
    """Return the whole content of a policy page, together with the operator and the desk as the settings name them."""
    return {**text_of(page, languages=languages), "identity": identity_record()}


def text_of(page: Page, *, languages: tuple[str, ...] = LANGUAGES) -> Document:
    """Return what legal wrote, without the operator and the desk; of a language that is not held, nothing.

    What the first texts did not have stands in the document only where it is used, so that their hashes stay.
    """
    optional = {
        "form": "" if page.clause_form == ITEM else page.clause_form,
        "supplements": supplements(page.supplements),
    }
    whole = {
        "schema": SCHEMA_VERSION,
        "languages": list(languages),
        "title": {"ja": line(page.title), "en": line(page.title_en)},
        "intro": {"ja": paragraphs(page.intro_ja), "en": paragraphs(page.intro_en)},
        "clauses": [clause(block.id, block.value) for block in page.clauses],
        **{name: part for name, part in optional.items() if part},
    }
    return held_alone(whole, languages)


def held_alone(value: Any, languages: tuple[str, ...]) -> Any:
    """Return a text with every pair of languages emptied where it is not held."""
    if isinstance(value, list):
        return [held_alone(one, languages) for one in value]
    if not isinstance(value, dict):
        return value
    if set(value) == set(LANGUAGES):
        return {language: one if language in languages else type(one)() for language, one in value.items()}
    return {name: held_alone(one, languages) for name, one in value.items()}


def form_of(content: Document) -> str:
    """Return how a text counts its clauses: as items (項), articles or sections (条)."""
    return str(content.get("form", ITEM))


def every_clause(content: Document) -> Iterator[Document]:
    """Yield everything that has a permanent address: clauses, supplementary provisions, and the clauses of these."""
    yield from content["clauses"]
    for part in content.get("supplements", ()):
        yield from (part, *part["clauses"])


def visible(content: Document) -> Document:
    """Return what a reader sees of a document: without the ids of blocks, which change when a clause is pasted anew."""
    clauses, parts = without_ids(content["clauses"]), without_ids(content.get("supplements", ()))
    supplements = [{**part, "clauses": without_ids(part["clauses"])} for part in parts]
    return {**content, "clauses": clauses, "supplements": supplements}


def without_ids(blocks: Iterable[Document]) -> list[Document]:
    return [{name: part for name, part in one.items() if name != "id"} for one in blocks]


def clause(block_id: str | None, value: Any) -> Document:
    return {**body(block_id, value), "shows_desk": bool(value["shows_desk"])}


def supplements(blocks: Iterable[Any]) -> list[Document]:
    """Return supplementary provisions, each with the clauses that follow it; clauses before the first have no name."""
    found: list[Document] = []
    for block in blocks:
        if block.block_type == SUPPLEMENT:
            dated = block.value["dated"]
            found.append({**body(block.id, block.value), "dated": dated.isoformat() if dated else "", "clauses": []})
        else:
            if not found:
                found.append({**body("", NAMELESS), "dated": "", "clauses": []})
            found[-1]["clauses"].append(clause(block.id, block.value))
    return found


def body(block_id: str | None, value: Any) -> Document:
    """Return what clauses and supplementary provisions have in common."""
    tables = [table(entry) for entry in value.get("tables") or ()]
    return {
        "id": block_id or "",
        "anchor": value["anchor"] or "",
        "heading": lines(value["heading"]),
        "lead": texts(value["lead"]),
        "items": [item(entry) for entry in value["items"]],
        **({"tables": tables} if tables else {}),
        "closing": texts(value["closing"]),
    }


def table(value: Any) -> Document:
    """Return a table in both languages: its name, the headings of its columns, and its cells row by row."""
    return {
        "caption": {language: line(value[language].caption) for language in LANGUAGES},
        "columns": {language: [line(one["heading"]) for one in value[language].columns] for language in LANGUAGES},
        "rows": {
            language: [[joined_lines(cell) for cell in row["values"]] for row in value[language].row_data]
            for language in LANGUAGES
        },
    }


def joined_lines(text: str | None) -> str:
    """Return the text of a cell, which keeps its line breaks."""
    return "\n".join(paragraphs(text))


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
    page.clause_form = form_of(document)
    page.clauses = [block("clause", clause) for clause in document["clauses"]]
    page.supplements = [
        one
        for part in document.get("supplements", ())
        for one in (block(SUPPLEMENT, part), *(block("clause", clause) for clause in part["clauses"]))
    ]


def block(kind: str, content: Document) -> dict[str, Any]:
    return {"type": kind, "id": content["id"], "value": value_of(content)}


def value_of(content: Document) -> dict[str, Any]:
    """Return the value of the block of a clause or of supplementary provisions."""
    items = [
        {"text": item["text"], "subitems": [subitem["text"] for subitem in item["subitems"]]}
        for item in content["items"]
    ]
    own: dict[str, Any] = {name: content[name] for name in ("shows_desk", "dated") if name in content}
    return {
        "anchor": content["anchor"],
        "heading": content["heading"],
        "lead": joined(content["lead"]),
        "items": items,
        "tables": [
            {language: table_value(one, language) for language in LANGUAGES} for one in content.get("tables", ())
        ],
        "closing": joined(content["closing"]),
        **own,
    }


def table_value(table: Document, language: str) -> dict[str, Any]:
    return {
        "caption": table["caption"][language],
        "columns": [{"type": "text", "heading": heading} for heading in table["columns"][language]],
        "rows": [{"values": row} for row in table["rows"][language]],
    }


def joined(paragraphs: dict[str, list[str]]) -> dict[str, str]:
    return {language: "\n".join(lines) for language, lines in paragraphs.items()}
