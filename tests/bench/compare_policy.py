"""`pytest -s tests/bench/compare_policy.py`: time to compare two long revisions, beside Wagtail's own comparison."""

import statistics
import time
from collections.abc import Callable, Iterator

from wagtail.admin.compare import diff_text

from policy.comparison.comparing import compare_documents
from policy.comparison.inline import render_inline
from policy.comparison.table import TableSide, render_table
from policy.demo.second import CLAUSES
from policy.text.canonical import Document
from policy.text.rendering import plain_text
from tests.policy.comparison.writing import clause, document, item

LENGTH = {"ja": 13_600, "en": 6_000}  # characters of Japanese say about what words of English do
CLAUSE_COUNT, UNITS = 40, 6  # each clause: two paragraphs, two items, a sub-item, a paragraph
CHANGED_UNITS = 3  # every third unit is edited
ROUNDS = 5
SECONDS_AT_MOST = 1.0  # ten times the aim: a slow machine passes, a blunder does not


def test_comparison(language: str) -> None:
    old, new = long_document(language, edited=False), long_document(language, edited=True)
    result = compare_documents(old, new, language)
    took = {
        "comparing": seconds(lambda: compare_documents(old, new, language)),
        "the inline view": seconds(lambda: render_inline(result)),
        "the table": seconds(lambda: render_table(result, old=TableSide(1), new=TableSide(2))),
        "Wagtail's diff_text on the same text": seconds(lambda: by_wagtail(old, new, language), rounds=1),
    }
    print(f"\n{language}: {len(tokens(plain_text(new, language), language))} words or characters, seconds for")
    print("\n".join(f"{value:>8.3f}  {name}" for name, value in took.items()))
    assert took["comparing"] < SECONDS_AT_MOST


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median time of some work."""

    def once() -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return statistics.median(once() for _ in range(rounds))


def by_wagtail(old: Document, new: Document, language: str) -> object:
    return diff_text(plain_text(old, language), plain_text(new, language))


def long_document(language: str, *, edited: bool) -> Document:
    """Return a long text made of the words of the demo's policy, or the same with an edit in every third unit."""
    words = vocabulary(language)
    count = LENGTH[language] // (CLAUSE_COUNT * UNITS)
    units = (sentence([next(words) for _ in range(count)], language, at, edited) for at in range(CLAUSE_COUNT * UNITS))
    return document(*(long_clause(number, units) for number in range(CLAUSE_COUNT)))


def long_clause(number: int, units: Iterator[str]) -> Document:
    lead, items = [next(units), next(units)], [item(next(units)), item(next(units), next(units))]
    return clause(f"clause-{number}", f"Heading {number}", *lead, items=items, closing=[next(units)])


def sentence(words: list[str], language: str, position: int, edited: bool) -> str:
    """Return a text with a full stop here and there; an edit replaces one word and adds three."""
    words = [*words[:12], "。" if language == "ja" else "end.", *words[12:]]
    if edited and position % CHANGED_UNITS == 0:
        words = [*words[:4], "新" if language == "ja" else "revised", *words[5:15], *words[2:5], *words[15:]]
    return ("" if language == "ja" else " ").join(words)


def vocabulary(language: str) -> Iterator[str]:
    """Yield words or characters as often as the demo's policy uses them, in an order that looks like chance."""
    blocks = [block["value"] for block in CLAUSES]
    pool = tokens(" ".join(value["lead"][language] for value in blocks), language)
    state = 2005
    while True:
        state = (state * 1_103_515_245 + 12_345) % 2**31  # the linear congruential generator of ANSI C
        yield pool[(state >> 8) % len(pool)]


def tokens(text: str, language: str) -> list[str]:
    return list(text.replace(" ", "").replace("\n", "")) if language == "ja" else text.split()
