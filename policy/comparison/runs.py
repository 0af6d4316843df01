"""Marked text: a sequence of runs, each the same in both texts, added, or removed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Where the text of a run stands: in both texts, in the new one alone, in the old one alone."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one kind; never empty."""

    kind: Kind
    text: str


Runs = tuple[Run, ...]


def marked(old: str, new: str) -> Runs:
    """Return two texts as runs without looking into them: all the same, or all replaced."""
    if old == new:
        return runs_of([(Kind.SAME, new)])
    return runs_of([(Kind.REMOVED, old), (Kind.ADDED, new)])


def runs_of(parts: Iterable[tuple[Kind, str]]) -> Runs:
    """Return runs from kinds and texts: empty ones left out, neighbours of one kind joined."""
    joined: list[tuple[Kind, list[str]]] = []
    for kind, text in parts:
        if not text:
            continue
        if joined and joined[-1][0] == kind:
            joined[-1][1].append(text)
        else:
            joined.append((kind, [text]))
    return tuple(Run(kind, "".join(texts)) for kind, texts in joined)


def old_text(runs: Runs) -> str:
    """Return the text before the change."""
    return "".join(run.text for run in runs if run.kind != Kind.ADDED)


def new_text(runs: Runs) -> str:
    """Return the text after the change."""
    return "".join(run.text for run in runs if run.kind != Kind.REMOVED)


def is_changed(runs: Runs) -> bool:
    return any(run.kind != Kind.SAME for run in runs)


def side(runs: Runs, kind: Kind) -> Runs:
    """Return one side of marked text: what is the same, and what is of the given kind."""
    return tuple(run for run in runs if run.kind in (Kind.SAME, kind))
