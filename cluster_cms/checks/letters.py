"""Letters that do not reach every reader: signs in one character, half and full width, doubled marks, units."""

import re
import unicodedata
from collections.abc import Iterator

from cluster_cms.checks.faults import Fault, TextPiece

# Signs that stand for several characters (Unicode: enclosed and squared ones, Roman figures, № ℡): voices skip them or
# read something else. What is in JIS X 0208 or Latin-1 (℃ ‰ Å ※ ² ³ ± ™) and the kanji of names (髙 﨑) are safe today.
COMPATIBLE = re.compile("[\u2116\u2121\u2160-\u217f\u2460-\u24ff\u3200-\u33ff]")
WRITTEN_OUT = {
    **dict(zip("㈱㈲㈹㏍㍿", ("株式会社", "有限会社", "代表", "株式会社", "株式会社"), strict=True)),
    **dict(zip("㍾㍽㍼㍻㋿", ("明治", "大正", "昭和", "平成", "令和"), strict=True)),
    **dict(zip("㎡㎥㎠㎤㎟㎣㎢㎦", ("m²", "m³", "cm²", "cm³", "mm²", "mm³", "km²", "km³"), strict=True)),
    **dict(zip("㊤㊥㊦㊧㊨", "上中下左右", strict=True)),
    **dict(zip("№℡㎜㎛", ("No.", "TEL", "mm", "µm"), strict=True)),
}
LOST = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0b-\x1f\x7f]")  # private use, replacement, control
HALF_KANA = re.compile("[\uff61-\uff9f]+")
WIDE = "０-９Ａ-Ｚａ-ｚ"
WIDE_RUN = re.compile(f"[{WIDE}](?:[{WIDE}．，－／：＋％＆＠＿＃]*[{WIDE}％])?")
WIDE_MARKS = re.compile("[！-／：-＠［-｀｛-～、。]")
ENGLISH_MARKS = str.maketrans("、。", ",.")
DOUBLED = re.compile(
    r"([。、，])\1+|([！？])\2{1,}|(?<!!)(!)\3+|(\?)\4+|(?<=[\w)])\.\.(?![./])|・{2,}|…{3,}|、。|。、|ー{2,}|(,),+"
)
UNIT = re.compile(
    r"(?<=\d)\s?(?:(?P<micro>um)|(?P<power>(?:mm|cm|m|km)[23])|(?P<degree>deg\.? ?C|[ﾟ゜]C))(?![A-Za-z0-9])"
    r"|(?P<sign>\+/-)"
)
POWERS = str.maketrans("23", "²³")


def machine_dependent(piece: TextPiece) -> Iterator[Fault]:
    """Yield signs in one character, such as ①, ㈱ or ㎡, and characters that are lost on other machines."""
    for found in COMPATIBLE.finditer(piece.text):
        yield Fault("machine-dependent", found.start(), found.end(), written_out(found[0]))
    for found in LOST.finditer(piece.text):
        yield Fault("lost-character", found.start(), found.end())


def written_out(sign: str) -> str:
    """Return what stands for a sign in one character: (1) for ①, II for Ⅱ, キロ for ㌔."""
    if sign in WRITTEN_OUT:
        return WRITTEN_OUT[sign]
    plain = unicodedata.normalize("NFKC", sign)
    return f"({plain})" if "CIRCLED" in unicodedata.name(sign) else plain


def half_width_kana(piece: TextPiece) -> Iterator[Fault]:
    """Yield kana of half width."""
    for found in HALF_KANA.finditer(piece.text):
        yield Fault("half-width-kana", found.start(), found.end(), unicodedata.normalize("NFKC", found[0]))


def full_width(piece: TextPiece) -> Iterator[Fault]:
    """Yield letters and digits of full width; in English, marks of full width too."""
    for found in WIDE_RUN.finditer(piece.text):
        yield Fault("full-width", found.start(), found.end(), unicodedata.normalize("NFKC", found[0]))
    if piece.language == "en":
        for found in WIDE_MARKS.finditer(piece.text):
            plain = unicodedata.normalize("NFKC", found[0]).translate(ENGLISH_MARKS)
            yield Fault("full-width", found.start(), found.end(), plain)


def doubled_marks(piece: TextPiece) -> Iterator[Fault]:
    """Yield punctuation that is repeated or stands against other punctuation."""
    for found in DOUBLED.finditer(piece.text):
        marks = found[0]
        single = "…" if marks[0] in "・…" else "。" if "。" in marks else marks[0]
        yield Fault("doubled-mark", found.start(), found.end(), single)


def unit_letters(piece: TextPiece) -> Iterator[Fault]:
    """Yield units and signs in makeshift letters: um, m2, +/-, degC."""
    for found in UNIT.finditer(piece.text):
        start = found.start(found.lastgroup or 0)
        yield Fault("unit-letters", start, found.end(), unit_of(found, piece.language))


def unit_of(found: re.Match[str], language: str) -> str:
    """Return the unit or sign that makeshift letters stand for."""
    if found["power"]:
        return found["power"].translate(POWERS)
    if found["degree"]:
        return "℃" if language == "ja" else "°C"
    return "µm" if found["micro"] else "±"
