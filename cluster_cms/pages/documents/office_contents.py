"""What a Word, Excel or PowerPoint file says beside its text (ECMA-376)."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from PIL import Image

from cluster_cms.pages.documents.document_kinds import small

Parts = dict[str, bytes]
Finding = tuple[str, str | int]  # its kind, then a name or a count

MOST_UNPACKED = 20_000_000  # bytes of one part: what is larger is not looked into
# Elements that name somebody: the author, the last who saved, manager and company (part 1, 22.2; part 2, 11.1).
NAMING = {"creator", "lastModifiedBy", "Manager", "Company"}
EXIF_PLACE = 0x8825
# Kind of finding, parts in which it is looked for, and what it looks like there.
MARKS = (
    ("comments", r"(?:word|xl|ppt)/(?:threadedC|c)omments", rb"<(?:\w+:)?(?:comment|threadedComment|cm)[ >]"),
    ("tracked", r"word/", rb"<w:(?:ins|del|moveFrom|moveTo) "),
    ("hidden", r"xl/workbook\.xml", rb'state="(?:h|veryH)idden"'),
    ("hidden", r"ppt/slides/", rb'<p:sld [^>]*show="0"'),
    ("notes", r"ppt/notesSlides/notes", rb"<p:notes "),
)


def office_findings(content: bytes) -> Iterator[Finding]:
    """Yield who is named, and how many comments, tracked changes, hidden parts, attachments and places there are."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if small(archive, name, MOST_UNPACKED)}
    yield from (("author", name) for name in sorted(names_in(parts)))
    yield from ((kind, occurrences(parts, names, mark)) for kind, names, mark in MARKS)
    yield "attached", sum("/embeddings/" in name for name in parts)
    yield "placed", sum("/media/" in name and has_place(data) for name, data in parts.items())


def names_in(parts: Parts) -> set[str]:
    """Return who is named in the properties."""
    found = set()
    for name in ("docProps/core.xml", "docProps/app.xml"):
        try:
            for element in fromstring(parts.get(name, b"<none/>")).iter():
                if element.tag.rpartition("}")[2] in NAMING and (element.text or "").strip():
                    found.add(element.text.strip()[:100])
        except (ParseError, DefusedXmlException):
            continue
    return found


def occurrences(parts: Parts, names: str, mark: bytes) -> int:
    return sum(len(re.findall(mark, data)) for name, data in parts.items() if re.match(names, name))


def has_place(data: bytes) -> bool:
    """Return whether a picture inside a document says where it was taken."""
    try:
        with Image.open(BytesIO(data)) as picture:
            return bool(picture.getexif().get_ifd(EXIF_PLACE))
    except Exception:  # a drawing, or a picture that cannot be read
        return False
