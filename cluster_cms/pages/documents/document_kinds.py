"""Tells by its content whether a file is one of the documents that the site offers, and under which name it belongs."""

import lzma
import re
import zipfile
import zlib
from functools import partial
from io import BytesIO

import filetype
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cluster_cms.text.file_kinds import Words, name_of_content, name_of_text, named_after_content

# The main part of an Office file (ECMA-376, part 2) by its folder.
OFFICE_PARTS = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx", "ppt/presentation.xml": ".pptx"}
TEXT_SUFFIXES = (".csv",)
# Japanese offices write text files in these (UTF-16 with its mark, ISO-2022-JP in old mails).
# Excel in Western Europe writes CSV in cp1252, which nearly every file without control characters could be: the last.
ENCODINGS = ("utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp", "cp1252")
CONTROLS = {*map(chr, range(32)), "\x7f"} - set("\t\n\r\f\x1b")
# Content types of programs: VBA, and the macro sheets of Excel 4 that need no VBA ([MS-XLSX] and [MS-OFFMACRO2]).
PROGRAMS = re.compile(rb"macroEnabled|vbaProject|macrosheet", re.IGNORECASE)
MOST_UNPACKED = 20_000_000  # bytes of one part: what is larger is not looked into
PROGRAM_PARTS = re.compile(r"(?:vbaproject\.bin|vbadata\.xml)\Z|^xl/macrosheets/", re.IGNORECASE)
TAIL = 2048  # bytes at the end of a PDF in which its end mark is looked for

OTHER = _("This file is %(kind)s. Please upload a PDF, Word, Excel, PowerPoint, text, CSV, MP4 or WebM file.")
UNKNOWN = _(
    "This file cannot be recognised. Please upload a PDF, Word, Excel, PowerPoint, text, CSV, MP4 or WebM file."
)
CUT = _("This file is damaged or incomplete. Please save or copy it once more.")
MACROS = _("This file contains macros, that is, programs. Please save it without them (.docx, .xlsx or .pptx).")
LOCKED = _("This file is protected with a password, so that visitors could not open it. Please save it without one.")
OLD = _(
    "This file was saved by an old Office version, or is protected with a password. Please save it as .docx, .xlsx or "
    ".pptx, without a password."
)
EBML = b"\x1a\x45\xdf\xa3"  # RFC 8794: WebM and Matroska
CAPTIONS = re.compile(r"\ufeff?WEBVTT(?:[ \t\r\n]|\Z)")  # WebVTT, 4.1
PLACES = (b"\xa9xyz", b"com.apple.quicktime.location", b"loci\x00\x00\x00\x00")
PLACED = _("This video says where it was taken, which visitors could read. Please save it without the place.")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2: Office before 2007, and encrypted Office files


def refused(message: Words, **values: Words) -> ValidationError:
    return ValidationError(message, code="content", params=values or None)


def suffix_of(content: bytes) -> str:
    """Return the suffix of a document by its content. Raises ValidationError that names what else it is."""
    if content.startswith(OLE):
        raise refused(OLD)
    if content.startswith(b"PK\x03\x04"):
        return office_suffix(content)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return pdf_suffix(content)
    if content[4:8] == b"ftyp" or content.startswith(EBML):
        return video_suffix(content)
    text = as_text(content)
    if text is not None and CAPTIONS.match(text):
        return ".vtt"
    if kind := name_of_content(content) if text is None else name_of_text(text):
        raise refused(OTHER, kind=kind)
    if text is None:
        raise refused(UNKNOWN)
    return ".txt"


def video_suffix(content: bytes) -> str:
    """Return the suffix of a video that browsers play. Raises ValidationError for other files of the same families.

    A telephone notes the place in an MP4 file; such a file is refused, for visitors could read it (QuickTime, ©xyz).
    """
    found = filetype.guess(content[:8192])
    suffix = f".{found.extension}" if found else ""
    if suffix not in (".mp4", ".webm"):
        raise refused(OTHER, kind=name_of_content(content) or _("an unknown kind of video"))
    if any(mark in content for mark in PLACES):
        raise refused(PLACED)
    return suffix


def pdf_suffix(content: bytes) -> str:
    if b"%%EOF" not in content[-TAIL:]:
        raise refused(CUT)
    return ".pdf"


def office_suffix(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names, types = read_parts(archive)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise refused(CUT) from error
    if any(map(PROGRAM_PARTS.search, names)) or PROGRAMS.search(types):
        raise refused(MACROS)
    for part, suffix in OFFICE_PARTS.items():
        if part in names and types and b"template.main" not in types:
            return suffix
    raise refused(OTHER, kind=_("a ZIP archive"))


def read_parts(archive: zipfile.ZipFile) -> tuple[set[str], bytes]:
    """Return the names of all parts, and the one with the content types; a part that is damaged is an error."""
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise refused(LOCKED)
    types = b""
    for name in filter(partial(small, archive), archive.namelist()):
        data = archive.read(name)
        types = data if name == "[Content_Types].xml" else types
    return set(archive.namelist()), types


def small(archive: zipfile.ZipFile, name: str) -> bool:
    """Return whether a part may be unpacked."""
    return archive.getinfo(name).file_size <= MOST_UNPACKED


def as_text(content: bytes) -> str | None:
    """Return the text of a text file in one of the usual encodings; None when it is none."""
    for encoding in ENCODINGS:
        if encoding == "utf-16" and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if CONTROLS & set(text) else text
    return None


def document_name(name: str, content: bytes) -> str:
    """Return the name of a document with the suffix that fits its content. Raises ValidationError (see `suffix_of`)."""
    suffix = suffix_of(content)
    return named_after_content(name, suffix, TEXT_SUFFIXES if suffix == ".txt" else ())
