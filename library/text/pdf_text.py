"""The text of a PDF, read in a process of its own (`pdf_reader`) without our keys, stopped when it takes too long.

A PDF that is locked, broken, or a scan has no text; nobody is hindered from uploading it.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 20.0  # for one file


@dataclass(frozen=True)
class PdfText:
    """The text of a PDF. `cut`: there was more of it; `locked`: the file needs a password."""

    text: str = ""
    cut: bool = False
    locked: bool = False


def pdf_text(content: bytes, *, seconds: float = SECONDS) -> PdfText:
    """Return the text of a PDF; an empty one when it has none, cannot be read, or takes longer than `seconds`."""
    command = [sys.executable, "-m", "library.text.pdf_reader"]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=seconds, cwd=ROOT, env={})
        return PdfText(**json.loads(done.stdout)) if done.returncode == 0 else PdfText()
    except (subprocess.TimeoutExpired, OSError):
        return PdfText(cut=True)
    except (ValueError, TypeError):
        return PdfText()
