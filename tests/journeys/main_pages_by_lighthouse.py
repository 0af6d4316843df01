"""Lighthouse on the main pages: accessibility, best practices and SEO have 100 of 100.

For `make test-extra`. Speed depends on how busy the machine is: its figure is printed and makes nothing red; what
makes pages fast is held by the budgets of `make test`.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.infrastructure import chromium
from tests.infrastructure.npm import installed

pytestmark = pytest.mark.browser

BELOW = ("", "products/", "products/epoxy-compounds/cx-210/", "documents/", "privacy-policy/", "contact-us/")
FIRST = {"ja": "/", "en": "/en/"}
FULL = ("accessibility", "best-practices", "seo")


def test_main_pages_have_full_marks(site_url: str, language: str, playwright: Playwright, tmp_path: Path) -> None:
    browser = chromium.find(playwright)
    pages = [f"{FIRST[language]}{below}" for below in BELOW]
    found = {page: marks(site_url + page, browser, tmp_path) for page in pages}
    for page, scores in found.items():
        print(page, scores)
    assert not [page for page, scores in found.items() if any(scores[name] < 1 for name in FULL)]


def marks(address: str, browser: str, folder: Path) -> dict[str, float]:
    """Return the scores of a page, of 1, by category."""
    report = folder / "report.json"
    script = installed("lighthouse") / "cli" / "index.js"
    flags = "--headless=new --no-sandbox" if os.geteuid() == 0 else "--headless=new"
    options = ["--quiet", f"--chrome-flags={flags}", "--output=json", f"--output-path={report}"]
    env = {**os.environ, "CHROME_PATH": browser}
    command = ["node", str(script), address, *options]
    if subprocess.run(command, env=env, timeout=300).returncode:  # a busy machine may record nothing (NO_NAVSTART)
        subprocess.run(command, check=True, env=env, timeout=300)
    categories = json.loads(report.read_text("utf-8"))["categories"]
    return {name: categories[name]["score"] for name in ("performance", *FULL)}
