"""Documents as office programs write them, small enough to be read in a test."""

import zipfile
import zlib
from io import BytesIO

CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{author}</dc:creator>'
    "<cp:lastModifiedBy>{saved_by}</cp:lastModifiedBy></cp:coreProperties>"
)
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{types}</Types>'
MAIN = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml", ".pptx": "ppt/presentation.xml"}


def packed(parts: dict[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", how) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def office(suffix: str = ".docx", *, types: str = "", **parts: str | bytes) -> bytes:
    """Return an Office file; further parts by name, `__` for the slash and `_xml` for the suffix."""
    named = {
        name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"): part for name, part in parts.items()
    }
    return packed({"[Content_Types].xml": TYPES.format(types=types), MAIN[suffix]: "<main/>", **named})


def pdf(*objects: bytes, stream: bytes = b"", saves: int = 1) -> bytes:
    """Return something that looks like a PDF, with objects, one packed stream, and so many saves."""
    packed_stream = b"4 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + zlib.compress(stream) + b"\nendstream\nendobj\n"
    return b"%PDF-1.7\n" + b"\n".join(objects) + b"\n" + packed_stream + b"trailer\n%%EOF\n" * saves
