"""`make screens`: every public page of the demo in both languages, wide, narrow and dark, as PNG in VAR_DIR/screens/.

It also renews the pictures that are committed: the two of the README (`docs/pictures/site.png` and `admin.png`), and
those of the handbooks (`docs/handbooks/pictures/`).
"""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, ViewportSize
from wagtail.models import Page as SitePage
from wagtail.users.models import UserProfile

from cluster_cms import clock
from cluster_cms.dashboard.tour import SEEN
from cluster_cms.operations.heartbeats import Heartbeat
from cluster_cms.operations.jobs import registered_jobs
from cluster_cms.promises.chains import verify_chains
from cluster_cms.promises.crawler import crawl
from cluster_cms.security.accounts import User
from contact.models import Inquiry, Status
from tests.bench.addresses import SPECIAL, addresses
from tests.bench.handbook_scenes import PRESSED, SCENES
from tests.infrastructure.browser import SETTLED, NewContext, StaffPage
from tests.infrastructure.house import ROOT

WAYS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1280, "height": 800}},
    "narrow": {"viewport": {"width": 390, "height": 800}},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
}
README_SIZE = ViewportSize(width=1280, height=800)
README_BYTES = 150_000
COLOURS = 128  # of a picture in the README: enough for flat colours, and small to fetch


# Goes down the page and waits for the pictures that are fetched only then.
LOADED = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 400) {
    scrollTo(0, y);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  await Promise.all([...document.images].map((one) => one.complete || new Promise((done) => {
    one.onload = one.onerror = done;
  })));
  scrollTo(0, 0);
}"""


def file_name(*parts: str) -> str:
    return "-".join(re.sub(r"\W+", "-", part).strip("-") or "home" for part in parts) + ".png"


@pytest.fixture
def measured(database: None) -> None:
    """The nightly checks were made, so that the nine promises have their figures."""
    verify_chains()
    crawl()


@pytest.mark.usefixtures("measured")
@pytest.mark.parametrize("way", WAYS)
def test_pages_are_pictured(guarded: NewContext, language: str, way: str) -> None:
    folder = Path(settings.VAR_DIR) / "screens"
    page = guarded(**WAYS[way]).new_page()
    prefix = "/en" if language == "en" else ""
    pages = SitePage.objects.live().filter(locale__language_code=language, depth__gt=1)
    for address in [*(one.url for one in pages), *(f"{prefix}{below}" for below in SPECIAL)]:
        page.goto(address)
        page.evaluate(LOADED)
        picture = folder / file_name(language, address.removeprefix("/en"), way)
        page.screenshot(path=picture, full_page=True)
        assert picture.stat().st_size > 0


@pytest.mark.django_db
def test_every_address_answers(client: Client, language: str) -> None:
    statuses = {address: client.get(address).status_code for address in addresses(language)}
    expected = {address: 404 if "no-such" in address else 200 for address in statuses}
    assert statuses == expected


@pytest.mark.usefixtures("measured")
def test_site_is_pictured_for_the_readme(guarded: NewContext) -> None:
    page = guarded(viewport=README_SIZE).new_page()
    page.goto("/en/")
    assert keep(page, "site.png") <= README_BYTES


def test_admin_is_pictured_for_the_readme(staff_page: StaffPage, desk: User) -> None:
    UserProfile.objects.update_or_create(user=desk, defaults={"preferred_language": "en"})
    for inquiry in Inquiry.objects.open().latest_first()[1:]:
        Inquiry.objects.filter(pk=inquiry.pk).update(read_at=clock.now(), assignee=desk, status=Status.OPEN)
    page = staff_page(desk)
    page.set_viewport_size(README_SIZE)
    page.goto(reverse("inquiries:index"))
    assert keep(page, "admin.png") <= README_BYTES


@pytest.mark.parametrize("name", SCENES)
def test_screen_is_pictured_for_the_handbooks(
    name: str, language: str, staff_page: StaffPage, person: Callable[[str], User]
) -> None:
    role, address = SCENES[name]
    user = person(role)
    for job in registered_jobs():
        Heartbeat.objects.update_or_create(job=job.name, defaults={"ended_at": clock.now()})
    settled = {"preferred_language": language, "dismissibles": {SEEN: True}}
    UserProfile.objects.update_or_create(user=user, defaults=settled)
    page = staff_page(user)
    page.set_viewport_size(README_SIZE)
    page.goto(address())
    if name in PRESSED:
        PRESSED[name](page)
    assert keep(page, f"{name}-{language}.png", "handbooks/pictures") <= README_BYTES


def keep(page: Page, name: str, folder_name: str = "pictures") -> int:
    """Write what the window shows, with few colours, into a folder of `docs/`; return how many bytes it takes."""
    page.wait_for_load_state("networkidle")
    page.evaluate(SETTLED)
    folder = ROOT / "docs" / folder_name
    folder.mkdir(exist_ok=True)
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").quantize(COLOURS).save(folder / name, optimize=True)
    return (folder / name).stat().st_size
