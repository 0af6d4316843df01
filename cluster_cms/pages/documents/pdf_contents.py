"""What a PDF says beside its text (ISO 32000-1), as far as it stands in plain objects and unpacked streams."""

import re
import zlib
from collections.abc import Iterator

from cluster_cms.pages.documents.office_contents import MOST_UNPACKED, Finding, has_place

AUTHOR = re.compile(rb"/Author\s*(?:\(((?:\\.|[^\\)]){1,300})\)|<([0-9A-Fa-f\s]{2,600})>)", re.DOTALL)
XMP_AUTHOR = re.compile(rb"<dc:creator>.{0,300}?<rdf:li[^>]{0,100}>([^<]{1,300})</rdf:li>", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
ESCAPED = re.compile(rb"\\([()\\])")
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
    yield "placed", sum(has_place(data) for data in STREAM.findall(content) if data.startswith(b"\xff\xd8"))


def unpacked_streams(content: bytes) -> Iterator[bytes]:
    """Yield the packed streams that may hold objects or XMP, unpacked; of all together so much at most."""
    left = MOST_UNPACKED
    for data in STREAM.findall(content):
        try:
            text = zlib.decompressobj().decompress(data, left)
        except zlib.error:
            continue
        left -= len(text)
        yield text
        if left <= 0:
            return


def authors(piece: bytes) -> Iterator[str]:
    for plain, hexadecimal in AUTHOR.findall(piece):
        digits = hexadecimal.decode().strip()
        name = text_of(ESCAPED.sub(rb"\1", plain) if plain else bytes.fromhex(digits + "0" * (len(digits) % 2)))
        if name.strip():
            yield name.strip()[:100]
    for raw in XMP_AUTHOR.findall(piece):
        yield raw.decode("utf-8", "replace").strip()[:100]


def text_of(raw: bytes) -> str:
    """Return a text string (7.9.2.2): UTF-16 or UTF-8 with its mark, else near Latin-1."""
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return raw.decode("utf-16", "replace")
    return raw.decode("utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "latin-1", "replace")
