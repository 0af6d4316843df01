"""A visitor goes through pages by the Tab key alone, with and without JavaScript: everything is reached and seen."""

import pytest
from playwright.sync_api import Page

from tests.infrastructure.browser import NewContext

pytestmark = pytest.mark.browser

ADDRESSES = (
    "/products/",
    "/products/compare/?item=cx-210&item=cx-330",
    "/products/epoxy-compounds/cx-210/",
    "/documents/",
    "/questions/",
    "/business-outline/case-one-step-less/",
    "/contact-us/?about=cx-210&for=sample",
)
MOST = 400  # presses of the key on one page
# Everything that can be operated and is shown; of radio buttons with one name the chosen one, else the first.
OPERABLE = """() => {
    const stop = (radio) => document.querySelector(`[name="${radio.name}"]:checked`)
        ?? document.querySelector(`[name="${radio.name}"]`);
    const found = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
    const shown = found.filter((one) => !one.disabled && one.tabIndex >= 0 && one.type !== "hidden"
        && one.checkVisibility({visibilityProperty: true})
        && !(one.type === "radio" && stop(one) !== one));
    shown.forEach((one, number) => { one.dataset.walk = number; });
    return shown.map((one) => one.outerHTML.slice(0, 120));
}"""
# What has the focus: its number, and what is wrong with how it is seen. Nothing at the end of the page.
STOP = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const rings = [one, one.closest(".card, .row")].filter(Boolean).map((ringed) => getComputedStyle(ringed));
    const box = one.getClientRects()[0];
    const x = box.left + Math.min(box.width / 2, 8);
    const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
    const top = document.elementFromPoint(x, y);
    const hidden = !top || !(one.contains(top) || top.contains(one) || [...(one.labels ?? [])].includes(top));
    const faint = !rings.some((ring) => ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2);
    return {number: Number(one.dataset.walk ?? -1), wrong: [...hidden ? ["hidden"] : [], ...faint ? ["no ring"] : []]};
}"""


@pytest.mark.parametrize("scripts", [True, False])
def test_everything_is_reached_by_tab_and_its_focus_seen(guarded: NewContext, scripts: bool) -> None:
    page = guarded(java_script_enabled=scripts, reduced_motion="reduce").new_page()
    wrong = {}
    for address in ADDRESSES:
        page.goto(address)
        if found := problems(page):
            wrong[address] = found
    assert not wrong


def test_what_is_not_reached_or_not_seen_is_found(browser_page: Page) -> None:
    browser_page.emulate_media(reduced_motion="reduce")
    browser_page.goto("/no-such-page/")
    browser_page.evaluate("document.querySelector('.brand').style.outline = 'none'")
    browser_page.evaluate("document.querySelector('footer a').inert = true")
    assert [one.split(":")[0] for one in problems(browser_page)] == ["no ring", "not reached"]


def problems(page: Page) -> list[str]:
    """Press Tab until the page ends; return what is not reached, has no ring, or is hidden while it has the focus."""
    operable = page.evaluate(OPERABLE)
    reached: set[int] = set()
    wrong: list[str] = []
    for _press in range(MOST):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        if stop["number"] not in reached:
            wrong += [f"{one}: {operable[stop['number']]}" for one in stop["wrong"]]
        reached.add(stop["number"])
    return wrong + [f"not reached: {operable[number]}" for number in range(len(operable)) if number not in reached]
