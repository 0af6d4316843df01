"""Reads pieces of text by all rules of writing. Knows no database."""

import re
from collections.abc import Iterable, Iterator, Sequence

from cluster_cms.checks.blanks import layout_blanks, layout_lines, spread_words
from cluster_cms.checks.english import blanks_at_marks, words_twice
from cluster_cms.checks.faults import Fault, Rule, Term, TextPiece, WritingFinding
from cluster_cms.checks.letters import doubled_marks, full_width, half_width_kana, machine_dependent, unit_letters
from cluster_cms.checks.sentences import (
    headings,
    links_that_say_nothing,
    long_sentences,
    missing_description,
    picture_words,
    skipped_levels,
)
from cluster_cms.checks.term_rules import house_words
from cluster_cms.checks.written_dates import dates_in_figures, dates_that_are_none

RULES: tuple[Rule, ...] = (
    machine_dependent,
    unit_letters,
    half_width_kana,
    full_width,
    doubled_marks,
    spread_words,
    layout_blanks,
    layout_lines,
    dates_in_figures,
    dates_that_are_none,
    links_that_say_nothing,
    long_sentences,
    headings,
    picture_words,
    missing_description,
    blanks_at_marks,
    words_twice,
)
# Addresses, and names of files: written as they are.
AS_IT_IS = re.compile(
    r"https?://[^\s\u3000-\u9fff）」]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:pdf|docx?|xlsx?|zip|step|stp|dxf|csv)\b",
    re.ASCII | re.IGNORECASE,
)
WHOLE = {"long-sentence", "long-heading"}  # of a whole text, beside what is found in it
INSTEAD = {"empty-heading", "missing-alt", "file-name-alt", "missing-description"}  # after which nothing else counts


def findings(pieces: Sequence[TextPiece], terms: Iterable[Term] = ()) -> list[WritingFinding]:
    """Return what the rules find, in the order of the page; of faults on the same words the first."""
    known = tuple(terms)
    found = [WritingFinding(piece, fault) for piece in pieces for fault in faults_of(piece, known)]
    found += skipped_levels(pieces)
    order = {id(piece): number for number, piece in enumerate(pieces)}
    return sorted(found, key=lambda one: (order[id(one.piece)], one.fault.start))


def faults_of(piece: TextPiece, terms: Sequence[Term]) -> list[Fault]:
    """Return the faults of one piece without those inside of addresses, and without those inside of another."""
    kept: list[Fault] = []
    if alone := [fault for fault in every_fault(piece, ()) if fault.code in INSTEAD]:
        return alone
    literal = [span.span() for span in AS_IT_IS.finditer(piece.text)]
    for fault in every_fault(piece, terms):
        inside = any(start <= fault.start and fault.end <= end for start, end in literal)
        if fault.code in WHOLE or not (inside or any(overlap(fault, other) for other in kept)):
            kept.append(fault)
    return kept


def every_fault(piece: TextPiece, terms: Sequence[Term]) -> Iterator[Fault]:
    for rule in RULES:
        yield from rule(piece)
    yield from house_words(piece, terms)


def overlap(one: Fault, other: Fault) -> bool:
    return other.code not in WHOLE and one.start < other.end and other.start < one.end


def corrected(text: str, found: Iterable[WritingFinding]) -> str:
    """Return a piece's text with every certain correction of its findings."""
    certain = [one.fault for one in found if one.fault.correction is not None]
    for fault in sorted(certain, key=lambda one: one.start, reverse=True):
        text = f"{text[: fault.start]}{fault.correction}{text[fault.end :]}"
    return text
