"""What a file is by its content, in words for the person who uploads it, and the name that fits its content."""

import re
from mimetypes import types_map
from pathlib import PurePath
from typing import Any

import filetype
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

Words = Any  # a text, or a lazily translated one
# How texts begin that are not meant to be read as they stand; atomic, for comments in a row can be read in 2^n ways.
BEGINNINGS: tuple[tuple[str, Words], ...] = (
    (r"(?>(?:<\?xml.*?\?>|<!--.*?-->|<!DOCTYPE\s+svg.*?>|\s+)*)<svg\b", _("an SVG drawing")),
    (
        r"(?>(?:<\?xml.*?\?>|<!--.*?-->|\s+)*)<(?:!doctype\s+html|(?:\w+:)?(?:html|head|body|script)|iframe|title|meta|style|table"
        r"|h1|div|font|a|b|br|p|img|form|object|embed)(?=[\s>/])",
        _("a web page (HTML)"),
    ),
    (r"\{\\rtf", _("an RTF text")),
    (r"%!PS", _("a PostScript file")),
)
# What the package `filetype` does not know, or what people know by another name; the first that fits is said.
SPOKEN: dict[str, Words] = {
    "exe": _("a program"),
    "elf": _("a program"),
    "wasm": _("a program"),
    "zip": _("a ZIP archive"),
    "rar": _("an archive (RAR)"),
    "7z": _("an archive (7Z)"),
    "gz": _("an archive (GZ)"),
    "pdf": _("a PDF"),
    "psd": _("a Photoshop file"),
}
# Names of files that people have with them although the system's table of types does not know them.
SUFFIXES = {*types_map, ".heic", ".heif", ".avif", ".webp", ".docx", ".xlsx", ".pptx", ".jfif", ".php", ".lnk", ".exe"}
SUFFIXES |= set(
    [".docm", ".xlsm", ".xlsb", ".pptm", ".dotx", ".xltx", ".potx", ".odt", ".ods", ".odp", ".rtf", ".md", ".log"]
)


def name_of_text(text: str) -> Words | None:
    """Return what a text is if it is code for a program, for example "a web page (HTML)"; else None."""
    start = text[:2048].lstrip("\ufeff")
    for beginning, words in BEGINNINGS:
        if re.match(beginning, start, re.IGNORECASE | re.DOTALL):
            return words
    return None


def name_of_content(content: bytes) -> Words | None:
    """Return what a file is, for example "a ZIP archive"; None when nothing is recognised."""
    if words := name_of_text(content[:2048].decode("utf-8-sig", "replace")):
        return words
    found = filetype.guess(content[:8192])
    if found is None:
        return None
    if found.extension in ("doc", "xls", "ppt"):
        return _("a file of an old Office version, or one with a password")
    return SPOKEN.get(found.extension) or format_lazy(_("a file of the kind {kind}"), kind=found.extension.upper())


def named_after_content(name: str, suffix: str, others: tuple[str, ...] = ()) -> str:
    """Return the file's name with the suffix that fits its content; `others` fit as well, in any case of letters.

    A suffix that says something else is replaced; what only looks like one (`v1.2`) stays.
    """
    path = PurePath(name)
    if path.suffix.lower() in (suffix, *others):
        return name
    stem = path.stem if path.suffix.lower() in SUFFIXES else path.name
    return stem if PurePath(stem).suffix.lower() == suffix else f"{stem}{suffix}"
