"""Tells by its content which of the library's types a file is, and refuses in words whatever else it is.

Word, Excel, PowerPoint and PDF are read as the site's other documents are (cluster_cms.pages.documents).
"""

import zipfile
from io import BytesIO
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from cluster_cms.pages.documents.document_kinds import CUT, LOCKED, MACROS, office_suffix, pdf_suffix, refused
from cluster_cms.text.file_kinds import SUFFIXES, Words, name_of_content
from library.text.drawings import drawing_suffix, is_whole, name_of_other
from library.text.old_office import SIGNATURE, read_old_office

OFFICE = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".docx": f"{OFFICE}.wordprocessingml.document",
    ".xlsx": f"{OFFICE}.spreadsheetml.sheet",
    ".pptx": f"{OFFICE}.presentationml.presentation",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
    ".zip": "application/zip",
    ".dxf": "image/vnd.dxf",
    ".step": "model/step",
}
ALSO = {".step": (".stp", ".p21")}  # other suffixes of a type
LARGEST = 40 * 1024 * 1024  # bytes
MOST_PARTS = 10_000  # files in a ZIP archive
# Suffixes of programs: what a double click starts, or Office with macros.
PROGRAMS = {".exe", ".com", ".bat", ".cmd", ".scr", ".pif", ".msi", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".wsf"}
PROGRAMS |= {".hta", ".jar", ".lnk", ".dll", ".reg", ".sh", ".app", ".apk", ".iso", ".img", ".docm", ".dotm", ".xlsm"}
PROGRAMS |= {".xltm", ".xlsb", ".xlam", ".pptm", ".potm", ".ppsm"}
DRAWINGS = {".stp", ".p21", ".dwg", ".dwf", ".stl", ".iges", ".igs"}
# What a name may end in as a suffix; any other ending, as in "drawing 1.2", is a part of the name.
KNOWN = {*SUFFIXES, *CONTENT_TYPES, *PROGRAMS, *DRAWINGS, ".7z", ".rar"}

OTHER = _("This file is %(kind)s. The library takes PDF, Word, Excel, PowerPoint, ZIP, DXF and STEP.")
UNKNOWN = _("This file cannot be recognised. The library takes PDF, Word, Excel, PowerPoint, ZIP, DXF and STEP.")
EMPTY = _("This file is empty.")
TOO_LARGE = _("This file has %(size)s. The library takes files of up to %(largest)s.")
PROGRAM = _("This ZIP archive contains a program: %(name)s. Please make it anew without it.")
TOO_MANY = _("This ZIP archive contains more than %(number)s files.")
RENAMED = _(
    "The name of this file ends in %(given)s, but by its content it is a %(kind)s file (%(fitting)s). Please choose "
    "the right file, or give it the right name."
)


def library_name(name: str, content: bytes) -> str:
    """Return the name of a file, with a suffix where it has none. Raises ValidationError for what is not offered."""
    if not content:
        raise refused(EMPTY)
    refuse_size(len(content))
    suffix = suffix_of(content)
    given = PurePath(name).suffix.lower()
    if given in (suffix, *ALSO.get(suffix, ())):
        return name
    if given in KNOWN:
        raise refused(RENAMED, given=given, kind=suffix[1:].upper(), fitting=suffix)
    return f"{name}{suffix}"


def refuse_size(size: int) -> None:
    """Raise ValidationError for more bytes than the library takes."""
    if size > LARGEST:
        raise refused(TOO_LARGE, size=filesizeformat(size), largest=filesizeformat(LARGEST))


def suffix_of(content: bytes) -> str:
    """Return the suffix of a file by its content. Raises ValidationError that names what else it is."""
    if content.startswith(SIGNATURE):
        return old_suffix(content)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return archive_suffix(content)
    if content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return pdf_suffix(content)
    if suffix := drawing_suffix(content):
        if not is_whole(content, suffix):
            raise refused(CUT)
        return suffix
    kind: Words | None = name_of_other(content) or name_of_content(content)
    raise refused(OTHER, kind=kind) if kind else refused(UNKNOWN)


def old_suffix(content: bytes) -> str:
    found = read_old_office(content)
    if found.locked:
        raise refused(LOCKED)
    if found.has_programs:
        raise refused(MACROS)
    if not found.suffix:
        raise refused(UNKNOWN)
    return found.suffix


def archive_suffix(content: bytes) -> str:
    """Return the suffix of an Office file, or .zip; nothing of a plain archive is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError) as error:
        raise refused(CUT) from error
    if any(part.flag_bits & 1 for part in parts):
        raise refused(LOCKED)
    if any(part.filename == "[Content_Types].xml" for part in parts):
        return new_suffix(content)
    refuse_parts(parts)
    return ".zip"


def new_suffix(content: bytes) -> str:
    try:
        return office_suffix(content)
    except ValidationError as error:  # its words about other kinds are those of another list of types
        raise (refused(OTHER, kind=_("another kind of Office file")) if error.params else error) from error


def refuse_parts(parts: list[zipfile.ZipInfo]) -> None:
    """Raise ValidationError for an archive that holds nothing, too much, or a program."""
    if all(part.is_dir() for part in parts):
        raise refused(EMPTY)
    if len(parts) > MOST_PARTS:
        raise refused(TOO_MANY, number=f"{MOST_PARTS:,}")
    for part in parts:
        if PurePath(part.filename.rstrip(". ")).suffix.lower() in PROGRAMS:
            raise refused(PROGRAM, name=part.filename[-100:])


def content_type(suffix: str) -> str:
    """Return the media type under which a file is delivered."""
    return CONTENT_TYPES.get(suffix, "application/octet-stream")
