"""Marks and lists as people type them into a cell, in either language and any width.

What is neither a yes nor a no is told apart from both, so that nothing is guessed.
"""

import re
from unicodedata import normalize

# What people write into a column that asks yes or no; a circle says yes in Japan, and a cross no.
YES = frozenset({"yes", "y", "true", "1", "x", "former", "はい", "旧", "旧品番", "○", "〇", "●", "✓"})
NO = frozenset({"", "no", "n", "false", "0", "いいえ", "-", "×"})
# What separates the items of a list: people write commas of either width, semicolons, or one item on each line.
COMMAS = re.compile(r"[,、，;；\n]")


def is_marked(text: str) -> bool | None:
    """Return whether a cell says yes; None where it says neither yes nor no."""
    word = normalize("NFKC", text).strip().casefold()
    if word in YES:
        return True
    return False if word in NO else None


def listed(text: str) -> list[str]:
    """Return the items of a list that is written with commas, semicolons or line ends, without the empty ones."""
    return [part for item in COMMAS.split(text) if (part := item.strip())]
