"""What a page costs on its way: HTML, style sheets and scripts, as they stand and as servers compress them."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from cluster_cms.operations.picture_sizes import make_missing_sizes
from tests.infrastructure.house import ROOT

PAGES = (
    *("", "privacy-policy/", "contact-us/", "products/", "documents/", "news/", "promises/"),
    *("products/epoxy-compounds/cx-210/", "corporate-profile/equipment/"),
)
LINKED = re.compile(r'<(?:link rel="stylesheet" href|script[^>]* src)="/static/([^"]+)"')
OUTSIDE = r"@font-face|@import|url\\([\"']?(?:https?:)?//"
KB = 1000  # bytes
HTML, COMPRESSED, STYLES, SCRIPTS = 30 * KB, 8 * KB, 20 * KB, 10 * KB


def compressed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def linked(page: str, ending: str) -> int:
    """Return the bytes of all files of a kind that a page names, each compressed."""
    files = [finders.find(name) for name in LINKED.findall(page) if name.endswith(ending)]
    return sum(compressed(Path(str(file)).read_bytes()) for file in files)


@pytest.fixture
def in_all_sizes(database: None, visitor: Client) -> None:
    """The worker has made every width of every picture, so that the pages name them all."""
    for below in PAGES:
        visitor.get(f"/{below}")
    assert make_missing_sizes(seconds=600) > 0


def test_pages_and_what_they_load_stay_small(visitor: Client, in_all_sizes: None, language: str) -> None:
    for below in PAGES:
        answer = visitor.get(f"{'/en/' if language == 'en' else '/'}{below}")
        size = len(answer.content), compressed(answer.content), linked(answer.text, ".css"), linked(answer.text, ".js")
        assert size[0] <= HTML, below
        assert size[1] <= COMPRESSED, below
        assert 0 < size[2] <= STYLES, below
        assert 0 < size[3] <= SCRIPTS, below


def test_no_style_sheet_asks_for_a_font_or_another_host() -> None:
    sheets = [*ROOT.glob("*/static/**/*.css")]
    asked = {
        file.name: re.findall(r"@font-face|@import|url\([\"']?(?:https?:)?//", file.read_text()) for file in sheets
    }
    assert len(asked) > 5
    assert not any(asked.values()), asked
    assert not [*ROOT.glob("*/static/**/*.woff*"), *ROOT.glob("*/static/**/*.[to]tf")]
