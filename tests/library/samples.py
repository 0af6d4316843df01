"""Small files of each type of the library, and documents made of them."""

import zipfile
from datetime import date
from io import BytesIO
from struct import pack_into
from typing import Any

from library.demo.sample_documents import STEP
from library.demo.sample_pdf import sample_pdf
from library.models import DocumentKind, DocumentRevision, LibraryDocument
from library.uploads import Particulars, add_revision, read_upload

DXF = b"  999\r\nby hand\r\n  0\r\nSECTION\r\n  2\r\nENTITIES\r\n  0\r\nENDSEC\r\n  0\r\nEOF\r\n"
BINARY_DXF = b"AutoCAD Binary DXF\r\n\x1a\x00\x00SECTION\x00\x00EOF\x00"
PDF = sample_pdf(["Grains of silica", "粒をそろえる"])


def archive(*names: str) -> bytes:
    """Return a ZIP archive with files of these names."""
    with zipfile.ZipFile(buffer := BytesIO(), "w") as made:
        for name in names:
            made.writestr(name, b"" if name.endswith("/") else b"x")
    return buffer.getvalue()


def office(part: str, *others: str) -> bytes:
    """Return an Office file whose main part has a name."""
    return archive("[Content_Types].xml", part, *others)


def compound(*names: str, stream: bytes = b"") -> bytes:
    """Return a compound file with these names in its directory; the first one's stream begins in sector 1."""
    content = bytearray(512 * 3)
    content[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    pack_into("<H", content, 30, 9)
    for place, name in enumerate(names):
        at = 512 + 128 * place
        raw = name.encode("utf-16-le") + b"\0\0"
        content[at : at + len(raw)] = raw
        pack_into("<HB", content, at + 64, len(raw), 2)
        pack_into("<I", content, at + 116, 1)
    content[1024 : 1024 + len(stream)] = stream
    return bytes(content)


def document(name: str = "grain-sheet", **values: object) -> LibraryDocument:
    """Return a stored document without a revision."""
    given = {"kind": DocumentKind.DATA_SHEET, "title_ja": f"資料 {name}", "title_en": f"Paper {name}", **values}
    return LibraryDocument.objects.create(name=name, **given)


def revision(
    of: LibraryDocument, *, content: bytes = STEP, name: str = "part.step", language: str = "both", **about: Any
) -> DocumentRevision:
    """Add a revision to a document."""
    particulars = Particulars(**{"language": language, "dated": date(2026, 1, 15), **about})
    return add_revision(document=of, upload=read_upload(name, content), about=particulars, actor=None)
