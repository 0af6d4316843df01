"""Finds a Chromium for the browser tests, or makes one appear, or says what to run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLAYWRIGHT = [sys.executable, "-m", "playwright", "install", "chromium"]
DEBIAN = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium", "fonts-noto-cjk"]
ADVICE = (
    "The browser tests need Chromium. Run one of these and try again:\n"
    f"  apt-get install chromium fonts-noto-cjk      (Debian, Ubuntu; as root)\n"
    f"  {' '.join(PLAYWRIGHT)}\n"
    "or name one that is installed: CHROMIUM=/path/to/chromium"
)


class NoBrowser(Exception):
    """No Chromium, and none could be installed; the message names the commands."""


def find(playwright: Playwright) -> str:
    """Return the path of a Chromium, installing one when there is none.

    Raises NoBrowser: browser tests that silently skip would be a false green.
    """
    found = _present(playwright)
    if not found and _run(PLAYWRIGHT):
        found = _present(playwright)
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        _run(["apt-get", "update"])
        _run(DEBIAN)
        found = _present(playwright)
    if not found:
        raise NoBrowser(ADVICE)
    return found


def _present(playwright: Playwright) -> str:
    named = os.environ.get("CHROMIUM", "")
    if named and not shutil.which(named):
        raise NoBrowser(f"CHROMIUM={named} is not a program that can be run.")
    own = playwright.chromium.executable_path
    installed = [path for path in map(shutil.which, NAMES) if path]
    candidates = [named, *installed, own if Path(own).exists() else ""]
    return next(filter(None, candidates), "")


def _run(command: list[str]) -> bool:
    try:
        done = subprocess.run(command, capture_output=True, timeout=600, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
