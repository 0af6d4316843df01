"""What stands in bold or quotes in the steps of a handbook, and in what follows on them, is a name on the screens."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
import wagtail
from babel.messages.pofile import read_po

from cluster_cms.handbooks.books import NAMES, book
from tests.infrastructure.house import ROOT

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|<[^>]+>")
AFTERWARDS = ("続き：", "Then: ")
NAMED = re.compile(r'\*\*(.+?)\*\*|「([^」]+)」|“([^”]+)”|"([^"]+)"')
SHORTEST = 5  # fixed characters of a text with placeholders; shorter ones fit nearly any name
CATALOGUE = "ja/LC_MESSAGES/*.po"


@cache
def patterns(language: str) -> tuple[set[str], list[re.Pattern[str]]]:
    """Return the texts of all catalogues, ours before Wagtail's, and those with placeholders as patterns."""
    files = [*Path(wagtail.__file__).parent.glob(f"**/locale/{CATALOGUE}"), *ROOT.glob(f"*/locale*/{CATALOGUE}")]
    found: dict[str, str | Sequence[str]] = {}
    for file in files:
        with file.open("rb") as opened:
            found |= {
                f"{one.context}|{one.id}": (one.id if language == "en" else one.string) or "" for one in read_po(opened)
            }
    texts = {text for value in found.values() for text in ([value] if isinstance(value, str) else value)}
    return texts, [as_pattern(text) for text in texts if PLACEHOLDER.search(text) and fixed(text) >= SHORTEST]


def fixed(text: str) -> int:
    """Return how many characters of a text stand outside its placeholders."""
    return len(PLACEHOLDER.sub("", text).strip())


def as_pattern(text: str) -> re.Pattern[str]:
    return re.compile(".+".join(re.escape(part) for part in PLACEHOLDER.split(text)))


def is_on_a_screen(name: str, language: str) -> bool:
    known, wider = patterns(language)
    return not known.isdisjoint({name, name[:1].lower() + name[1:]}) or any(one.fullmatch(name) for one in wider)


def names(handbook: str, language: str) -> list[str]:
    """Return what stands in bold or quotes in the steps and in what follows on them; a path of menus is several."""
    body = book(handbook, language).body
    told = [step for part in body if part.kind == "numbers" for (step,) in part.rows]
    told += [part.text for part in body if part.kind == "paragraph" and part.text.startswith(AFTERWARDS)]
    named = ["".join(name) for text in told for name in NAMED.findall(text)]
    return [part.strip() for name in named for part in name.split("→")]


@pytest.mark.parametrize("handbook", NAMES)
def test_each_name_in_the_steps_stands_on_a_screen(handbook: str, language: str) -> None:
    assert [name for name in names(handbook, language) if not is_on_a_screen(name, language)] == []


def test_a_name_of_no_screen_is_found() -> None:
    assert not is_on_a_screen("この釦は存在しない", "ja")
    assert is_on_a_screen("第5版を公布する", "ja")
    assert is_on_a_screen("公開する", "ja")
