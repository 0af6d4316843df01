"""What is missing in a text: empty blocks, a language, an anchor. Answers in the active language."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cluster_cms.pages.languages import active_language
from policy.text import anchors, references
from policy.text.blocks import ANCHOR
from policy.text.canonical import Document, every_clause
from policy.text.naming import NamedPart, named_parts
from policy.text.refusal import Reason

FIELD = "warnings_reason"


def language_name(language: str) -> str:
    return _("Japanese") if language == "ja" else _("English")


def text_reasons(document: Document) -> Iterator[Reason]:
    """Yield every reason against publishing this text."""
    languages = document["languages"]
    yield from pair(document["title"], _("The title"), languages, {"ja": "title", "en": "title_en"})
    intro = {"ja": "intro_ja", "en": "intro_en"}
    yield from optional_pair(document["intro"], _("The text before the first clause"), languages, intro)
    if not document["clauses"]:
        yield Reason("no_clause", _("The policy has no item yet."), "clauses")
    for named in named_parts(document, active_language()):
        yield from clause_reasons(named, languages)
    yield from anchor_reasons(document)
    yield from references.dangling_reasons(document)


def clause_reasons(named: NamedPart, languages: list[str]) -> Iterator[Reason]:
    """Yield what a clause lacks; supplementary provisions need no text of their own above their clauses."""
    clause, place, field = named.content, {"place": place_of(named)}, anchors.place(named.content)
    fields = dict.fromkeys(languages, field)
    yield from pair(clause["heading"], _("The heading of %(place)s") % place, languages, fields)
    yield from optional_pair(clause["lead"], _("The text of %(place)s") % place, languages, fields)
    yield from optional_pair(clause["closing"], _("The text after the items of %(place)s") % place, languages, fields)
    held = ("items", "tables", "shows_desk", "clauses")
    if not any(clause["lead"].values()) and not any(clause.get(name) for name in held):
        yield Reason("incomplete", _("%(place)s has no text.") % place, field)
    for index, item in enumerate(clause["items"], 1):
        yield from pair(item["text"], named.at((index,)), languages, fields)
        for inner, subitem in enumerate(item["subitems"], 1):
            yield from pair(subitem["text"], named.at((index, inner)), languages, fields)
    for table in clause.get("tables", ()):
        yield from table_reasons(table, _("A table of %(place)s") % place, languages, fields)


def table_reasons(table: Document, place: str, languages: list[str], fields: dict[str, str]) -> Iterator[Reason]:
    """Yield what a table lacks: its name, which screen readers say before it, and its cells."""
    yield from pair(table["caption"], _("%(place)s: its name") % {"place": place}, languages, fields)
    yield from pair(table["rows"], place, languages, fields)


def table_warnings(document: Document) -> Iterator[Reason]:
    """Yield the clauses whose tables have other rows or columns in one language than in the other."""
    for named in named_parts(document, active_language()):
        for table in named.content.get("tables", ()):
            shapes = {
                (len(table["columns"][language]), len(table["rows"][language])) for language in document["languages"]
            }
            if len(shapes) > 1:
                sentence = _("%(place)s: a table has other columns or rows in one language than in the other.")
                yield Reason(f"table:{named.content['anchor']}", sentence % {"place": place_of(named)}, FIELD)


def place_of(named: NamedPart) -> str:
    return named.name or _("The supplementary provisions")


def pair(texts: dict[str, Any], place: str, languages: list[str], fields: dict[str, str]) -> Iterator[Reason]:
    """Yield a reason when a text is empty, or one for each language it lacks; `fields` are its places in the editor."""
    missing = [language for language in languages if not texts[language]]
    if len(missing) == len(languages):
        yield Reason("incomplete", _("%(place)s is empty.") % {"place": place}, fields[languages[0]])
        return
    for language in missing:
        words = {"place": place, "language": language_name(language)}
        yield Reason("language", _("%(place)s is missing in %(language)s.") % words, fields[language])


def optional_pair(texts: dict[str, Any], place: str, languages: list[str], fields: dict[str, str]) -> Iterator[Reason]:
    if any(texts[language] for language in languages):
        yield from pair(texts, place, languages, fields)


def anchor_reasons(document: Document) -> Iterator[Reason]:
    counts = Counter(clause["anchor"] for clause in every_clause(document))
    for named in named_parts(document, active_language()):
        clause = named.content
        words = {"place": place_of(named), "anchor": clause["anchor"]}
        if not re.match(ANCHOR, clause["anchor"]):
            yield Reason("anchor", _("%(place)s has no valid permanent address.") % words, anchors.place(clause))
        elif counts[clause["anchor"]] > 1:
            sentence = _("The permanent address “%(anchor)s” of %(place)s is used twice.")
            yield Reason("anchor_twice", sentence % words, anchors.place(clause))
