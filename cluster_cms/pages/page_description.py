"""The description of a page for search engines and cards: as written by editors, else the beginning of its body."""

import re
from typing import Any

from django.utils.html import strip_tags

LONGEST = 160  # characters; search engines show no more
SENTENCE = re.compile(r".*?(?:[。！？]|[.!?](?=\s|$))", re.DOTALL)


def description_of(page: Any, language: str) -> str:
    """Return the description for search engines, else the summary, else the lead, else the beginning of the body."""
    written = page.search_words(language) or page.summary(language) or getattr(page, "lead", "")
    return shortened(written or body_text(page))


def body_text(page: Any) -> str:
    """Return the words of the text blocks at the beginning of a page's body."""
    found = ""
    for block in getattr(page, "body", None) or ():
        if block.block_type == "text":
            found += " " + " ".join(block.block.get_searchable_content(block.value))
        if len(found) > LONGEST:
            break
    return found


def shortened(text: str) -> str:
    """Return text without markup and line ends, cut after the last whole sentence that has room."""
    words = " ".join(strip_tags(text).split())
    if len(words) <= LONGEST:
        return words
    whole = ""
    for sentence in SENTENCE.findall(words):
        if len(whole + sentence) > LONGEST:
            break
        whole += sentence
    return whole.strip() or cut(words)


def cut(words: str) -> str:
    """Return the beginning of a long sentence, at the last blank where there is one near."""
    start = words[: LONGEST - 1]
    head, blank, _rest = start.rpartition(" ")
    return f"{head if blank and len(head) > LONGEST // 2 else start}…"
