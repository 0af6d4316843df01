"""Every state of every page in both languages, by day and by night, at three widths: axe finds nothing.

For `make test-extra`: it takes many minutes. What `make test` shows of it: test_every_page_without_barriers.py.
"""

import pytest
from playwright.sync_api import Page

from tests.infrastructure.public_states.album import album
from tests.infrastructure.public_states.making import visit_all
from tests.journeys.looking_at_every_page import LOOKS, problems, show, under

pytestmark = pytest.mark.browser


def test_no_state_of_any_page_has_a_barrier_in_any_way(browser_page: Page, language: str) -> None:
    with album() as found:
        visit_all(found, language)
    wrong = {}
    for shown in found.shown:
        show(browser_page, shown)
        for look in (one for one in LOOKS if one.language == language):
            under(browser_page, look)
            if found_here := problems(browser_page):
                wrong[shown.name, look] = found_here
    print(len(found.shown), "states")
    assert not wrong
