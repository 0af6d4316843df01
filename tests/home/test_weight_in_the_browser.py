"""What Chromium fetches for a page, to its end, and how far the page moves while it loads."""

import pytest
from playwright.sync_api import Page, Response

from tests.infrastructure.browser import NewContext

pytestmark = pytest.mark.browser
PAGES = ("/", "/products/epoxy-compounds/cx-210/", "/documents/", "/privacy-policy/", "/contact-us/")
MOST = 350_000  # bytes of the home page with all its pictures, none of them compressed on the way
LARGEST_SHIFT = 0.02  # cumulative layout shift, https://web.dev/articles/cls
# Goes down the page a screen at a time, so that pictures which wait for it are fetched, then adds up the shifts.
TO_THE_END = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
    scrollTo(0, y);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await Promise.all([...document.images].map((image) => image.complete || new Promise((done) => {
    image.onload = image.onerror = done;
  })));
}"""
SHIFTED = """() => new Promise((resolve) => new PerformanceObserver((list) => resolve(
  list.getEntries().reduce((sum, entry) => sum + (entry.hadRecentInput ? 0 : entry.value), 0)
)).observe({ type: "layout-shift", buffered: true }) || setTimeout(() => resolve(0), 300))"""


@pytest.mark.parametrize("width", [390, 1280])
def test_the_home_page_is_light_and_fetches_no_font(width: int, language: str, guarded: NewContext) -> None:
    page = guarded(viewport={"width": width, "height": 800}, device_scale_factor=2).new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto("/en/" if language == "en" else "/")
    page.evaluate(TO_THE_END)
    page.wait_for_load_state("networkidle")
    sizes = {one.url: len(one.body()) for one in answers}
    assert sum(sizes.values()) <= MOST, sizes
    assert not [one.url for one in answers if one.request.resource_type == "font"]


def test_no_page_moves_while_it_loads(browser_page: Page) -> None:
    for width in (390, 1280):
        browser_page.set_viewport_size({"width": width, "height": 800})
        for address in PAGES:
            browser_page.goto(address)
            browser_page.evaluate(TO_THE_END)
            assert browser_page.evaluate(SHIFTED) < LARGEST_SHIFT, f"{address} at {width} px"


def test_a_move_is_seen(browser_page: Page) -> None:
    browser_page.goto("/privacy-policy/")
    browser_page.evaluate("document.querySelector('main').style.paddingTop = '300px'")
    assert browser_page.evaluate(SHIFTED) > LARGEST_SHIFT
