"""What a PDF says beside its text (ISO 32000-1), as far as it stands in plain objects and unpacked streams."""

import re
import zlib
from collections.abc import Iterator

from cluster_cms.pages.documents.document_kinds import MOST_UNPACKED
from cluster_cms.pages.documents.office_contents import Finding, has_place

AUTHOR = re.compile(
    rb"/Author\s*(?:\(((?:\\.|\((?:\\.|[^\\()]){0,100}\)|[^\\()]){1,300})\)|<([0-9A-Fa-f\s]{2,600})>)", re.DOTALL
)
XMP_AUTHOR = re.compile(rb"<dc:creator>.{0,300}?<rdf:li[^>]{0,100}>([^<]{1,300})</rdf:li>", re.DOTALL)
STREAM, END_OF_STREAM = re.compile(rb"stream\r?\n"), b"endstream"
ESCAPED = re.compile(rb"\\([0-7]{1,3}|[()\\])")  # 7.3.4.2
# Kind of finding and what it looks like: annotations with text (12.5.6), files (7.11.4), JavaScript (12.6.4.16).
MARKS = (
    ("comments", rb"/Subtype\s*/(?:Text|FreeText|Highlight|Underline|StrikeOut|Squiggly|Caret|Ink|Stamp)\b"),
    ("attached", rb"/Type\s*/EmbeddedFile\b"),
    ("scripts", rb"/S\s*/JavaScript\b"),
)


def pdf_findings(content: bytes) -> Iterator[Finding]:
    """Yield who is named, and how many comments, attachments, scripts, earlier versions and places there are."""
    pieces = [content, *unpacked_streams(content)]
    yield from (("author", name) for name in sorted({name for piece in pieces for name in authors(piece)}))
    for kind, mark in MARKS:
        yield kind, sum(len(re.findall(mark, piece)) for piece in pieces)
    saves = content.count(b"%%EOF") - (b"/Linearized" in content[:2048])
    yield "earlier", max(0, saves - 1)  # each later save is appended, and the earlier ones stay (7.5.6)
    yield "placed", sum(has_place(data) for data in streams(content) if data.startswith(b"\xff\xd8"))


def unpacked_streams(content: bytes) -> Iterator[bytes]:
    """Yield the packed streams that may hold objects or XMP, unpacked; of all together so much at most."""
    left = MOST_UNPACKED
    for data in streams(content):
        try:
            text = zlib.decompressobj().decompress(data, left)
        except zlib.error:
            continue
        left -= len(text)
        yield text
        if left <= 0:
            return


def streams(content: bytes) -> Iterator[bytes]:
    """Yield what the streams hold; without an end there is no stream, and no search for another end."""
    at = 0
    while (found := STREAM.search(content, at)) and (end := content.find(END_OF_STREAM, found.end())) >= 0:
        yield content[found.end() : end]
        at = end + len(END_OF_STREAM)


def authors(piece: bytes) -> Iterator[str]:
    for plain, hexadecimal in AUTHOR.findall(piece):
        digits = b"".join(hexadecimal.split()).decode()
        name = text_of(ESCAPED.sub(unescaped, plain) if plain else bytes.fromhex(digits + "0" * (len(digits) % 2)))
        if name.strip():
            yield name.strip()[:100]
    for raw in XMP_AUTHOR.findall(piece):
        yield raw.decode("utf-8", "replace").strip()[:100]


def unescaped(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 8) & 0xFF]) if match[1].isdigit() else match[1]


def text_of(raw: bytes) -> str:
    """Return a text string (7.9.2.2): UTF-16 or UTF-8 with its mark, else near Latin-1."""
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return raw.decode("utf-16", "replace")
    return raw.decode("utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "latin-1", "replace")
