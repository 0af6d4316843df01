"""A pair of texts is compared once; a text that is missing in a language is named."""

from dataclasses import dataclass, field

import pytest
from django.utils import translation

from cluster_cms.security.hash_chain import canonical_bytes, sha256
from policy.comparison.comparing import compare, compare_documents
from policy.comparison.display import summary
from policy.comparison.inline import render_inline
from policy.comparison.table import TableSide, render_table
from policy.text.canonical import Document
from tests.policy.comparison.writing import clause, document

ONE = clause("one", ("甲", "One"), ("使います。", "We use it."))
TWO = clause("two", ("乙", "Two"), ("守ります。", "We keep it."))


@dataclass
class Row:
    """Stands for a row of the ledger, and counts how often its text is read."""

    text: Document
    reads: list[str] = field(default_factory=list)

    @property
    def document_sha256(self) -> str:
        return sha256(canonical_bytes(self.text))

    @property
    def content(self) -> Document:
        self.reads.append("read")
        return self.text


def test_a_pair_is_compared_once_and_known_by_its_hashes(language: str) -> None:
    old, new = Row(document(ONE, title=f"once {language}")), Row(document(ONE, TWO, title=f"once {language}"))
    first = compare(old, new, language)
    again = Row(new.text)
    assert compare(old, again, language) is first
    assert (len(old.reads), len(new.reads), len(again.reads)) == (1, 1, 0)
    assert compare(again, old, language) is not first


@pytest.mark.parametrize(
    "old,new,words",
    [
        ("en", "ja,en", "The older revision does not exist in this language."),
        ("ja,en", "en", "The newer revision does not exist in this language."),
        ("en", "en", "Neither revision exists in this language."),
    ],
)
def test_a_missing_language_is_said_in_both_views(old: str, new: str, words: str) -> None:
    held = [document(ONE, languages=tuple(languages.split(","))) for languages in (old, new)]
    result = compare_documents(held[0], held[1], "ja")
    assert not result.sections
    with translation.override("ja"):
        expected = translation.gettext(words)
    for html in (render_inline(result), render_table(result, old=TableSide(1), new=TableSide(2))):
        assert expected in html
        assert "<ins>" not in html


def test_a_summary_counts_the_clauses() -> None:
    result = compare_documents(document(ONE), document(ONE, TWO), "en")
    with translation.override("en"):
        assert summary(result) == "1 item new, 1 item unchanged."
