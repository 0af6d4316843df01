"""Finds which sentences or units of two texts belong together, so that as much as possible stays."""

from collections import Counter
from collections.abc import Sequence

from cluster_cms.comparison.tokens import Piece, Tokens, difference, tokenise
from cluster_cms.pages.languages import ENGLISH

# Of all words or pairs of characters, the share that two units must have in common to count as one unit, revised.
ALIKE = 0.4
CONTAINED = 0.3  # how much it counts that the shorter text is found in the longer one
# A gap with more candidates than that is not searched: its units are taken as removed and added.
CANDIDATES_AT_MOST = 40_000
Pair = tuple[int | None, int | None]
Features = Counter[str]


def align(old: Sequence[str], new: Sequence[str], language: str) -> list[Pair]:
    """Return pairs of positions, in reading order; a unit without partner was removed or added."""
    pairs: list[Pair] = []
    i = j = 0
    for piece in difference(tuple(old), tuple(new)):
        if piece.same:
            pairs += [(i + step, j + step) for step in range(len(piece.new))]
        else:
            pairs += [
                (None if a is None else a + i, None if b is None else b + j) for a, b in similar_pairs(piece, language)
            ]
        i, j = i + len(piece.old), j + len(piece.new)
    return pairs


def similar_pairs(gap: Piece, language: str) -> list[Pair]:
    """Return the units of a gap in pairs, so that as much as possible stays and no two pairs cross."""
    rows, columns = len(gap.old), len(gap.new)
    if not rows or not columns or rows * columns > CANDIDATES_AT_MOST:
        return [*((i, None) for i in range(rows)), *((None, j) for j in range(columns))]
    values = similarity_table(
        [features(text, language) for text in gap.old], [features(text, language) for text in gap.new]
    )
    best = best_sums(values, rows, columns)
    return best_pairs(values, best, rows, columns)


def features(text: str, language: str) -> Features:
    """Return what two texts are compared by: words weighed by their length, or pairs of characters."""
    if language == ENGLISH:
        words = Counter(token.strip().casefold() for token in tokenise(text, language))
        return Counter({word: count * len(word) for word, count in words.items()})
    return Counter(text[at : at + 2] for at in range(max(1, len(text) - 1)))


def similarity(one: Features, other: Features) -> float:
    """Return the share of features in common, from 0 to 1.

    It is the share of both texts (Dice's coefficient) and, to a lesser part, the share of the shorter one, so that a
    text with much added to it, or cut out of it, still counts as the same.
    """
    smaller, larger = (one, other) if len(one) <= len(other) else (other, one)
    shared = sum(min(count, larger[feature]) for feature, count in smaller.items() if feature in larger)
    sizes = (one.total() or 1, other.total() or 1)
    return (1 - CONTAINED) * 2 * shared / sum(sizes) + CONTAINED * shared / min(sizes)


def similarity_table(old: list[Features], new: list[Features]) -> list[list[float]]:
    """Return the similarity of each pair; one that is too small counts as none."""
    table = [[similarity(one, other) for other in new] for one in old]
    return [[value if value >= ALIKE else 0.0 for value in row] for row in table]


def best_sums(values: list[list[float]], rows: int, columns: int) -> list[list[float]]:
    """Return the best sum of similarities for each pair of tails (dynamic programming, from the end)."""
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            pair = values[i][j] + best[i + 1][j + 1] if values[i][j] else 0.0
            best[i][j] = max(pair, best[i + 1][j], best[i][j + 1])
    return best


def best_pairs(values: list[list[float]], best: list[list[float]], rows: int, columns: int) -> list[Pair]:
    """Return the pairs that make up the best sum; what was removed comes before what was added in its place."""
    pairs: list[Pair] = []
    i = j = 0
    while i < rows and j < columns:
        if values[i][j] and best[i][j] == values[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    return [*pairs, *((k, None) for k in range(i, rows)), *((None, k) for k in range(j, columns))]


def partners(old: Sequence[str], new: Sequence[str], language: str) -> list[tuple[Tokens, Tokens]]:
    """Return the aligned texts themselves, each side as one token or none."""
    return [(() if i is None else (old[i],), () if j is None else (new[j],)) for i, j in align(old, new, language)]
