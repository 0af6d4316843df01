"""What is missing in a text: empty blocks, a language, an anchor. Answers in the active language."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cluster_cms.pages.languages import active_language
from policy.text import anchors, numbering, references
from policy.text.blocks import ANCHOR
from policy.text.canonical import Document
from policy.text.refusal import Reason


def language_name(language: str) -> str:
    return _("Japanese") if language == "ja" else _("English")


def text_reasons(document: Document) -> Iterator[Reason]:
    """Yield every reason against publishing this text."""
    languages = document["languages"]
    yield from pair(document["title"], _("The title"), languages, {"ja": "title", "en": "title_en"})
    intro = {"ja": "intro_ja", "en": "intro_en"}
    yield from optional_pair(document["intro"], _("The text before item 1"), languages, intro)
    if not document["clauses"]:
        yield Reason("no_clause", _("The policy has no item yet."), "clauses")
    for position, clause in enumerate(document["clauses"], 1):
        yield from clause_reasons(clause, str(position), languages)
    yield from anchor_reasons(document["clauses"])
    yield from references.dangling_reasons(document)


def clause_reasons(clause: Document, number: str, languages: list[str]) -> Iterator[Reason]:
    place, field = {"number": number}, anchors.place(clause)
    fields = dict.fromkeys(languages, field)
    yield from pair(clause["heading"], _("The heading of item %(number)s") % place, languages, fields)
    yield from optional_pair(clause["lead"], _("The text of item %(number)s") % place, languages, fields)
    after = _("The text after the items of item %(number)s") % place
    yield from optional_pair(clause["closing"], after, languages, fields)
    if not clause["items"] and not any(clause["lead"].values()) and not clause["shows_desk"]:
        yield Reason("incomplete", _("Item %(number)s has no text.") % place, field)
    speaking = active_language()
    for index, item in enumerate(clause["items"], 1):
        below = numbering.item_number(index, speaking)
        yield from pair(item["text"], place_of(number, below), languages, fields)
        for inner, subitem in enumerate(item["subitems"], 1):
            place_below = place_of(number, f"{below} {numbering.subitem_number(inner, speaking)}")
            yield from pair(subitem["text"], place_below, languages, fields)


def place_of(number: str, below: str) -> str:
    return _("Item %(number)s %(below)s") % {"number": number, "below": below}


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


def anchor_reasons(clauses: list[Document]) -> Iterator[Reason]:
    counts = Counter(clause["anchor"] for clause in clauses)
    for position, clause in enumerate(clauses, 1):
        words = {"number": position, "anchor": clause["anchor"]}
        if not re.match(ANCHOR, clause["anchor"]):
            yield Reason("anchor", _("Item %(number)s has no valid permanent address.") % words, anchors.place(clause))
        elif counts[clause["anchor"]] > 1:
            sentence = _("The permanent address “%(anchor)s” of item %(number)s is used twice.")
            yield Reason("anchor_twice", sentence % words, anchors.place(clause))
