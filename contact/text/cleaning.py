"""Normalises what a visitor types (width, blanks, line ends) without changing its meaning; folds it for search."""

import re
import unicodedata

SHAPES = str.maketrans(
    "髙﨑嵜濵濱邊邉齋齊斎澤櫻廣國德嶋嶌槗眞惠瀨槇冨龍𠮷桒條萬與藪",
    "高崎崎浜浜辺辺斉斉斉沢桜広国徳島島橋真恵瀬槙富竜吉桑条万与薮",
)
# Control characters except tab and newline, the format characters that hide or reorder text (soft hyphen, zero width,
# direction marks and overrides, byte order mark, tags), halves of surrogate pairs and noncharacters.
# The zero-width joiner stays between two emoji, which it makes one (UTS 51, 1.4.6), and goes everywhere else.
EMOJI = (
    r"\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u25aa-\u27bf\u2934-\u2b55\u3030\u303d\u3297\u3299"
    r"\U0001f000-\U0001faff"
)
UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164"
    r"\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
    rf"|(?<![{EMOJI}\ufe0f])\u200d|\u200d(?![{EMOJI}])"
)
# Unicode would turn these characters of personal names into others even in its mildest normal form (UAX 15, NFC).
NAME_KANJI = re.compile(r"([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
DASHES = re.compile(r"[\u2010-\u2015\u2212\u30fc\uff70\u2500]")
# What people leave out or put in as they please: blanks, hyphens, and the marks that choose between shapes of a kanji.
# A long vowel mark beside a letter or digit of ASCII is a hyphen typed with the wrong key.
UNSPOKEN = re.compile(
    r"[\s\-\u2010-\u2015\u2212\u2500\ufe00-\ufe0f\U000e0100-\U000e01ef]|(?<=[0-9a-z])\u30fc|\u30fc(?=[0-9a-z])"
)
HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
EMAIL_HMAC_CONTEXT = "inquiry.mail"  # of the look-up hash by which a person's inquiries are found again


def tidy(text: str) -> str:
    """Remove what cannot be seen, compose letters, and end lines with a line feed; kanji stay as they were typed."""
    text = UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    parts = NAME_KANJI.split(text)
    return "".join(
        part if place % 2 else unicodedata.normalize("NFC", part) for place, part in enumerate(parts)
    ).strip()


def one_line(text: str) -> str:
    """Tidy, and fold every run of blanks and line ends into one blank."""
    return " ".join(tidy(text).split())


def narrow(text: str) -> str:
    """Bring full-width letters and digits and half-width kana to their usual width (NFKC), on one line."""
    return one_line(unicodedata.normalize("NFKC", UNSEEN.sub("", text)))


def mail_address(text: str) -> str:
    """Narrow an address and drop the blanks that slip in when it is typed or pasted."""
    return "".join(narrow(text).split())


def phone_number(text: str) -> str:
    """Narrow a number and write every kind of dash, the long vowel mark too, as a hyphen."""
    return DASHES.sub("-", narrow(DASHES.sub("-", text)))


def fold(text: str) -> str:
    """Return the form in which texts are compared: NFKC, no case, hiragana as katakana."""
    return unicodedata.normalize("NFKC", tidy(text)).casefold().translate(HIRAGANA)


def searchable(text: str) -> str:
    """Return the form in which searches compare, for what is stored and for what is looked for alike."""
    return UNSPOKEN.sub("", fold(text).translate(SHAPES))
