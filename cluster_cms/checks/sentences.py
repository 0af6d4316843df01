"""Words of links, length of sentences and headings, order of headings, words for pictures, the description."""

import re
from collections.abc import Iterator, Sequence

from cluster_cms.checks.faults import Fault, TextKind, TextPiece, WritingFinding

# Words that say nothing of where a link leads.
EMPTY_WORDS = """
こちら|ここ|こちらから|こちらへ|こちらをクリック|ここをクリック|詳しくはこちら|詳細はこちら|くわしくはこちら|
クリック|詳細|詳しく|続きを読む|もっと見る|もっと詳しく|さらに詳しく|リンク|このページ|次へ|詳細を見る|
一覧はこちら|こちらのページ|こちらのリンク|here|click here|this link|link|more|read more|learn more|details|
more details|this page|see here|this|see more|find out more|continue|click
"""
WORDS_OF_NO_USE = frozenset(EMPTY_WORDS.replace("\n", "").split("|"))
AROUND = " \u3000。、.,!！>＞»›→▶()（）［］[]「」"
CLICK = re.compile(r"(?:こちら|ここ)を(?:クリック|タップ|押)|\b[Cc]lick here\b")
LONGEST_HEADING = {"ja": 40, "en": 80}  # characters
LONGEST_SENTENCE = {"ja": 120, "en": 40}  # characters; words
SENTENCE = {"ja": re.compile(r"[^。！？\n]+[。！？]?"), "en": re.compile(r"(?:[^.!?\n]|[.!?](?!\s|$))+[.!?]?")}
FILE_NAME = re.compile(
    r"\.(?:avif|bmp|gif|heic|jpe?g|png|svg|tiff?|webp)$"
    r"|^(?:img|dsc[fn]?|pxl|image|photo|picture|scan|screenshot|untitled"
    r"|スクリーンショット|名称未設定|画像|写真|図|イメージ|新規)?[-_ \d()./:時分秒]*$|^[\w-]+_[\w-]*$",
    re.IGNORECASE | re.ASCII,
)


def links_that_say_nothing(piece: TextPiece) -> Iterator[Fault]:
    """Yield links whose words do not tell where they lead, and orders to click."""
    spans = [*piece.links, *([(0, len(piece.text))] if piece.kind is TextKind.LINK else [])]
    for start, end in spans:
        if piece.text[start:end].strip(AROUND).lower() in WORDS_OF_NO_USE:
            yield Fault("empty-link", start, end)
    for found in CLICK.finditer(piece.text):
        if not any(start <= found.start() < end or found.start() <= start < found.end() for start, end in spans):
            yield Fault("empty-link", found.start(), found.end())


def long_sentences(piece: TextPiece) -> Iterator[Fault]:
    """Yield sentences that are too long to be read at once."""
    if piece.kind not in (TextKind.TEXT, TextKind.DESCRIPTION):
        return
    for found in SENTENCE[piece.language].finditer(piece.text):
        length = len(found[0].strip()) if piece.language == "ja" else len(found[0].split())
        if length > LONGEST_SENTENCE[piece.language]:
            yield Fault("long-sentence", found.start(), found.end())


def headings(piece: TextPiece) -> Iterator[Fault]:
    """Yield headings that are empty or too long."""
    if piece.kind is TextKind.HEADING:
        length = len(piece.text.strip())
        if not length:
            yield Fault("empty-heading", 0, len(piece.text))
        if length > LONGEST_HEADING[piece.language]:
            yield Fault("long-heading", 0, len(piece.text))


def picture_words(piece: TextPiece) -> Iterator[Fault]:
    """Yield missing words for a picture, and those that are the name of a file."""
    if piece.kind is TextKind.ALT:
        words = piece.text.strip()
        if not words:
            yield Fault("missing-alt", 0, len(piece.text))
        elif FILE_NAME.search(words):
            yield Fault("file-name-alt", 0, len(piece.text))


def missing_description(piece: TextPiece) -> Iterator[Fault]:
    """Yield an empty description of the page."""
    if piece.kind is TextKind.DESCRIPTION and not piece.text.strip():
        yield Fault("missing-description", 0, len(piece.text))


def skipped_levels(pieces: Sequence[TextPiece]) -> Iterator[WritingFinding]:
    """Yield headings whose level is more than one below the heading before them on the page."""
    before = 1
    for piece in pieces:
        if piece.kind is TextKind.HEADING and piece.level:
            if piece.level > before + 1:
                yield WritingFinding(piece, Fault("skipped-level", 0, len(piece.text)))
            before = piece.level
