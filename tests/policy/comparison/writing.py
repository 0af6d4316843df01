"""A short way to write canonical documents for the tests of the comparison."""

from collections.abc import Iterable, Mapping
from typing import Any

from policy.text.canonical import Document

Text = str | tuple[str, str]
IDENTITY: Document = {
    "operator": {
        "name": {"ja": "見本株式会社", "en": "Sample Co., Ltd."},
        "address": {"ja": "大阪府見本市結晶町1-2-3", "en": "1-2-3 Kessho-cho, Mihon-shi, Osaka"},
        "representative": {"ja": "代表取締役　見本太郎", "en": "Taro Mihon, President"},
    },
    "desk": {
        "name": {"ja": "お客様情報相談窓口", "en": "Customer Information Desk"},
        "hours": {"ja": "平日 9:00–17:00", "en": "Weekdays 9:00–17:00"},
        "phone": "00-0000-0000",
        "email": "desk@example.com",
    },
}


def both(text: Text) -> dict[str, str]:
    """Return a text in both languages; a single string stands for both."""
    japanese, english = (text, text) if isinstance(text, str) else text
    return {"ja": japanese, "en": english}


def paragraphs(texts: Iterable[Text]) -> dict[str, list[str]]:
    pairs = [both(text) for text in texts]
    return {language: [pair[language] for pair in pairs] for language in ("ja", "en")}


def item(text: Text, *below: Text) -> Document:
    return {"text": both(text), "subitems": [{"text": both(one)} for one in below]}


def table(caption: Text, columns: Iterable[Text], *rows: Iterable[Text]) -> Document:
    """Return a table within a clause, row by row."""
    headed, lines = list(map(both, columns)), [list(map(both, row)) for row in rows]
    return {
        "caption": both(caption),
        "columns": {language: [cell[language] for cell in headed] for language in ("ja", "en")},
        "rows": {language: [[cell[language] for cell in row] for row in lines] for language in ("ja", "en")},
    }


def clause(
    anchor: str,
    heading: Text,
    *lead: Text,
    items: Iterable[Document] = (),
    closing: Iterable[Text] = (),
    shows_desk: bool = False,
    tables: Iterable[Document] = (),
) -> Document:
    found = {"tables": list(tables)} if tables else {}
    return {
        **found,
        "id": f"block-{anchor}",
        "anchor": anchor,
        "heading": both(heading),
        "lead": paragraphs(lead),
        "items": list(items),
        "closing": paragraphs(closing),
        "shows_desk": shows_desk,
    }


def document(
    *clauses: Document,
    title: Text = ("個人情報保護方針", "Privacy policy"),
    intro: Iterable[Text] = (),
    identity: Mapping[str, Any] = IDENTITY,
    languages: tuple[str, ...] = ("ja", "en"),
) -> Document:
    return {
        "schema": 1,
        "languages": list(languages),
        "title": both(title),
        "intro": paragraphs(intro),
        "clauses": list(clauses),
        "identity": dict(identity),
    }
