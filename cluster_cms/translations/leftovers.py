"""Finds what was left in the other language: Japanese on an English page, English sentences on a Japanese one."""

import re
from dataclasses import dataclass

from wagtail.models import Page

from cluster_cms.comparison.tokens import CJK, sentences
from cluster_cms.pages.languages import ENGLISH
from cluster_cms.pages.sites import language_of
from cluster_cms.translations.glossary import GlossaryTerm, missing_terms, terms
from cluster_cms.translations.pairs import pair_of
from cluster_cms.translations.passages import Counterparts, Passage, passages

IS_JAPANESE = re.compile(f"[{CJK}]")
WORDS = re.compile(r"[A-Za-z]{2,}")
AT_LEAST = 4  # words of a sentence: fewer are a name that stands in both languages


@dataclass(frozen=True)
class Leftover:
    """Text of a page that seems to be in the other language, and the field that holds it."""

    label: str
    text: str


@dataclass(frozen=True)
class LackingTerm:
    """A field whose source uses a term of the company without the counterpart being in it."""

    label: str
    term: str
    counterpart: str


def leftovers(page: Page) -> list[Leftover]:
    """Return the sentences of a page, as its own class, that still are in the other language."""
    texts = passages(page)
    if language_of(page) == ENGLISH:
        return [
            Leftover(one.spot.label, text) for one in texts for text in split(one.text, ENGLISH) if is_japanese(text)
        ]
    pair = pair_of(page)
    other = pair and (pair.source if pair.translation.pk == page.pk else pair.translation)
    theirs = {text for one in passages(other.specific) for text in split(one.text, ENGLISH)} if other else set()
    return [
        Leftover(one.spot.label, text) for one in texts for text in split(one.text, ENGLISH) if is_kept(text, theirs)
    ]


def is_japanese(text: str) -> bool:
    return IS_JAPANESE.search(text) is not None


def is_kept(text: str, theirs: set[str]) -> bool:
    """Return whether an English sentence of a Japanese page stands word for word on the English page."""
    return text in theirs and not is_japanese(text) and len(WORDS.findall(text)) >= AT_LEAST


def split(text: str, language: str) -> list[str]:
    return [stripped for one in sentences(text, language) if (stripped := one.strip())]


def new_leftovers(page: Page) -> list[Leftover]:
    """Return what of it visitors do not see already: what was published once was agreed to."""
    stored = type(page).objects.get(pk=page.pk)
    agreed = set(leftovers(stored)) if stored.live else set()
    return [one for one in leftovers(page) if one not in agreed]


def is_to_be_asked(page: Page) -> bool:
    """Tell whether a page, as its own class, is asked about before it is published."""
    return bool(new_leftovers(page) or lacking_terms(page))


def lacking_terms(page: Page) -> list[LackingTerm]:
    """Return where a translation lacks the counterpart of a term that its source uses at the same place."""
    known, pair = terms(), pair_of(page)
    if not known or pair is None or pair.translation.pk != page.pk:
        return []
    source = passages(pair.source.specific)
    return lacking(source, passages(page), language_of(pair.source), known)


def lacking(
    source: list[Passage], translation: list[Passage], language: str, known: list[GlossaryTerm]
) -> list[LackingTerm]:
    counterparts = Counterparts(source, translation)
    return [
        LackingTerm(one.spot.label, missing.term, missing.counterpart)
        for one in source
        for missing in missing_terms(one.text, counterparts.of(one.spot).text, language, known)
    ]
