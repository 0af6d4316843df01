"""The editor of the policy in a real browser: legal's two languages side by side."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cluster_cms.security.accounts import User

pytestmark = pytest.mark.browser


def test_legal_sees_the_two_languages_side_by_side(staff_page: Callable[[User], Page], legal: User) -> None:
    page = staff_page(legal)
    page.set_viewport_size({"width": 1400, "height": 1000})
    page.goto("/admin/policy/")
    page.locator("[data-streamfield-child]").nth(1).locator("[data-panel-toggle]").first.click()
    boxes: list[Any] = [page.locator(f"[name=clauses-1-value-lead-{name}]").bounding_box() for name in ("ja", "en")]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]


def test_the_anchor_of_a_clause_cannot_be_typed(staff_page: Callable[[User], Page], legal: User) -> None:
    page = staff_page(legal)
    page.goto("/admin/policy/")
    page.locator("[data-streamfield-child]").first.locator("[data-panel-toggle]").first.click()
    expect(page.locator("[name=clauses-0-value-anchor]")).to_have_attribute("readonly", "")
