"""Gives the other spellings of a word that is searched for: okurigana, place names with ヶ, long vowel marks, umlauts.

The texts stay as they are; asking for each spelling finds a word however it stands there.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, product

from cluster_cms.text.folding import KANJI, KATAKANA, fold_for_search, written_out_whole
from cluster_cms.text.word_shapes import COMPOUNDS, OPTIONAL_KANA, STEMS, WORDS

MAX_SPELLINGS = 24  # of one word
MAX_LENGTH = 100  # characters; a longer word is asked for as it is
SAME_KANJI = ("替換", "貼張", "締〆")  # 切り替え 切り換え, 貼り付け 張り付け, 締切 〆切
KANJI_KEY = {letter: group[0] for group in SAME_KANJI for letter in group}
KANJI_CHOICE = {letter: group for group in SAME_KANJI for letter in group}
SEGMENT = re.compile("([^ァ-ヺ]+)([ァ-ヺ]*)")  # kanji of a folded word, and the okurigana behind them
KANA = re.compile("[ァ-ヺー]+")
# What goes on a place name after ヶ, ケ or が (霞ヶ関 霞が関); what is counted with ヶ, か or 箇 (三ヶ月 三か月).
PLACES = "丘谷原崎関浜岳岬根峰沼島森台池淵瀬鼻城滝峠野里山平海"
COUNTED = "月所国年条村町寺"
NUMERALS = "一二三四五六七八九十"

Vary = Callable[[re.Match[str]], Iterable[str]]


def any_of(spellings: Iterable[str]) -> str:
    """Return a pattern for any of these, the longest first."""
    return f"(?:{'|'.join(sorted(map(re.escape, spellings), key=len, reverse=True))})"


def endings(okurigana: str) -> list[str]:
    """Return the ways to write an okurigana, in a verb too: モリ リ モ, or nothing (見積もり 見積り 見積もる 見積)."""
    return list(dict.fromkeys([*(okurigana[at:] for at in range(len(okurigana) + 1)), okurigana[:-1]]))


def plain_kanji(word: str) -> str:
    """Return the kanji of a compound word alone, each as the first of those that are interchangeable."""
    return "".join(KANJI_KEY.get(letter, letter) for letter in KANA.sub("", word))


def parts_of_compounds() -> dict[str, list[list[str]]]:
    """Return by its plain kanji what each part of a compound word may be: 取扱 as 取, リ or none, 扱, イ or none."""
    found: dict[str, list[list[str]]] = {}
    for word in map(fold_for_search, COMPOUNDS.split()):
        parts = []
        for kanji, okurigana in SEGMENT.findall(word):
            parts += [*(list(KANJI_CHOICE.get(letter, letter)) for letter in kanji), endings(okurigana)]
        known = found.setdefault(plain_kanji(word), parts)
        known[-1] = list(dict.fromkeys([*known[-1], *parts[-1]]))  # 仕上げ, 仕上がり
    return found


PARTS = parts_of_compounds()
GROUPS = [list(map(fold_for_search, group.split())) for group in WORDS.split("|")]
GROUP_OF = {word: group for group in GROUPS for word in group}
COMPOUND = re.compile("|".join("".join(map(any_of, PARTS[key])) for key in sorted(PARTS, key=len, reverse=True)))
KANA_OF_VERB = {word[0]: word[1] for word in OPTIONAL_KANA.split()}
VERB = "|".join(f"(?<={word[0]}){word[1]}?(?=[{word[2:]}])" for word in OPTIONAL_KANA.split())
ERAS = "(?:令和|平成|昭和|大正|明治)"
NUMBER = rf"(?:[{NUMERALS}]+|\d+)"
# A year such as 二〇二六 is folded already; of greater numbers nothing is certain.
TENS = ["", "十", *(f"{one}十" for one in NUMERALS[1:9])]
NUMBERS = {
    str(ten * 10 + one): TENS[ten] + "〇一二三四五六七八九"[one] * (one > 0) for ten in range(10) for one in range(10)
}
HONORIFIC = re.compile("^[オゴ御](?=.{2})")
LAST_LONG_MARK = re.compile(f"(?<=[{KATAKANA}]{{3}})ー$")
LEADING_MARKS = re.compile("^[々ヽヾ]+(?=.)")


def compound_spellings(match: re.Match[str]) -> Iterable[str]:
    parts = PARTS[plain_kanji(match[0])]
    if match.end() == len(match.string):
        parts = [*parts[:-1], [""]]  # the shortest spelling is the beginning of all others
    return map("".join, product(*parts))


def doubled_spellings(match: re.Match[str]) -> Iterable[str]:
    return f"{match[1]}々", match[1] * 2


def verb_spellings(match: re.Match[str]) -> Iterable[str]:
    return "", KANA_OF_VERB[match.string[match.start() - 1]]


def place_spellings(match: re.Match[str]) -> Iterable[str]:
    before, after = match.string[match.start() - 1], match.string[match.end()]
    if after in COUNTED and (before in f"{NUMERALS}数何" or before.isdecimal()):
        return "ケカ箇"
    return "ケガ" if match[0] == "ケ" or (match[0] == "ガ" and after in PLACES) else match[0]


def long_mark_spellings(match: re.Match[str]) -> Iterable[str]:
    return match[1], f"{match[1]}ー"


def number_spellings(match: re.Match[str]) -> Iterable[str]:
    """Return 六 and 6 for either."""
    return next((pair for pair in NUMBERS.items() if match[0] in pair), (match[0],))


RULES: tuple[tuple[re.Pattern[str], Vary], ...] = (
    (COMPOUND, compound_spellings),
    (re.compile(rf"([{KANJI}])(?:\1|々)"), doubled_spellings),
    (re.compile(VERB), verb_spellings),
    (re.compile(f"(?<=[{KANJI}0-9])[ケガカ箇](?=[{KANJI}])"), place_spellings),
    (re.compile(f"({any_of(STEMS.split())})ー?(?=.)"), long_mark_spellings),
    (re.compile(any_of(GROUP_OF)), lambda match: GROUP_OF[match[0]]),
    (re.compile(rf"(?<=第)(?:[{NUMERALS}]|\d)(?=四半期)|(?<=第){NUMBER}(?!半)|(?<={ERAS}){NUMBER}"), number_spellings),
    (re.compile(rf"(?<![{NUMERALS}\d]){NUMBER}(?=[ケカ箇][{COUNTED}]|丁目|ツ)"), number_spellings),
    (re.compile(f"([{KATAKANA}]{{2}}[ァ-ヺ])ー?(?=[{KANJI}])"), long_mark_spellings),
)


def spellings(word: str) -> list[str]:
    """Return the folded word and its other spellings, at most 24 in all.

    Without a last ー after three kana: what is asked for without it is found with it, too.
    """
    found: list[str] = []
    for one in (word, *written_out_whole(word)):
        folded = LEADING_MARKS.sub("", LAST_LONG_MARK.sub("", fold_for_search(one)))
        found += [folded, *without_honorific(folded)]
    for pattern, vary in RULES if len(word) <= MAX_LENGTH else ():
        every = dict.fromkeys(spelling for one in found for spelling in varied(one, pattern, vary))
        found = list(islice(every, MAX_SPELLINGS))
    return found


def without_honorific(text: str) -> Iterator[str]:
    """Yield 見積 for お見積 and 御見積, where a compound word follows."""
    rest = HONORIFIC.sub("", text)
    if rest != text and COMPOUND.match(rest):
        yield rest


def varied(text: str, pattern: re.Pattern[str], vary: Vary) -> Iterator[str]:
    """Yield the text, then it with each combination of what its matches can be replaced by."""
    yield text
    parts: list[Iterable[str]] = []
    at = 0
    for match in pattern.finditer(text):
        parts += [(text[at : match.start()],), vary(match)]
        at = match.end()
    if parts:
        yield from islice(map("".join, product(*parts, (text[at:],))), MAX_SPELLINGS)
