"""`make screens`: every kind of public page in both languages, wide and narrow, as PNG in VAR_DIR/screens/."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.bench.addresses import addresses
from tests.infrastructure.browser import NewContext

WIDTHS = {"wide": 1280, "narrow": 390}  # CSS pixels


def file_name(*parts: str) -> str:
    return "-".join(re.sub(r"\W+", "-", part).strip("-") or "home" for part in parts) + ".png"


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_pictured(guarded: NewContext, language: str, width: str) -> None:
    folder = Path(settings.VAR_DIR) / "screens"
    page = guarded(viewport={"width": WIDTHS[width], "height": 800}).new_page()
    for address in addresses(language):
        page.goto(address)
        picture = folder / file_name(language, address.removeprefix("/en"), width)
        page.screenshot(path=picture, full_page=True)
        assert picture.stat().st_size > 0


@pytest.mark.django_db
def test_every_address_answers(client: Client, language: str) -> None:
    statuses = {address: client.get(address).status_code for address in addresses(language)}
    expected = {address: 404 if "no-such" in address else 200 for address in statuses}
    assert statuses == expected
