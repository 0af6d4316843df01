"""Normalises typed text (width, blanks, line ends) without changing its meaning."""

import re
import unicodedata

# Control characters except tab and newline, the format characters that hide or reorder text (soft hyphen, zero width,
# direction marks and overrides, byte order mark, tags), halves of surrogate pairs and noncharacters.
# The zero-width joiner stays between two emoji, which it makes one (UTS 51, 1.4.6), and goes everywhere else.
EMOJI = (
    r"\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u25aa-\u27bf\u2934-\u2b55\u3030\u303d\u3297\u3299"
    r"\U0001f000-\U0001faff"
)
INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164"
    r"\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
    rf"|(?<![{EMOJI}\ufe0f])\u200d|\u200d(?![{EMOJI}])"
)
# Unicode would turn these characters of personal names into others even in its mildest normal form (UAX 15, NFC).
NAME_KANJI = re.compile(r"([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
DASHES = re.compile(r"[\u2010-\u2015\u2212\u30fc\uff70\u2500]")


def tidy(text: str) -> str:
    """Remove invisible characters, compose letters (NFC), and end lines with a line feed; kanji stay as typed."""
    text = INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    parts = NAME_KANJI.split(text)
    return "".join(
        part if place % 2 else unicodedata.normalize("NFC", part) for place, part in enumerate(parts)
    ).strip()


def one_line(text: str) -> str:
    """Return tidied text with every run of blanks and line ends as one blank."""
    return " ".join(tidy(text).split())


def narrow(text: str) -> str:
    """Return text with letters, digits and kana in their usual width (NFKC), on one line."""
    return one_line(unicodedata.normalize("NFKC", INVISIBLE.sub("", text)))


def phone_number(text: str) -> str:
    """Return a number in its usual width, with every kind of dash, the long vowel mark too, as a hyphen."""
    return DASHES.sub("-", narrow(DASHES.sub("-", text)))
