"""Where a line of Japanese may end inside short texts such as headings: between words, never inside one.

The places are marked with `<wbr>`, which is no character: nobody copies, reads or searches it. The style sheet then
lets lines end nowhere else (`word-break: keep-all`), in every browser. Words are told by their script: a compound
word of katakana and kanji has its seams there, and what follows a word in hiragana belongs to it.
"""

import re
from functools import lru_cache

from cluster_cms.text.folding import JAPANESE, KANJI
from cluster_cms.text.folding import KATAKANA as KATAKANA_LETTERS
from cluster_cms.text.word_shapes import COMPOUNDS

# Words, by script; a row of Latin letters and digits is one word, such as CX-210.
PARTS = re.compile(
    rf"(?P<entity>&#?\w+;)|(?P<kanji>[々〆ヶ{KANJI}]+)|(?P<katakana>[{KATAKANA_LETTERS}]+)|(?P<hiragana>[ぁ-ゖゝゞ]+)"
    r"|(?P<letters>(?=[\d.,\-]*[A-Za-zµ])[\w.\-+/%°±µ]+)|(?P<digits>[\d.,\-–±×]+)|(?P<mark>.)",
    re.ASCII | re.DOTALL,
)
CLOSING, OPENING = "、。・）」』】：；！？／", "（「『【"
# Verbs of two kanji stay together (取り扱い); the hiragana between them would else end a word.
TOGETHER = re.compile("|".join(word for word in COMPOUNDS.split() if re.search(f"[{KANJI}][ぁ-ゖ]+[{KANJI}]", word)))
STEM_ENDS = frozenset("りしちきみぎえけせめげれべび")  # 貼り合わせ, 組み立て; not い, which ends adjectives
# Inside hiragana: behind を, before お and ご of politeness behind a particle, before these words.
HIRAGANA = re.compile(
    "(?<=を)(?=.)|(?<=[にをはがとでものてへ])(?=[おご]$)|(?<=.)(?=ください|ありがとう|ございま|いただ)"
)
# Katakana too long for a telephone's heading: before these words, and where a word ends in -er as in English
# (クラスター|テクノロジー), save where a consonant follows (スマートフォン).
LONG = 10
KATAKANA = re.compile(
    "(?<=..)(?=システム|ポリシー|テクノロジ|センター|サービス|プリンタ|ソリューション|エンジニアリング|マネジメント"
    "|モジュール|コンパウンド|デバイス|ユニット|ガイドライン|レポート|カタログ|ダウンロード|サンプル|プロジェクト)"
    "|(?<=..[タサラナマカバダガャザパワハ]ー)(?=[^トドクムブプスズルチジンッァィゥェォャュョー]..)"
)
SHORT_TEXTS = re.compile(
    r"<!--as announced-->.*?<!--until here-->"
    r"|<(h[1-4]|blockquote|summary|th|dt)\b[^>]*>.*?</\1>"
    r'|<(a|p)\b[^>]*\bclass="[^"]*\b(?:brand|lead|notice__title)\b[^>]*>.*?</\2>',  # not where parts are laid out apart
    re.DOTALL,
)
BETWEEN_TAGS = re.compile(rf"(?<=>)[^<>]*[{JAPANESE}][^<>]*(?=<)")
# A name with its number (PulseDrop 1, CX-210) and words joined by hyphens: not taken apart if they are this short.
LONGEST_KEPT = 18  # characters: fits a heading of a telephone
KEPT = re.compile(r"(?<=[>\s「（])(?:[A-Z]\w*[A-Z]\w* \d+(?![\w.,%°])|[A-Za-z]+(?:-[A-Za-z0-9]+)+(?![\w-]))")
TEXTS = re.compile(r">[^<>]+(?=<)")
Part = tuple[str, str]


def break_headings(page: str) -> str:
    """Return HTML whose headings, leads, heads of rows and quotations say where lines may end; announced texts stay."""
    return SHORT_TEXTS.sub(lambda found: found[0] if found[0].startswith("<!") else broken_in_tags(found[0]), page)


def broken_in_tags(html: str) -> str:
    marked = BETWEEN_TAGS.sub(lambda text: "<wbr>".join(words(text[0])), html)
    return TEXTS.sub(lambda text: KEPT.sub(kept, text[0]), marked)


def kept(found: re.Match[str]) -> str:
    return f'<span class="kept">{found[0]}</span>' if len(found[0]) <= LONGEST_KEPT else found[0]


@lru_cache(maxsize=4096)
def words(text: str) -> list[str]:
    """Return a text cut where a line may end: `エポキシ樹脂コンパウンド` in three."""
    parts: list[Part] = [(str(found.lastgroup), found[0]) for found in PARTS.finditer(text)]
    kept = {place for found in TOGETHER.finditer(text) for place in range(found.start() + 1, found.end())}
    cuts, at = [0], 0
    for number, (kind, part) in enumerate(parts):
        if number and at not in kept and is_seam(parts[max(number - 2, 0) : number + 1]):
            cuts.append(at)
        cuts += [at + place for place in seams_inside(kind, part) if at + place not in kept]
        at += len(part)
    return [text[start:end] for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def seams_inside(kind: str, part: str) -> list[int]:
    """Return the places inside a row of one script."""
    if kind == "hiragana":
        return [found.start() for found in HIRAGANA.finditer(part)]
    return [found.start() for found in KATAKANA.finditer(part)] if kind == "katakana" and len(part) >= LONG else []


def is_seam(parts: list[Part]) -> bool:
    """Tell whether a line may end before the last of some parts."""
    (before, first), (after, second) = parts[-2:]
    earlier = parts[-3][0] if len(parts) > 2 else ""
    if before == "mark" or after == "mark":
        return is_seam_at_mark(first, after, second)
    if before == "hiragana":
        return after != "kanji" or not (first.endswith(("お", "ご")) or is_stem(earlier, first))
    if "hiragana" in (before, after) or {"entity", "digits"} & {before, after}:
        return False
    # A single kanji belongs to its neighbour: 超ミクロン, スペーサ用, エポキシ系コンパウンド.
    return not (after == "kanji" and len(second) == 1) and not (
        before == "kanji" and len(first) == 1 and earlier not in ("katakana", "letters")
    )


def is_stem(earlier: str, hiragana: str) -> bool:
    return earlier == "kanji" and hiragana in STEM_ENDS


def is_seam_at_mark(first: str, after: str, second: str) -> bool:
    if second in OPENING:
        return first not in OPENING and not first.isspace()
    if first not in CLOSING or second in CLOSING or second.isspace():
        return False
    return not (first in "）」』】" and after == "hiragana")
