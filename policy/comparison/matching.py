"""Matches the clauses of two texts, and finds out which moved and which only got another number."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Sequence

from cluster_cms.security.hash_chain import canonical_bytes
from policy.text.canonical import Document

ClauseMatch = dict[int, int]


def match_clauses(old: Sequence[Document], new: Sequence[Document], language: str) -> ClauseMatch:
    """Return for each new clause (by position) the old one it continues.

    The permanent anchor decides. A text may lack one: then the id of the block, the very same heading, the very same
    clause.
    """
    matched: ClauseMatch = {}
    keys: list[Callable[[Document], Hashable]] = [
        lambda clause: clause["anchor"],
        lambda clause: clause["id"],
        lambda clause: clause["heading"][language],
        canonical_bytes,
    ]
    for key in keys:
        here = places([key(clause) for clause in old], taken=set(matched.values()))
        there = places([key(clause) for clause in new], taken=set(matched))
        matched |= {there[name]: here[name] for name in there if name in here}
    return matched


def places(names: list[Hashable], taken: set[int]) -> dict[tuple[Hashable, int], int]:
    """Return the position of each name that is not matched already; a name that occurs again counts as its second."""
    found: dict[tuple[Hashable, int], int] = {}
    seen: Counter[Hashable] = Counter()
    for at, name in enumerate(names):
        if name and at not in taken:
            seen[name] += 1
            found[name, seen[name]] = at
    return found


def moved_clauses(matched: ClauseMatch) -> set[int]:
    """Return the new positions of the clauses that changed their order.

    As many as possible stay: those on the longest increasing sequence of old positions. A clause that only got another
    number, because one was put in before it, is among them.
    """
    positions = sorted(matched)
    return set(positions) - {positions[at] for at in longest_increasing([matched[at] for at in positions])}


def longest_increasing(values: Sequence[int]) -> list[int]:
    """Return the indexes of a longest increasing subsequence of distinct numbers (patience sorting)."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, value in enumerate(values):
        pile = bisect_left(tops, value)
        before.append(ends[pile - 1] if pile else None)
        tops[pile : pile + 1] = [value]
        ends[pile : pile + 1] = [index]
    chain: list[int] = []
    at = ends[-1] if ends else None
    while at is not None:
        chain.append(at)
        at = before[at]
    return chain[::-1]


def reading_order(old_count: int, new_count: int, matched: ClauseMatch) -> list[tuple[int | None, int | None]]:
    """Return pairs of old and new positions in reading order: the new text, removed clauses where they stood."""
    stays = sorted(set(matched) - moved_clauses(matched))
    removed = sorted(set(range(old_count)) - set(matched.values()))
    until = dict(zip([None, *stays], [*(matched[at] for at in stays), old_count], strict=True))
    order = take_until(removed, until[None])
    for at in range(new_count):
        order.append((matched.get(at), at))
        order += take_until(removed, until.get(at, 0))
    return order


def take_until(removed: list[int], limit: int) -> list[tuple[int | None, int | None]]:
    """Return the removed clauses that stood before a position, and take them off the list."""
    count = bisect_left(removed, limit)
    before, removed[:count] = removed[:count], []
    return [(at, None) for at in before]
