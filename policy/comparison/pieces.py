"""The raw difference of two sequences of tokens: pieces that are the same in both, or replaced."""

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from policy.comparison.tokens import Tokens

# difflib looks at each equal pair of tokens; beyond so many pairs two texts are told apart as wholes.
PAIRS_AT_MOST = 4_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens of the old text and what stands for them in the new one; either may be empty."""

    old: Tokens
    new: Tokens

    @property
    def same(self) -> bool:
        return self.old == self.new

    @property
    def one_way(self) -> bool:
        """Tell whether something was only inserted or only deleted."""
        return not self.old or not self.new


Pieces = list[Piece]


def difference(old: Tokens, new: Tokens) -> Pieces:
    """Return the pieces that lead from one sequence of tokens to another, in order."""
    head = common_head(old, new)
    tail = common_head(old[head:][::-1], new[head:][::-1])
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    middle = [Piece(before, after)] if too_many_pairs(before, after) else matched(before, after)
    return fused([Piece(old[:head], new[:head]), *middle, Piece(old[len(old) - tail :], new[len(new) - tail :])])


def common_head(old: Tokens, new: Tokens) -> int:
    """Return how many tokens both begin with."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def matched(old: Tokens, new: Tokens) -> Pieces:
    if not old or not new:
        return [Piece(old, new)]
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [Piece(old[i1:i2], new[j1:j2]) for _tag, i1, i2, j1, j2 in opcodes]


def too_many_pairs(old: Tokens, new: Tokens) -> bool:
    """Tell whether difflib would take too long: its time grows with the number of equal pairs."""
    if len(old) * len(new) <= PAIRS_AT_MOST:
        return False
    counts = Counter(new)
    return sum(counts[token] for token in old) > PAIRS_AT_MOST


def fused(pieces: Pieces) -> Pieces:
    """Return pieces with empty ones left out, and neighbours of one sort joined."""
    result: Pieces = []
    for piece in pieces:
        if not piece.old and not piece.new:
            continue
        if result and result[-1].same == piece.same:
            piece = Piece(result[-1].old + piece.old, result[-1].new + piece.new)
            result.pop()
        result.append(piece)
    return result
