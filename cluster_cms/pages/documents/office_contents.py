"""What a Word, Excel or PowerPoint file says beside its text (ECMA-376)."""

import re
import zipfile
from collections.abc import Iterator
from functools import partial
from io import BytesIO

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from PIL import Image

from cluster_cms.pages.documents.document_kinds import small

Finding = tuple[str, str | int]  # its kind, then a name or a count

# Elements that name somebody: the author, the last who saved, manager and company (part 1, 22.2; part 2, 11.1).
NAMING = {"creator", "lastModifiedBy", "Manager", "Company"}
PROPERTIES = ("docProps/core.xml", "docProps/app.xml")
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
        for name in filter(
            partial(small, archive), archive.namelist()
        ):  # one at a time: a pack of zeros fills no memory
            yield from findings_of_part(name, archive.read(name))


def findings_of_part(name: str, data: bytes) -> Iterator[Finding]:
    if name in PROPERTIES:
        yield from (("author", author) for author in names_in(data))
    yield from ((kind, len(re.findall(mark, data))) for kind, names, mark in MARKS if re.match(names, name))
    yield "attached", "/embeddings/" in name
    yield "placed", "/media/" in name and has_place(data)


def names_in(properties: bytes) -> Iterator[str]:
    """Yield who is named in the properties."""
    try:
        for element in fromstring(properties).iter():
            if element.tag.rpartition("}")[2] in NAMING and (element.text or "").strip():
                yield element.text.strip()[:100]
    except (ParseError, DefusedXmlException):
        return


def has_place(data: bytes) -> bool:
    """Return whether a picture inside a document says where it was taken."""
    try:
        with Image.open(BytesIO(data)) as picture:
            return bool(picture.getexif().get_ifd(EXIF_PLACE))
    except Exception:  # a drawing, or a picture that cannot be read
        return False
