"""The guard of the browser tests sees what it is there for."""

import pytest
from playwright.sync_api import Browser, Page, Route

from cluster_cms.security.accounts import User
from tests.infrastructure.browser import Guard, StaffPage

pytestmark = pytest.mark.browser
ADDRESS = "http://site.test/"


def visit(browser: Browser, body: str, **headers: str) -> list[str]:
    """Show a page to a guarded browser and return what the guard says of it."""
    context = browser.new_context()
    guard = Guard(context, ADDRESS)

    def answer(route: Route) -> None:
        found = body if route.request.url == ADDRESS else ""
        route.fulfill(body=found, headers={"Content-Type": "text/html", **headers})

    context.route("**/*", answer)
    page = context.new_page()
    page.goto(ADDRESS, wait_until="networkidle")
    found = guard.found()
    context.close()
    return found


@pytest.mark.parametrize(
    "body,headers,problem",
    [
        ("<script>console.error('broken')</script>", {}, "console: broken"),
        ("<script>throw new Error('thrown')</script>", {}, "script error"),
        ("<img src='http://elsewhere.test/x.png'>", {}, "request to another host: http://elsewhere.test/x.png"),
        ("", {"Set-Cookie": "a=1"}, "cookie kept: a"),
    ],
)
def test_the_guard_sees(browser: Browser, body: str, headers: dict[str, str], problem: str) -> None:
    found = visit(browser, body, **headers)
    assert any(line.startswith(problem) for line in found), found


def test_the_guard_lets_a_good_page_pass(browser: Browser) -> None:
    assert visit(browser, "<link rel=icon href='data:,'><p>good</p>") == []


def test_the_demo_site_is_served(browser_page: Page, language: str) -> None:
    answer = browser_page.goto("/en/" if language == "en" else "/")
    assert answer is not None
    assert answer.status == 200
    assert browser_page.locator("html").get_attribute("lang") == language


def test_a_person_is_signed_in_to_the_admin(staff_page: StaffPage, marketing: User) -> None:
    tab = staff_page(marketing)
    tab.goto("/admin/")
    assert tab.url.endswith("/admin/")
    assert tab.locator("h1").count() == 1
