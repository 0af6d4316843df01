"""The lists of the desk on wide and narrow screens: nothing sticks out, nothing breaks to a line of its own."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from contact.models import Inquiry

pytestmark = pytest.mark.browser
INBOX = "/admin/inquiries/"
WIDE, NARROW = 1280, 320


@pytest.fixture
def tab(staff_page: Callable[[Any], Page], desk: Any) -> Page:
    """The desk's browser; one inquiry bears all marks that there are."""
    one = Inquiry.objects.open().latest_first()[0]
    Inquiry.objects.filter(pk=one.pk).update(restricted_at=one.received_at, held_at=one.received_at)
    return staff_page(desk)


def show(tab: Page, place: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(f"{INBOX}{place}")
    tab.wait_for_load_state("networkidle")


def edges(found: Locator) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of what is shown."""
    box = found.bounding_box()
    assert box
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("place", ["", "search/", "spam/"])
def test_a_list_is_accessible_and_fits_the_screen(
    place: str, width: int, tab: Page, axe: Callable[[Page], None]
) -> None:
    show(tab, place, width)
    axe(tab)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_the_search_button_stands_beside_its_field(tab: Page) -> None:
    show(tab, "", WIDE)
    _left, top, right, bottom = edges(tab.locator("#id_words"))
    button = edges(tab.get_by_role("button", name="検索", exact=True))
    assert (button[1], button[3]) == pytest.approx((top, bottom), abs=2)
    assert button[0] > right


def test_the_search_field_ends_within_a_narrow_screen(tab: Page) -> None:
    show(tab, "", NARROW)
    assert edges(tab.locator("#id_words"))[2] <= NARROW


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_each_line_of_buttons_starts_at_the_same_place(tab: Page, width: int) -> None:
    show(tab, "", width)
    lines: dict[float, float] = {}
    for button in tab.locator("main .desk__actions .button").all():
        left, top, *_rest = edges(button)
        lines[round(top)] = min(left, lines.get(round(top), left))
    assert len(lines) > 1
    assert max(lines.values()) - min(lines.values()) <= 1
