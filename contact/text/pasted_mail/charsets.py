"""Decodes the text of mails: Japanese charsets with the characters of Windows, lost escapes, unknown names."""

import codecs
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header

ESC = "\x1b"
# What stands in a pasted text where the ESC of ISO-2022-JP stood: nothing, or how a viewer shows it.
SHOWN_ESC = r"(?:\x1b|\u241b|\^\[|\\x1b|\\033|\ufffd)?"
SEGMENT_END = rf"{SHOWN_ESC}\([BJ]"
# Possessive, and the end may be missing: else each "$B" without an end would have the rest of the line looked through.
LOST_ESCAPE = re.compile(rf"{SHOWN_ESC}\$[@B]((?:(?!{SEGMENT_END})[!-~]{{2}})++)({SEGMENT_END})?")
ESCAPE_LEFT = re.compile(r"\$[@B][!-~]{2}")
SEGMENT = re.compile(rb"\x1b(\$[@B]|\$\(D|\([BJHI])([^\x1b\n]*)")
JIS_ESCAPE = re.compile(rb"\x1b(?:\$[@AB]|\$\(|\([BIJ])")
KANA = re.compile(r"[\u3041-\u30ff]")
EAST_ASIAN = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]")
# Names that mean more than Python's codec of that name reads, as browsers take them (https://encoding.spec.whatwg.org).
CODECS = {
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j"), "cp932"),
    **dict.fromkeys(("gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "csgb2312"), "gb18030"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "ksc5601", "cseuckr"), "cp949"),
    **dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii", "ansi_x3.4-1968"), "cp1252"),
    **dict.fromkeys(("big5", "big-5", "csbig5"), "big5hkscs"),
    **dict.fromkeys(("x-euc-jp", "x-eucjp", "cp51932"), "euc_jp"),
    **dict.fromkeys(("unicode-1-1-utf-7", "x-unicode-2-0-utf-7"), "utf_7"),
    **dict.fromkeys(("utf8", "utf8mb4", "unicode-1-1-utf-8"), "utf_8"),
    "iso-8859-8-i": "iso8859_8",
    "windows-874": "cp874",
}
JIS_NAMES = ("iso-2022-jp", "csiso2022jp", "cp50220", "cp50221", "cp50222", "jis")
JIS_CODECS = ("iso2022_jp", "iso2022_jp_2", "iso2022_jp_ext", "iso2022_jp_2004")
ASCII = ("us-ascii", "ascii", "")
# Python's codecs that are no charsets of mails: they would turn the text into another one.
NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
GUESSES = ("utf_8", "euc_jp", "cp932")
Decoded = tuple[str, bool]  # the text, and whether it is certain


def decode_text(content: bytes, charset: str) -> Decoded:
    """Return bytes of a mail as text; whatever the charset, something readable comes back."""
    name = charset.strip("\"' ").lower()
    if JIS_ESCAPE.search(content) or name.startswith(JIS_NAMES):
        return decode_jis(content)
    if content.isascii() and not name.startswith(("utf-7", "unicode-1-1-utf-7", "hz", "iso-2022", "utf-16")):
        return content.decode("ascii"), True
    if name in ASCII:
        return guessed(content)
    codec = codec_of(name)
    if codec == "euc_jp":
        return decode_euc(content)
    for known in filter(None, (codec, "utf_8")):  # what claims to be something else is UTF-8 more often than not
        try:
            return content.decode(known), known == codec
        except UnicodeDecodeError:
            continue
    return (content.decode(codec, "replace"), False) if codec else guessed(content)


def codec_of(name: str) -> str:
    """Return Python's name of the codec that reads a charset; empty where there is none."""
    try:
        found = codecs.lookup(CODECS.get(name, name)).name.replace("-", "_")
        b"".decode(found)
    except (LookupError, ValueError, UnicodeError):
        return ""
    return "" if found in NO_CHARSETS else found


def guessed(content: bytes) -> Decoded:
    """Return bytes of an unknown charset as the first one that can read them and gives Japanese; never certain."""
    for codec in GUESSES:
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if codec == "utf_8" or KANA.search(text):
            return text, False
    return content.decode("cp1252", "replace"), False


def decode_jis(content: bytes) -> Decoded:
    """Return ISO-2022-JP as text, with the characters that Windows adds to it (①, ㈱, half-width kana)."""
    if not content.isascii() and b"\x1b" not in content:
        return guessed(content)
    for codec in JIS_CODECS:
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        return (text, True) if b"\x1b" in content else restore_escapes(text, declared=True)
    return decode_windows_jis(content)


def decode_windows_jis(content: bytes) -> Decoded:
    """Return ISO-2022-JP of Windows as text (cp50220), by way of Shift_JIS, which has the same characters."""

    def segment(found: re.Match[bytes]) -> bytes:
        kind, body = found[1], found[2]
        if kind in (b"$@", b"$B"):
            pairs = zip(body[::2], body[1::2], strict=False)
            return b"".join(shift_jis(*pair) for pair in pairs) + (b"?" if len(body) % 2 else b"")
        return bytes(byte | 0x80 for byte in body) if kind == b"(I" else body

    text = SEGMENT.sub(segment, content).decode("cp932", "replace")
    return text, "\ufffd" not in text


def shift_jis(row: int, cell: int) -> bytes:
    """Return the two bytes of Shift_JIS for a character of JIS X 0208 (row and cell 0x21 to 0x7e)."""
    first = ((row + 1) >> 1) + (0x70 if row < 0x5F else 0xB0)
    second = cell + (0x1F if cell < 0x60 else 0x20) if row % 2 else cell + 0x7E
    return bytes([first & 0xFF, second & 0xFF])


def decode_euc(content: bytes) -> Decoded:
    """Return EUC-JP as text, with the characters that Windows adds to it."""
    try:
        return content.decode("euc_jp"), True
    except UnicodeDecodeError:
        pairs = re.sub(
            rb"([\xa1-\xfe])([\xa1-\xfe])", lambda found: shift_jis(found[1][0] & 0x7F, found[2][0] & 0x7F), content
        )
    text = pairs.decode("cp932", "replace")
    return text, "\ufffd" not in text


def restore_escapes(text: str, *, declared: bool = False) -> Decoded:
    """Return text in which ISO-2022-JP without its ESC is readable again; uncertain where some of it is not.

    A pair of bytes that reads as the end, "(B", is no character of JIS, so that each segment ends at one place alone.
    Where the charset is not `declared`, a segment counts only with kana in it: `$B` may also be a price.
    """

    def segment(found: re.Match[str]) -> str:
        if not found[2]:
            return found[0]
        restored, certain = decode_windows_jis(f"{ESC}$B{found[1]}{ESC}(B".encode("ascii", "replace"))
        japanese = EAST_ASIAN.search(restored) if declared else KANA.search(restored)
        return restored.removesuffix(f"{ESC}(B") if certain and japanese else found[0]

    restored = LOST_ESCAPE.sub(segment, text)
    return restored, not (declared and ESCAPE_LEFT.search(restored)) and ESC not in restored


def restore_mojibake(text: str, charset: str) -> str:
    """Return text that a viewer has decoded byte for byte instead of by its charset; else the text unchanged."""
    codec = codec_of(charset.lower())
    if not codec or text.isascii() or EAST_ASIAN.search(text):
        return text
    for shown_as in ("cp1252", "latin_1"):
        try:
            restored = text.encode(shown_as).decode(codec)
        except UnicodeError:
            continue
        if EAST_ASIAN.search(restored):
            return restored
    return text


def decode_header_value(value: str, charset: str = "") -> str:
    """Return an unfolded header with its encoded words decoded (RFC 2047), raw bytes and lost escapes included."""
    if "=?" in value:
        value = "".join(words_of(value))
    elif not value.isascii() or ESC in value:
        value = raw_text(value, charset)
    return restore_escapes(value)[0]


def words_of(value: str) -> Iterator[str]:
    """Yield the pieces of a header; a damaged encoded word comes unchanged."""
    try:
        pieces = decode_header(value.replace("\n", " "))
    except (HeaderParseError, ValueError):
        yield value
        return
    for piece, charset in pieces:
        if isinstance(piece, str):
            yield piece
        else:
            yield decode_text(piece, charset)[0] if charset else raw_text(piece.decode("raw_unicode_escape"), "")


def raw_text(value: str, charset: str) -> str:
    """Return a header that holds raw bytes, as Python's parser keeps them (surrogates), by the charset of the mail."""
    try:
        content = value.encode("ascii", "surrogateescape")
    except UnicodeEncodeError:
        return value
    return decode_text(content, charset)[0]
