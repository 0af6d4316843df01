"""Text of an editor is never taken for a script, nor for what starts a widget; and if it were, no script would run."""

import json

import pytest
from django.utils.html import escape
from playwright.sync_api import Dialog, Page, Route, expect
from wagtail.models import Site

from cluster_cms.security.accounts import User
from home.models import NewsPage
from tests.home.making import home, news_index
from tests.infrastructure.browser import NewContext, StaffPage, sign_in
from tests.infrastructure.role_walk.objects import marketing_workflow

pytestmark = pytest.mark.browser


def start(name: str, field: str, options: object) -> str:
    """Return what `starts.js` reads, as somebody else might write it."""
    values = f'data-start-name-value="{name}" data-start-field-value="{escape(field)}"'
    return f'<template data-controller="start" {values}>{escape(json.dumps(options))}</template>'


MARKUP = "<img src=x onerror='ran = 1'><script>ran = 1</script>"
HOSTILE = "</template></script>" + start("alert", "ran", "ran") + MARKUP
KNOWN = (
    *("Chooser", "DocumentChooser", "ImageChooser", "InlinePanel", "MultipleChooserPanel", "PageChooser"),
    *("SnippetChooser", "createTaskChooser", "initDateChooser", "initDateTimeChooser", "initTimeChooser"),
)
OPTIONS = dict.fromkeys(("modalUrl", "formsetPrefix", "emptyChildFormPrefix", "format", "lang"), "javascript:ran = 1")
SLIPPED = [
    MARKUP,
    "<svg onload='ran = 1'></svg><iframe srcdoc='<script>parent.ran = 1</script>'></iframe>",
    "<a id=trap href='javascript:ran = 1'>x</a>",
    *(start(name, "ran = 1", "ran = 1") for name in ("alert", "eval", "Function", "setTimeout", "constructor")),
    *(start(name, MARKUP, OPTIONS) for name in KNOWN),
]


def dialogs_of(page: Page) -> list[str]:
    """Return a list that grows by the words of each dialog that a script opens from now on."""
    asked: list[str] = []

    def note(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    return asked


def write_hostile_texts() -> list[str]:
    """Write such text wherever a widget shows it; return the addresses of the screens."""
    page = NewsPage.objects.get(pk=news_index().get_children().first().pk)
    page.title = page.search_description = HOSTILE
    page.body = [("text", HOSTILE)]
    page.save_revision().publish()
    site, workflow = Site.objects.get(is_default_site=True), marketing_workflow()
    workflow.workflow_tasks.get().task.__class__.objects.update(name=HOSTILE)
    home().__class__.objects.update(title=HOSTILE, draft_title=HOSTILE)
    pages = [f"/admin/pages/{page.pk}/edit/", f"/admin/pages/{page.get_parent().pk}/"]
    return [*pages, f"/admin/sites/edit/{site.pk}/", f"/admin/workflows/edit/{workflow.pk}/"]


def test_hostile_text_stays_text_on_every_kind_of_screen(staff_page: StaffPage, admin: User) -> None:
    """Markup would break the policy, which the browser's guard sees."""
    addresses = write_hostile_texts()
    page = staff_page(admin)
    asked = dialogs_of(page)
    for address in addresses:
        page.goto(address, wait_until="networkidle")
        assert page.evaluate("window.ran") is None
    assert not asked
    expect(page.locator("[data-chooser-title]").first).to_have_text(HOSTILE)


def slip(route: Route) -> None:
    """Answer with a page into which all of it slipped unescaped."""
    response = route.fetch()
    route.fulfill(response=response, body=response.text().replace("</main>", "".join(SLIPPED) + "</main>"))


def test_what_slips_into_a_page_unescaped_runs_nothing(new_context: NewContext, site_url: str, admin: User) -> None:
    context = new_context(base_url=site_url)
    sign_in(context, admin)
    page: Page = context.new_page()
    stopped: list[str] = []
    asked = dialogs_of(page)
    page.on("console", lambda said: stopped.append(said.text) if "Content Security Policy" in said.text else None)
    page.route("**/admin/workflows/add/", slip)
    page.goto("/admin/workflows/add/", wait_until="networkidle")
    page.locator("#trap").click(force=True)
    page.locator("template[data-controller=start]").first.wait_for(state="detached")
    assert page.evaluate("window.ran") is None
    assert not asked
    assert len(stopped) >= 5  # the image, both scripts, the drawing and the link
