"""English that people read says “email”: mail is the machine, and what lies in a letter box."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.infrastructure.house import ROOT

# Not in an address, a placeholder, a tag or a compound.
MAIL = re.compile(r"(?<![\w@./%{<=&;-])(?<!%\()[Mm]ails?(?![\w@/}>=-]|\.\w|\)s)")
CODE = re.compile(r"```.*?```|`[^`]*`|\]\([^)]*\)", re.DOTALL)
HANDBOOKS = sorted((ROOT / "docs" / "handbooks").glob("*.en.md"))


def wrong(text: str) -> list[str]:
    return [text[max(0, found.start() - 30) : found.end() + 10] for found in MAIL.finditer(text)]


def test_no_text_of_the_site_says_mail() -> None:
    found = []
    for file in ROOT.glob("*/locale/ja/LC_MESSAGES/django.po"):
        with file.open("rb") as opened:
            for message in read_po(opened):
                texts = [message.id] if isinstance(message.id, str) else message.id
                found += [one for text in texts for one in wrong(text)]
    assert not found


@pytest.mark.parametrize("file", HANDBOOKS, ids=lambda file: file.name)
def test_no_handbook_says_mail(file: Path) -> None:
    assert not wrong(CODE.sub("", file.read_text("utf-8")))


def test_mail_is_told_from_names_and_addresses() -> None:
    assert [bool(wrong(text)) for text in ("by mail.", "Mails wait", "(mail)")] == [True] * 3
    assert not wrong("%(mail)s {mail} mail@example.com e-mail email mailbox mail-server mail.example")
