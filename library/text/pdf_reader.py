"""Reads the text of a PDF (pypdf) from standard input and writes it as JSON; run as a module, by `pdf_text`.

It is the only module that imports pypdf, and it runs under limits of its own: no server process reads a hostile file.
"""

import json
import resource
import sys
from contextlib import suppress
from io import BytesIO
from typing import TypedDict

from pypdf import PasswordType, PdfReader

MOST_PAGES = 300
MOST_CHARACTERS = 200_000
MOST_MEMORY = 1024 * 1024 * 1024  # bytes
MOST_TIME = 20  # seconds of work


class ReadText(TypedDict):
    """What was read; the same names as the fields of `pdf_text.PdfText`."""

    text: str
    cut: bool
    locked: bool


def read_text(content: bytes) -> ReadText:
    """Return the text of the first pages, a line each. Raises whatever pypdf raises for a broken file."""
    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        return ReadText(text="", cut=False, locked=True)
    texts, length = list[str](), 0
    for page in reader.pages[:MOST_PAGES]:
        with suppress(Exception):  # a page that cannot be read leaves the others
            texts.append(" ".join(page.extract_text().split()))
            length += len(texts[-1])
        if length > MOST_CHARACTERS:
            break
    text = "\n".join(filter(None, texts))[:MOST_CHARACTERS].replace("\0", "")
    cut = len(reader.pages) > MOST_PAGES or length > MOST_CHARACTERS
    return ReadText(text=text.encode("utf-8", "ignore").decode(), cut=cut, locked=False)


def limit_process() -> None:
    """Let this process have so much memory and time at most; a system that refuses such limits goes without."""
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_TIME, MOST_TIME))


if __name__ == "__main__":
    limit_process()
    json.dump(read_text(sys.stdin.buffer.read()), sys.stdout)
