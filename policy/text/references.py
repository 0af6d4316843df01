"""References from one clause to another: chosen from a list, kept as a token, printed with the current number."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cluster_cms.pages.languages import LANGUAGES, active_language
from policy.text import anchors, numbering
from policy.text.canonical import Document, every_clause, form_of
from policy.text.naming import NamedPart, named_parts
from policy.text.refusal import Reason

# Japanese keyboards write the brackets full-width.
TOKEN = re.compile(r"(?:\[\[|［［)\s*([^\[\]［］\r\n]+?)\s*(?:\]\]|］］)")
Places = dict[str, NamedPart]


def token(name: str) -> str:
    """Return the token of a clause; `name` is its permanent address, or the id of a block that has none yet."""
    return f"[[{name}]]"


def normalised_name(name: str) -> str:
    """Return the name between the brackets as the ledger writes it: small, half-width letters."""
    return unicodedata.normalize("NFKC", name).lower()


def places(document: Document, language: str) -> Places:
    """Return each clause by the name that a token has for it."""
    return {named.content["anchor"] or named.content["id"]: named for named in named_parts(document, language)}


def target(name: str, known: Places) -> tuple[NamedPart, tuple[int, ...]] | None:
    """Return the clause and the positions of the line that a token names (desk:2:1); None where there is none."""
    address, *path = name.split(":")
    positions = tuple(int(part) if re.fullmatch(r"[0-9]{1,3}", part) else 0 for part in path)
    named = known.get(address)
    return (named, positions) if named and named.line(positions) else None


# --- Printing ---------------------------------------------------------------------------------------------------------
def as_words(document: Document, language: str) -> Callable[[str], str]:
    """Return the function that prints a text with its references in words; one that leads nowhere stays a token."""
    known = places(document, language)

    def write(text: str) -> str:
        return TOKEN.sub(lambda found: words(normalised_name(found[1]), known), text)

    return write


def as_links(document: Document, language: str) -> Callable[[str], SafeString]:
    """Return the function that prints a text as HTML, with references as links to their clauses."""
    known = places(document, language)

    def write(text: str) -> SafeString:
        parts = enumerate(TOKEN.split(text))  # text and names in turn
        return format_html_join(
            "", "{}", ((link(normalised_name(part), known) if at % 2 else part,) for at, part in parts)
        )

    return write


def words(name: str, known: Places) -> str:
    found = target(name, known)
    return found[0].at(found[1]) if found else token(name)


def link(name: str, known: Places) -> str:
    printed = words(name, known)
    return format_html('<a href="#{}">{}</a>', name.split(":")[0], printed) if target(name, known) else printed


# --- Writing ----------------------------------------------------------------------------------------------------------
def normalise_tokens(page: Any) -> None:
    """Write every token of a draft in one way, by the permanent address of its clause as soon as there is one."""
    blocks = [*page.clauses, *page.supplements]
    addresses = {block.id: block.value.get("anchor") for block in blocks if block.value.get("anchor")}

    def with_address(found: re.Match[str]) -> str:
        name, *path = normalised_name(found[1]).split(":")
        return token(":".join([addresses.get(name) or name, *path]))

    def normalised(text: str | None) -> str:
        return TOKEN.sub(with_address, text or "")

    page.intro_ja, page.intro_en = normalised(page.intro_ja), normalised(page.intro_en)
    for block in blocks:
        for pair in pairs_of(block.value):
            pair.update({language: normalised(pair[language]) for language in LANGUAGES})
        for table in block.value.get("tables") or ():
            for row in (row for language in LANGUAGES for row in table[language].row_data):
                row["values"] = [normalised(cell) for cell in row["values"]]


def pairs_of(value: Any) -> Iterator[Any]:
    """Yield every text below the heading of a clause's block, as a pair of languages; a draft may lack any of them."""
    for item in value.get("items") or ():
        yield from (item["text"], *item["subitems"])
    yield from filter(None, (value.get("lead"), value.get("closing")))


# --- Checking ---------------------------------------------------------------------------------------------------------
def passages(document: Document, languages: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    """Yield the place of a clause among all, a language and a text below its heading; 0 is before the first clause."""
    for language in languages:
        yield from ((0, language, text) for text in document["intro"][language])
        for place, clause in enumerate(every_clause(document), 1):
            yield from ((place, language, text) for text in texts_of(clause, language))


def texts_of(clause: Document, language: str) -> Iterator[str]:
    """Yield every text below the heading of a clause, in order."""
    yield from clause["lead"][language]
    for item in clause["items"]:
        yield from (one["text"][language] for one in (item, *item["subitems"]))
    for table in clause.get("tables", ()):
        yield from (cell for row in table["rows"][language] for cell in row)
    yield from clause["closing"][language]


def dangling_reasons(document: Document) -> Iterator[Reason]:
    """Yield the refusal of each reference to a clause or a line that this text does not have."""
    speaking = active_language()
    known, seen = places(document, speaking), set()
    for at, _language, text in passages(document, document["languages"]):
        for name in map(normalised_name, TOKEN.findall(text)):
            if target(name, known) is None and (at, name) not in seen:
                seen.add((at, name))
                sentence = _("%(place)s refers to “%(name)s”, but nothing has this permanent address.")
                words = {"place": place(document, at), "name": name}
                yield Reason("reference", sentence % words, field(document, at))


def mention_hints(document: Document) -> Iterator[Reason]:
    """Yield where a clause is named in plain words, which do not follow when the numbers change."""
    mention = numbering.MENTION[form_of(document)]
    for at, language, text in passages(document, document["languages"]):
        for found in dict.fromkeys(match["own"] for match in mention[language].finditer(text) if match["own"]):
            sentence = _("%(place)s says “%(words)s”. Insert a reference instead, so that the number stays right.")
            yield Reason("mention", sentence % {"place": place(document, at), "words": found}, field(document, at))


def place(document: Document, at: int) -> str:
    return list(named_parts(document, active_language()))[at - 1].name if at else _("The text before the first clause")


def field(document: Document, at: int) -> str:
    return anchors.place(list(every_clause(document))[at - 1]) if at else "intro_ja"
