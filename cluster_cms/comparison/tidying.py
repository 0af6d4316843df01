"""Makes a raw difference easy to read: changes begin and end where phrases do, and no mark cuts a word.

Three steps: a lone insertion or deletion slides to where a phrase begins and ends; short islands of unchanged text
between two changes are marked along with them; a replacement takes in the rest of the word that it cuts through.
"""

import re
from itertools import chain

from cluster_cms.comparison.tokens import Piece, Pieces, Tokens, common_head, merged, weight
from cluster_cms.pages.languages import ENGLISH, JAPANESE

SHORT = 2  # words or characters: an island of that length is not worth keeping between larger changes
LONGER = {JAPANESE: 6, ENGLISH: 4}  # so long an island goes only between changes twice its length
SENTENCE_END = re.compile(r"[。！？.!?]$")
PUNCTUATION = re.compile(r"\s*[^\w\s]")
BLANK_AND_WORD = re.compile(r"^\s+|\S[\s\S]*")
SCRIPTS = [re.compile(pattern) for pattern in (r"[ァ-ヺー]", r"[ぁ-ゖ]", r"[々〇㐀-鿿]", r"[A-Za-z0-9]")]
KATAKANA, KANJI = SCRIPTS[0], SCRIPTS[2]
COMPOUND = 2  # 開示 → 提示 is read as one word; in 個人情報 → 個人データ the first half stays


def tidy(pieces: Pieces, language: str) -> Pieces:
    """Return pieces that lead from the same old to the same new text, and are easier to read."""
    pieces = join_short_islands(slide_all(pieces), language)
    if language == JAPANESE:
        return merged(with_whole_words(pieces))
    return merged(list(chain.from_iterable(without_common_edges(piece) for piece in pieces)))


# --- Sliding ---------------------------------------------------------------------------------------------------------


def slide_all(pieces: Pieces) -> Pieces:
    """Return pieces in which each lone insertion or deletion stands at the best place of equal meaning."""
    pieces = list(pieces)
    for index in range(1, len(pieces) - 1):
        left, change, right = pieces[index - 1 : index + 2]
        if change.one_way and left.same and right.same:
            pieces[index - 1 : index + 2] = slide(left.new, change, right.new)
    return merged(pieces)


def slide(left: Tokens, change: Piece, right: Tokens) -> Pieces:
    moved = change.old or change.new
    line, start, size = left + moved + right, len(left), len(moved)
    # Going left, each token that leaves at the end comes in at the front, and the other way round.
    back = common_head(left[::-1], line[: start + size][::-1])
    ahead = common_head(right, line[start:])
    best = max(range(start - back, start + ahead + 1), key=lambda at: (fitness(line, at, at + size), -abs(at - start)))
    moved = line[best : best + size]
    middle = Piece(moved, ()) if change.old else Piece((), moved)
    return [Piece(line[:best], line[:best]), middle, Piece(line[best + size :], line[best + size :])]


def fitness(line: Tokens, start: int, end: int) -> int:
    """Return how natural it is, from 0 to 6, to begin and end a change at two places."""
    return boundary(line, start) + boundary(line, end)


def boundary(line: Tokens, at: int) -> int:
    if at in (0, len(line)) or SENTENCE_END.search(line[at - 1]):
        return 3
    if PUNCTUATION.match(line[at - 1]) or PUNCTUATION.match(line[at]):
        return 2
    return int(script(line[at - 1][-1]) != script(line[at][0]))


def script(character: str) -> int:
    return next((number for number, pattern in enumerate(SCRIPTS) if pattern.match(character)), len(SCRIPTS))


# --- Joining ---------------------------------------------------------------------------------------------------------


def join_short_islands(pieces: Pieces, language: str) -> Pieces:
    """Return pieces in which short unchanged text between two changes is marked along with them."""
    result: Pieces = []
    for piece in pieces:
        result.append(piece)
        while len(result) >= 3 and is_too_short_to_keep(result[-3], result[-2], result[-1], language):
            before, island, after = result[-3:]
            result[-3:] = [Piece(before.old + island.old + after.old, before.new + island.new + after.new)]
    return result


def is_too_short_to_keep(before: Piece, island: Piece, after: Piece, language: str) -> bool:
    """Return whether unchanged text is too short, between two changes, to be worth keeping apart."""
    if before.same or not island.same or after.same or any(SENTENCE_END.search(token) for token in island.new):
        return False
    if not (before.old or after.old) or not (before.new or after.new):
        return False  # two insertions, or two deletions, around a word: the word stays as it is
    length = weight(island.new, language)
    sizes = [max(weight(change.old, language), weight(change.new, language)) for change in (before, after)]
    if length <= SHORT:
        return length <= max(1, *sizes)
    return length <= LONGER[language] and 2 * length <= min(sizes)


# --- Whole words ------------------------------------------------------------------------------------------------------


def without_common_edges(piece: Piece) -> Pieces:
    """Return a replacement without the blanks and words that both sides begin or end with."""
    if piece.same or piece.one_way:
        return [piece]
    old, new = blanks_apart(piece.old), blanks_apart(piece.new)
    head = common_head(old, new)
    tail = common_head(old[head:][::-1], new[head:][::-1])
    middle = Piece(old[head : len(old) - tail], new[head : len(new) - tail])
    return [Piece(old[:head], old[:head]), middle, Piece(old[len(old) - tail :], old[len(old) - tail :])]


def blanks_apart(tokens: Tokens) -> Tokens:
    """Return English tokens with the blank before each as a token of its own."""
    return tuple(part for token in tokens for part in BLANK_AND_WORD.findall(token))


def with_whole_words(pieces: Pieces) -> Pieces:
    """Return pieces in which a replacement within a katakana word or a two-kanji word takes in the whole word."""
    pieces = list(pieces)
    for index, change in enumerate(pieces):
        if change.same or change.one_way:
            continue
        left = pieces[index - 1].new if index else ()
        right = pieces[index + 1].new if index + 1 < len(pieces) else ()
        before = overhang(left[::-1], change.old[::-1], change.new[::-1])
        after = overhang(right, change.old, change.new)
        head, tail = left[len(left) - before :], right[:after]
        pieces[index] = Piece(head + change.old + tail, head + change.new + tail)
        if before:
            pieces[index - 1] = Piece(left[:-before], left[:-before])
        if after:
            pieces[index + 1] = Piece(right[after:], right[after:])
    return pieces


def overhang(around: Tokens, old: Tokens, new: Tokens) -> int:
    """Return how many of the unchanged tokens that follow a replacement belong to a word that it cuts."""
    for pattern, longest in ((KATAKANA, None), (KANJI, COMPOUND)):
        beyond = run(pattern, around)
        inside = [run(pattern, side[::-1]) for side in (old, new)]
        if beyond and all(inside) and (longest is None or beyond + max(inside) <= longest):
            return beyond
    return 0


def run(pattern: re.Pattern[str], tokens: Tokens) -> int:
    """Return how many tokens in a row, from the first, are letters of one script."""
    return next((count for count, token in enumerate(tokens) if not pattern.fullmatch(token)), len(tokens))
