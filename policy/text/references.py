"""References from one clause to another: chosen from a list, kept as a token, printed with the current number."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cluster_cms.pages.languages import LANGUAGES
from policy.text import anchors, numbering
from policy.text.canonical import Document
from policy.text.refusal import Reason

# Japanese keyboards write the brackets full-width.
TOKEN = re.compile(r"(?:\[\[|［［)\s*([^\[\]［］\r\n]+?)\s*(?:\]\]|］］)")
Places = dict[str, int]


def token(name: str) -> str:
    """Return the token of a clause; `name` is its permanent address, or the id of a block that has none yet."""
    return f"[[{name}]]"


def normalised_name(name: str) -> str:
    """Return the name between the brackets as the ledger writes it: small, half-width letters."""
    return unicodedata.normalize("NFKC", name).lower()


def places(document: Document) -> Places:
    """Return the position of each clause by the name that a token has for it."""
    names = [clause["anchor"] or clause["id"] for clause in document["clauses"]]
    return {name: names.index(name) + 1 for name in names}


# --- Printing ---------------------------------------------------------------------------------------------------------
def as_words(document: Document, language: str) -> Callable[[str], str]:
    """Return the function that prints a text with its references in words; one that leads nowhere stays a token."""
    known = places(document)

    def write(text: str) -> str:
        return TOKEN.sub(lambda found: words(normalised_name(found[1]), known, language), text)

    return write


def as_links(document: Document, language: str) -> Callable[[str], SafeString]:
    """Return the function that prints a text as HTML, with references as links to their clauses."""
    known = places(document)

    def write(text: str) -> SafeString:
        parts = enumerate(TOKEN.split(text))  # text and names in turn
        return format_html_join(
            "", "{}", ((link(normalised_name(part), known, language) if at % 2 else part,) for at, part in parts)
        )

    return write


def words(name: str, known: Places, language: str) -> str:
    return numbering.clause_name(known[name], language) if name in known else token(name)


def link(name: str, known: Places, language: str) -> str:
    printed = words(name, known, language)
    return format_html('<a href="#{}">{}</a>', name, printed) if name in known else printed


# --- Writing ----------------------------------------------------------------------------------------------------------
def normalise_tokens(page: Any) -> None:
    """Write every token of a draft in one way, by the permanent address of its clause as soon as there is one."""
    addresses = {block.id: block.value.get("anchor") for block in page.clauses if block.value.get("anchor")}

    def normalised(text: str | None) -> str:
        return TOKEN.sub(
            lambda found: token(addresses.get(normalised_name(found[1])) or normalised_name(found[1])), text or ""
        )

    page.intro_ja, page.intro_en = normalised(page.intro_ja), normalised(page.intro_en)
    for block in page.clauses:
        for pair in pairs_of(block.value):
            pair.update({language: normalised(pair[language]) for language in LANGUAGES})


def pairs_of(value: Any) -> Iterator[Any]:
    """Yield every text below the heading of a clause's block, as a pair of languages; a draft may lack any of them."""
    for item in value.get("items") or ():
        yield from (item["text"], *item["subitems"])
    yield from filter(None, (value.get("lead"), value.get("closing")))


# --- Checking ---------------------------------------------------------------------------------------------------------
def passages(document: Document, languages: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    """Yield the position of a clause, a language and a text below its heading; 0 stands before the first clause."""
    for language in languages:
        yield from ((0, language, text) for text in document["intro"][language])
        for position, clause in enumerate(document["clauses"], 1):
            items = [item for entry in clause["items"] for item in (entry, *entry["subitems"])]
            texts = [*clause["lead"][language], *(one["text"][language] for one in items), *clause["closing"][language]]
            yield from ((position, language, text) for text in texts)


def dangling_reasons(document: Document) -> Iterator[Reason]:
    """Yield the refusal of each reference to a clause that this text does not have."""
    known, seen = places(document), set()
    for position, _language, text in passages(document, document["languages"]):
        for name in map(normalised_name, TOKEN.findall(text)):
            if name not in known and (position, name) not in seen:
                seen.add((position, name))
                sentence = _("%(place)s refers to “%(name)s”, but no item has this permanent address.")
                yield Reason(
                    "reference", sentence % {"place": place(position), "name": name}, field(document, position)
                )


def mention_hints(document: Document) -> Iterator[Reason]:
    """Yield where an item is named in plain words, which do not follow when the numbers change."""
    for position, language, text in passages(document, document["languages"]):
        for found in dict.fromkeys(
            match["own"] for match in numbering.MENTION[language].finditer(text) if match["own"]
        ):
            sentence = _("%(place)s says “%(words)s”. Insert a reference instead, so that the number stays right.")
            yield Reason("mention", sentence % {"place": place(position), "words": found}, field(document, position))


def place(position: int) -> str:
    return _("Item %(number)s") % {"number": position} if position else _("The text before item 1")


def field(document: Document, position: int) -> str:
    return anchors.place(document["clauses"][position - 1]) if position else "intro_ja"
