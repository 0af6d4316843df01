"""Drawings and solid models by their content: DXF in both forms, STEP, and what else drawing offices send."""

import re

from django.utils.translation import gettext_lazy as _

from cluster_cms.text.file_kinds import Words

BINARY_DXF = b"AutoCAD Binary DXF\r\n\x1a\x00"  # DXF Reference, Binary DXF Files
# Comments (group 999) may come first; then a section is opened: group 0, SECTION.
TEXT_DXF = re.compile(rb"(?:[ \t]*999[ \t]*\r?\n[^\n]*\n){0,200}[ \t]*0[ \t]*\r?\n[ \t]*SECTION[ \t]*\r?\n")
STEP = re.compile(rb"ISO-10303-21\s*;")  # ISO 10303-21, 5.2
END_OF_STEP = re.compile(rb"END-ISO-10303-21\s*;\s*\Z")
END_OF_DXF = re.compile(rb"\n[ \t]*0[ \t]*\r?\n[ \t]*EOF\s*\Z")
TAIL = 2048  # bytes at the end in which the end mark is looked for
# What cannot be read without the program it was made with.
OTHERS: tuple[tuple[bytes, Words], ...] = (
    (b"AC10", _("a DWG drawing")),
    (b"(DWF V", _("a DWF drawing")),
    (b"solid ", _("an STL model")),
)


def drawing_suffix(content: bytes) -> str:
    """Return .dxf or .step for a drawing by how it begins; empty for anything else."""
    start = content[:65536].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(BINARY_DXF) or TEXT_DXF.match(start):
        return ".dxf"
    return ".step" if STEP.match(start) else ""


def is_whole(content: bytes, suffix: str) -> bool:
    """Return whether a drawing has its end mark; a binary DXF ends with the word alone."""
    tail = content[-TAIL:]
    if suffix == ".step":
        return bool(END_OF_STEP.search(tail))
    return b"EOF" in tail if content.startswith(BINARY_DXF) else bool(END_OF_DXF.search(tail))


def name_of_other(content: bytes) -> Words | None:
    """Return what else a drawing office may have sent; None when it is not recognised."""
    return next((name for start, name in OTHERS if content.startswith(start)), None)
