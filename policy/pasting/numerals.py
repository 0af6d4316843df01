"""What a numeral counts: digits of any width, kanji, Roman, letters, kana in both orders, circled."""

import unicodedata
from collections.abc import Iterator

from policy.numbering import KANA, roman

IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
KANJI = {letter: value for value, letter in enumerate("〇一二三四五六七八九")}
TENS = {"十": 10, "百": 100}
ROMAN = {roman(value): value for value in range(1, 60)}


def digits(token: str) -> int:
    """Read half-width or full-width digits."""
    return int(unicodedata.normalize("NFKC", token))


def kanji(token: str) -> int:
    """Read a kanji numeral below a thousand: 十二 and 一二 are both 12."""
    if not any(letter in TENS for letter in token):
        return int("".join(str(KANJI[letter]) for letter in token))
    total = pending = 0
    for letter in token:
        if letter in TENS:
            total += (pending or 1) * TENS[letter]
            pending = 0
        else:
            pending = KANJI[letter]
    return total + pending


def arabic_or_kanji(token: str) -> int:
    return kanji(token) if token[0] in KANJI or token[0] in TENS else digits(token)


def symbol(token: str) -> int:
    """Read one sign that holds its number: ①, ❶, ⑴, ⒈, ㈠."""
    return int(unicodedata.numeric(token))


def lettered(token: str) -> Iterator[tuple[str, int]]:
    """Yield each way to read a Latin token, with its custom: (i) is the ninth letter and the first Roman."""
    plain = unicodedata.normalize("NFKC", token)
    if plain.lower() in ROMAN and (plain.islower() or plain.isupper()):
        yield "roman", ROMAN[plain.lower()]
    if len(plain) == 1:
        yield "letter", ord(plain.lower()) - ord("a") + 1


def kana(token: str) -> Iterator[tuple[str, int]]:
    """Yield each way to count with a katakana letter: ア イ ウ and イ ロ ハ."""
    plain = unicodedata.normalize("NFKC", token)
    if plain in KANA:
        yield "kana", KANA.index(plain) + 1
    if plain in IROHA:
        yield "iroha", IROHA.index(plain) + 1
