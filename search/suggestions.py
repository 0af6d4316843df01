"""What may have been meant by words that nothing contains: the nearest words of the site's own titles and names."""

import re
from collections.abc import Iterator
from itertools import chain, islice

from cluster_cms.pages.content_stamp import per_stamp
from cluster_cms.pages.search_sources import search_views, search_words
from cluster_cms.text.folding import JAPANESE, KANJI, KATAKANA, fold_for_search
from cluster_cms.text.near_names import NearNames
from search.finding import find_all, readable_pages
from search.models import known_synonyms

MOST_PAGES = 10_000
MOST_TRIED = 3  # searches for one suggestion
ALIKE = 0.7  # least likeness of two words, 0 to 1 (difflib)
SHORTEST = 3  # characters of a word that is put right
OTHER = f"(?![{KATAKANA}{KANJI}])[{JAPANESE}]"  # hiragana
LATIN = rf"[^\W_{JAPANESE}]+(?:[-'][^\W_{JAPANESE}]+)*"
WORD = re.compile(f"[{KATAKANA}]+|[{KANJI}]+|(?:{OTHER})+|{LATIN}")


@per_stamp
def vocabulary(language: str) -> NearNames[str]:
    """Return the words of titles, names and synonyms, each as it is written first."""
    pages = readable_pages(language)
    titles = pages.order_by("depth", "pk").values_list("title", flat=True)[:MOST_PAGES]
    views = (view.title for view in search_views(language))
    texts = chain(search_words(language), views, known_synonyms().words, titles)
    return NearNames((fold_for_search(word), word) for word in chain.from_iterable(map(words_of, texts)))


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text as they are written: Latin words, and runs of each Japanese script."""
    return (found[0] for found in WORD.finditer(text) if len(found[0]) >= SHORTEST)


def suggest(words: str, *, language: str) -> str:
    """Return the words with the nearest known ones in place of unknown ones, if that finds something; else nothing."""
    candidates = islice(corrected(words, vocabulary(language)), MOST_TRIED)
    return next((one for one in candidates if find_all(one, language=language).keys), "")


def corrected(words: str, known: NearNames[str]) -> Iterator[str]:
    """Yield the words apart, with each unknown one replaced by what is most like it, then by what is next like it."""
    parts = [[*near(found[0], known)] or [found[0]] for found in WORD.finditer(words)]
    each = (" ".join(part[min(rank, len(part) - 1)] for part in parts) for rank in range(MOST_TRIED))
    return (one for one in dict.fromkeys(each) if one != words)


def near(word: str, known: NearNames[str]) -> list[str]:
    """Return the known words most like a word, the nearest first; none for one that is known, or too short."""
    folded = fold_for_search(word)
    if len(folded) < SHORTEST or known.knows(folded):
        return []
    return known.close(folded, MOST_TRIED, ALIKE)
