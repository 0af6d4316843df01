"""Normalises typed text (width, blanks, line ends) without changing its meaning."""

import re
import unicodedata
from typing import Literal

# What hides or reorders text: control characters except tab and newline, the soft hyphen, zero-width blanks, direction
# marks, overrides and isolates (right-to-left text needs none to be read), invisible operators, fillers, language tags,
# the byte order mark, halves of surrogate pairs and noncharacters. Joiners and tags only where nothing needs them.
HIDDEN = (
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff"
    r"\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
EMOJI = (
    r"\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u25aa-\u27bf\u2934-\u2b55\u3030\u303d\u3297\u3299"
    r"\U0001f000-\U0001faff"
)
# Scripts whose letters join or stack (Arabic to Mandaic, Devanagari to Sinhala, Tibetan, Myanmar, Khmer, Mongolian):
# there a joiner or a non-joiner is spelling (RFC 5892, appendix A; Unicode 16, chapters 9, 12, 13 and 16).
JOINING = (
    r"\u0620-\u065f\u066e-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u17d3\u1800-\u18af\u1cd0-\u1cff\ua8e0-\ua8ff"
    r"\ufb50-\ufdcf\ufe70-\ufefc"
)
VIRAMA = r"\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2"
NEEDED = (
    rf"(?<=[{JOINING}])(?:\u200d|\u200c(?=[{JOINING}]))|(?<=[{VIRAMA}])\u200c"
    rf"|(?<=[{EMOJI}\ufe0f\u20e3])\u200d(?=[{EMOJI}])"  # between two emoji, which it makes one (UTS 51, 1.4.6)
    r"|(?<=\U0001f3f4)[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"  # the flag of England (1.4.7)
    r"|(?<=[\u1820-\u18aa])\u180e(?=[\u1820-\u18aa])"  # the vowel separator of Mongolian
    r"|\u115f(?=[\u1160-\u11a7])|(?<=[\u1100-\u115f])\u1160(?=[\u11a8-\u11ff])"  # fillers of old Hangul syllables
)
ANY_HIDDEN = re.compile(HIDDEN)
UNNEEDED = re.compile(f"({NEEDED})|{HIDDEN}")
LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Unicode would turn these characters of personal names into others even in its mildest normal form (UAX 15, NFC).
NAME_KANJI = re.compile(r"([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
# Pieces of a long text that end in front of a letter which joins none before it, if there is one.
PIECE = re.compile(
    r"[\s\S]{1000}[\s\S]{0,1000}?(?=[\x00-\x7f\u1100-\u115f\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff])|[\s\S]{1,2000}"
)
DASHES = re.compile(r"[\u2010-\u2015\u2212\u30fc\uff70\u2500]")


def tidy(text: str) -> str:
    """Compose letters (NFC), remove invisible characters, and end lines with a line feed; kanji stay as typed.

    Joiners of a script, of emoji and of flags stay, and so do variation selectors: they are part of the spelling.
    """
    composed = compose(LINE_END.sub("\n", text))
    plain = visible(composed)
    return (plain if plain == composed else compose(plain)).strip()


def visible(text: str) -> str:
    """Return text without the characters that hide or reorder it, and without joiners that join nothing."""
    return UNNEEDED.sub(r"\1", text) if ANY_HIDDEN.search(text) else text


def compose(text: str) -> str:
    """Return text in NFC, except for the compatibility ideographs of personal names."""
    parts = NAME_KANJI.split(text)
    return "".join(part if place % 2 else normalized("NFC", part) for place, part in enumerate(parts))


def normalized(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """Return text in a normal form of Unicode, piece by piece.

    Marks in a row are put in order in quadratic time: 100,000 of them in one piece take a minute.
    """
    pieces = [text] if len(text) <= 1_000 else PIECE.findall(text)
    return "".join(unicodedata.normalize(form, piece) for piece in pieces)


def one_line(text: str) -> str:
    """Return tidied text with every run of blanks and line ends as one blank."""
    return " ".join(tidy(text).split())


def narrow(text: str) -> str:
    """Return text with letters, digits and kana in their usual width (NFKC), on one line."""
    return one_line(normalized("NFKC", visible(LINE_END.sub("\n", text))))


def phone_number(text: str) -> str:
    """Return a number in its usual width, with every kind of dash, the long vowel mark too, as a hyphen."""
    return DASHES.sub("-", narrow(DASHES.sub("-", text)))
