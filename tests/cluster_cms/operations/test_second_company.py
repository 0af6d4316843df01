"""The site of a second company carries no word of the first one: all that is theirs comes from the settings."""

import json
import os
import re
import subprocess
import sys

import pytest

from tests.infrastructure.template import PROJECT, Template

# What the first company is called, where it stands and what it makes.
FIRST = (
    "クラスターテク|cluster tech|結晶町|kessho|大阪|osaka|見本市|mihon-shi|見本 誠|makoto mihon|エポキシ|epoxy"
    "|微細成形|mould|インクジェット|inkjet|コンパウンド|compound|cx-[0-9]|pulsedrop|ひと粒|particle"
)
SECOND = {"ja": "例示ばね工業株式会社", "en": "Reiji Spring Works, Ltd."}


@pytest.fixture(scope="module")
def said(template: Template, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the site of the second company says, by address."""
    name, folder = "second_company", tmp_path_factory.mktemp("second")
    template.engine.drop(name)
    template.engine.create(name, template=template.migrated())
    env = {**os.environ, "DATABASE_URL": template.engine.url(name), "VAR_DIR": str(folder)}
    try:
        command = [sys.executable, "-m", "tests.infrastructure.second_company"]
        done = subprocess.run(command, check=True, cwd=PROJECT, env=env, capture_output=True, text=True)
    finally:
        template.engine.drop(name)
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_no_word_of_the_first_company_stands_anywhere(said: dict[str, str]) -> None:
    found = {place: set(re.findall(FIRST, text, re.IGNORECASE)) for place, text in said.items()}
    assert {place: words for place, words in found.items() if words} == {}


def test_every_page_answers_and_bears_the_name_of_the_second(said: dict[str, str]) -> None:
    pages = {place: text for place, text in said.items() if place.startswith("200 /") and "<html" in text}
    assert len(pages) > 15
    unnamed = [place for place, text in pages.items() if not any(name in text for name in SECOND.values())]
    assert [place for place in unnamed if "/admin/" not in place] == []
    assert {place for place in said if place.startswith(("4", "5"))} == {"404 /nothing/", "404 /en/nothing/"}


def test_manifest_structured_data_and_mails_name_the_second(said: dict[str, str]) -> None:
    assert SECOND["ja"] in said["200 /site.webmanifest"]
    assert f'"name":"{SECOND["en"]}"' in said["200 /en/"]
    assert any(SECOND["ja"] in text for place, text in said.items() if place.endswith("text"))
    assert "/accent-7a1fa2.css" in said["200 /"]
    assert "img/mark" not in said["200 /"]  # the mark of the first company
