"""How the pages are set, measured in a browser: where lines end, what fits, what stands where."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
WIDTHS = (320, 360, 375, 412, 768)
# Headings, cards, heads of rows, buttons, and the name beside the mark.
SHORT = "h1, h2, h3, h4, th, dt, blockquote, legend, summary, .lead, .card, .brand, .button, .more, .nav, .badge"
PAGES = (
    *("/", "/corporate-profile/", "/business-outline/epoxy-compounds/", "/products/", "/products/inkjet/pulsedrop-1/"),
    *("/news/", "/news/advanced-materials-fair/", "/privacy-policy/", "/promises/", "/sitemap/", "/contact-us/"),
    *("/your-data/", "/privacy-policy/history/", "/about-this-site/", "/no-such-page/"),
)
# Words that end on another line than they begin on; what only screen readers meet is one pixel wide.
BROKEN_WORDS = """(selector) => {
  const scripts = [/[\\u30a1-\\u30fa\\u30fc]/, /[\\u3005\\u4e00-\\u9fff]/, /[A-Za-z0-9]/];
  const found = new Set();
  for (const element of document.querySelectorAll(selector)) {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node; (node = texts.nextNode()); ) {
      if (node.parentElement.closest(".sr-only, thead") || !node.parentElement.checkVisibility()) continue;
      let last = null;
      for (let at = 0; at < node.length; at++) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getClientRects()[0], two = node.data.slice(at - 1, at + 1);
        const oneWord = last && scripts.some((script) => script.test(two[0]) && script.test(two[1]));
        if (box && oneWord && box.top > last.top + last.height / 2) {
          found.add(`${node.data.slice(0, at)}|${node.data.slice(at)}`);
        }
        last = box || last;
      }
    }
  }
  return [...found];
}"""


def test_no_word_of_a_heading_a_card_or_a_name_is_broken(browser_page: Page) -> None:
    for address in PAGES:
        browser_page.goto(address)
        for width in WIDTHS:
            browser_page.set_viewport_size({"width": width, "height": 800})
            assert browser_page.evaluate(BROKEN_WORDS, SHORT) == [], f"{address} at {width} px"


def test_text_of_double_size_fits_at_every_width(browser_page: Page) -> None:
    for address in (*PAGES, "/en/news/", "/en/contact-us/"):
        browser_page.goto(address)
        session = browser_page.context.new_cdp_session(browser_page)
        session.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})  # as readers set it: media queries follow
        for width in (320, 375, 768, 1280):
            browser_page.set_viewport_size({"width": width, "height": 800})
            assert browser_page.evaluate("document.documentElement.scrollWidth") == width, f"{address} at {width} px"


def test_the_headline_of_the_home_page_stands_on_a_phones_first_screen(browser_page: Page) -> None:
    browser_page.set_viewport_size({"width": 320, "height": 568})
    browser_page.goto("/")
    box = browser_page.locator("h1").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 400


def test_an_empty_remark_of_a_comparison_is_not_shown_on_a_phone(browser_page: Page) -> None:
    browser_page.set_viewport_size({"width": 375, "height": 812})
    browser_page.goto("/privacy-policy/compare/2..3/?view=table")
    remarks = browser_page.locator("td.versus__remarks--none")
    assert remarks.count() > 0
    assert not [one for one in remarks.all() if one.is_visible()]


def test_what_belongs_to_an_article_ends_at_one_edge(browser_page: Page) -> None:
    browser_page.set_viewport_size({"width": 1280, "height": 800})
    browser_page.goto("/news/advanced-materials-fair/")
    edges = "(all) => [...new Set(all.map((one) => Math.round(one.getBoundingClientRect().right)))]"
    assert len(browser_page.locator(".article :is(.data, .prose)").evaluate_all(edges)) == 1


def test_buttons_and_footer_keep_their_edges_in_forced_colours(browser_page: Page) -> None:
    browser_page.emulate_media(forced_colors="active")
    browser_page.goto("/")
    for button in browser_page.locator(".button:visible").all():
        width, text, ground = button.evaluate(
            "(one) => { const s = getComputedStyle(one); return [s.borderTopWidth, s.color, s.backgroundColor]; }"
        )
        assert width == "2px"
        assert text != ground
    assert browser_page.locator(".site-footer").evaluate("(one) => getComputedStyle(one).borderTopWidth") == "2px"
