"""Marketing's story: a company page from six blocks, in the real editor, up to its English draft."""

from collections.abc import Callable
from functools import partial

import pytest
from django.contrib.auth.models import AbstractBaseUser
from playwright.sync_api import FrameLocator, Page, Route, TimeoutError, expect

from home.blocks.company_story import CompanyStoryBlock
from home.models import CompanyPage
from tests.home.making import home

pytestmark = pytest.mark.browser
# Each block is put before the ones that are there, so the page is written from its end.
BLOCKS = ["call", "cards", "table", "picture", "text", "heading"]
SOON = 10_000  # ms
WORDS = ["粒の測り方", "レーザーで測ります。", "測定室", "測定の精度", "二つの部屋", "ご見学ください。"]


def add(page: Page, kind: str) -> None:
    body = page.locator("[data-contentpath=body]").first
    body.locator(".c-sf-add-button").first.click()
    groups = CompanyStoryBlock().grouped_child_blocks()
    place = [block.name for _group, blocks in groups for block in blocks].index(kind)
    option = page.locator(".w-combobox [role=option]").nth(place)
    try:
        option.click(timeout=SOON)
    except TimeoutError:  # a save in the background has closed the list
        body.locator(".c-sf-add-button").first.click()
        option.click()


def write(page: Page, name: str, words: str) -> None:
    """Fill a field of the body; blocks are numbered in the order in which they came."""
    kind, _, field = name.partition(".")
    page.locator(f"[name=body-{BLOCKS.index(kind)}-value-{field}]").fill(words)


def unfold(page: Page, name: str) -> None:
    """Open the folded row in which a field stands."""
    row = page.locator("section[data-panel]", has=page.locator(f"[name={name}]")).last
    row.locator("[data-panel-toggle]").first.click()


def write_story(page: Page) -> None:
    heading, text, alternative, table, card, call = WORDS
    for kind in BLOCKS:
        add(page, kind)
    write(page, "heading.title", heading)
    page.locator("[data-contentpath=body] [contenteditable=true]").first.fill(text)
    page.locator("[data-contentpath=picture] [data-chooser-action-choose]").first.click()
    page.locator(".modal [data-chooser-modal-choice]").first.click()
    write(page, "picture.picture-alt_text", alternative)
    unfold(page, f"body-{BLOCKS.index('table')}-value-rows-0-value-heading")
    for name, words in (("caption", table), ("rows-0-value-heading", "範囲"), ("rows-0-value-text", "0.3–10 µm")):
        write(page, f"table.{name}", words)
    write(page, "cards.cards-0-value-title", card)
    for name, words in (("title", call), ("link-text", "お問い合わせ"), ("link-address", "/contact-us/")):
        write(page, f"call.{name}", words)


def assert_story(shown: Page | FrameLocator) -> None:
    main = shown.locator("main")
    for words in (WORDS[0], WORDS[1], "0.3–10 µm", WORDS[4], WORDS[5]):
        expect(main).to_contain_text(words)
    expect(main.get_by_alt_text(WORDS[2])).to_have_count(1)


def save_draft(page: Page) -> None:
    page.locator(".actions [data-controller~=w-dropdown] button[data-w-dropdown-target=toggle]").click()
    page.locator(".actions .action-save").click()
    expect(page.locator(".messages .success")).to_be_visible()


def publish(page: Page) -> None:
    page.locator(".actions [name=action-publish]").click()
    expect(page.locator(".messages .success")).to_be_visible()


def test_publishing_while_the_page_is_saved_for_the_first_time_makes_one_page(
    staff_page: Callable[[AbstractBaseUser], Page], marketing: AbstractBaseUser
) -> None:
    editor = staff_page(marketing)
    editor.goto(f"/admin/pages/add/home/companypage/{home().pk}/")
    held: list[Callable[[], None]] = []

    def hold(route: Route) -> None:
        if route.request.headers["accept"] == "application/json":
            held.append(partial(route.fulfill, response=route.fetch()))  # saved, and the answer is on its way
        else:
            route.continue_()

    address = editor.url
    editor.route(address, hold)
    with editor.expect_request(address):
        editor.locator("[name=title]").press_sequentially("二重にならない", delay=700)  # as fast as a person types
    editor.locator(".actions [name=action-publish]").click()
    held[0]()
    expect(editor.locator(".messages .success")).to_be_visible()
    [made] = CompanyPage.objects.filter(title__startswith="二重")
    assert (made.title, made.live) == ("二重にならない", True)


def test_marketing_writes_publishes_compares_and_copies_a_page(
    browser_page: Page, staff_page: Callable[[AbstractBaseUser], Page], marketing: AbstractBaseUser
) -> None:
    editor = staff_page(marketing)
    editor.goto(f"/admin/pages/add/home/companypage/{home().pk}/")
    editor.locator("[name=title]").fill("測定室のご案内")
    write_story(editor)
    editor.get_by_role("tab").nth(1).click()
    editor.locator("[name=slug]").fill("measuring")
    editor.get_by_role("tab").first.click()

    editor.locator("[data-side-panel-toggle=preview]").click()
    assert_story(editor.frame_locator("#w-preview-iframe"))

    save_draft(editor)
    page = CompanyPage.objects.get(slug="measuring")
    assert not page.live

    publish(editor)
    browser_page.goto("/measuring/")
    assert_story(browser_page)

    editor.goto(f"/admin/pages/{page.pk}/edit/")
    editor.locator("[name=body-0-value-title]").fill("一粒の測り方")
    save_draft(editor)
    editor.goto(f"/admin/pages/{page.pk}/history/")
    editor.locator(".listing [data-w-dropdown-target=toggle]").first.click()
    editor.locator("a[href*='/revisions/compare/']").first.click()
    expect(editor.locator(".comparison__child-object .addition, .addition").first).to_contain_text("一")

    editor.goto(f"/admin/translation/submit/page/{page.pk}/")
    editor.locator("[name=locales]").check()
    editor.locator("main form [type=submit]").click()
    expect(editor.locator(".messages .success")).to_be_visible()
    english = CompanyPage.objects.get(slug="measuring", locale__language_code="en")
    assert (english.live, len(english.body)) == (False, len(BLOCKS))
