"""Chromium on a served copy of the demo site, with a guard that sees what no visitor should ever get.

Each browser test has a copy of the demo database of its own: what the browser sends is really committed, and
the test may read it through the models.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, Playwright, Response, WebError, expect

from cluster_cms.security.accounts import User
from tests.infrastructure import chromium

# Playwright runs an event loop in the thread of the test; Django would refuse the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 60_000  # ms, for what must come in the end however busy the machine is
expect.set_options(timeout=PATIENCE)
# What fades in has less contrast on its way; an animation that never ends is not waited for.
SETTLED = """() => Promise.race([
    Promise.allSettled(
        document.getAnimations()
            .filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
            .map((one) => one.finished)
    ),
    new Promise((resolve) => setTimeout(resolve, 3000)),
]).then(() => null)"""
NewContext = Callable[..., BrowserContext]
StaffPage = Callable[[User], Page]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], playwright: Playwright) -> dict[str, Any]:
    """Replaces the plug-in's own: any Chromium will do, and as root it runs without its sandbox."""
    try:
        executable = chromium.find(playwright)
    except chromium.NoBrowser as missing:
        pytest.fail(str(missing), pytrace=False)
    return {
        **browser_type_launch_args,
        "executable_path": executable,
        "args": QUIET,
        "chromium_sandbox": os.geteuid() != 0,
    }


@pytest.fixture
def site_url(committed_db: None) -> Iterator[str]:
    """The address of the served demo site, without a slash at the end."""
    server = LiveServerThread("127.0.0.1", static_handler=StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


class Guard:
    """Watches a browser for errors, cookies outside the staff's side, and requests to other hosts."""

    def __init__(self, context: BrowserContext, site_url: str) -> None:
        self.host = urlsplit(site_url).netloc
        self._context = context
        self.problems: list[str] = []
        self._responses: list[Response] = []
        context.on("console", self._see_console)
        context.on("weberror", self._see_error)
        context.on("request", lambda request: self._see_address(request.url))
        context.on("response", lambda response: self._responses.append(response))

    def _see_error(self, error: WebError) -> None:
        # Wagtail checks the preview after each change, on a busy machine before its check of the last one has ended.
        if "Axe is already running" not in str(error.error):
            self._note(error.page, f"script error: {error.error}")

    def _see_console(self, message: ConsoleMessage) -> None:
        # A status of 400 or more is for the test to judge, not an error of the page.
        if message.type == "error" and "the server responded with a status of" not in message.text:
            self._note(message.page, f"console: {message.text}")

    def _note(self, page: Page | None, problem: str) -> None:
        self.problems.append(f"{problem} on {urlsplit(page.url).path}" if page else problem)

    def _see_address(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.host:
            self.problems.append(f"request to another host: {address}")

    def _cookies(self) -> Iterator[str]:
        for response in self._responses:
            path = urlsplit(response.url).path
            if path.startswith("/admin/"):
                continue
            try:
                names = [header["name"].lower() for header in response.headers_array()]
            except Error:  # the page was left before the headers came
                continue
            if "set-cookie" in names:
                yield f"cookie set by {path}"
        for cookie in self._context.cookies():
            if not cookie.get("path", "").startswith("/admin/"):
                yield f"cookie kept: {cookie.get('name')}"

    def found(self) -> list[str]:
        """Return what was seen, one line each."""
        return self.problems + list(self._cookies())


@pytest.fixture
def guarded(site_url: str, new_context: NewContext) -> Iterator[NewContext]:
    """Opens browser contexts on the site whose guards are asked at the end of the test."""
    guards: list[Guard] = []

    def open_context(**options: Any) -> BrowserContext:
        context = new_context(base_url=site_url, **options)
        context.set_default_timeout(PATIENCE)
        guards.append(Guard(context, site_url))
        return context

    yield open_context
    found = [line for guard in guards for line in guard.found()]
    assert not found, "The browser saw:\n" + "\n".join(found)


@pytest.fixture
def browser_page(guarded: NewContext) -> Page:
    """A visitor's browser tab; addresses may be given without the host: `browser_page.goto("/en/")`."""
    return guarded().new_page()


@pytest.fixture
def without_javascript(guarded: NewContext) -> Page:
    """The tab of a visitor who has switched JavaScript off."""
    return guarded(java_script_enabled=False).new_page()


@pytest.fixture
def staff_page(guarded: NewContext) -> StaffPage:
    """Opens the tab of a person who is signed in to the admin."""

    def open_page(user: User) -> Page:
        context = guarded()
        sign_in(context, user)
        return context.new_page()

    return open_page


def sign_in(context: BrowserContext, user: User) -> None:
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    value = client.cookies[name].value
    context.add_cookies([{"name": name, "value": value, "domain": "127.0.0.1", "path": settings.SESSION_COOKIE_PATH}])


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Asserts that axe finds nothing wrong with a page."""
    checker = Axe()

    def check(page: Page) -> None:
        page.wait_for_load_state()
        page.evaluate(SETTLED)
        results = checker.run(page)
        assert results.violations_count == 0, results.generate_report()

    return check
