"""The staff area's pages hold no script: what starts a widget stands beside it as text."""

import json
import re
from pathlib import Path

import pytest
import wagtail
from django.apps import apps
from django.utils.html import escape
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminPageChooser, AdminTimeInput
from wagtail.admin.widgets.workflows import AdminTaskChooser
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Page
from wagtail.snippets.widgets import AdminSnippetChooser

from cluster_cms.views.widget_starts import constructor_of, render_chooser
from tests.infrastructure.house import ROOT

SCRIPT = ROOT / "cluster_cms/static/cluster_cms/js/starts.js"
INLINE = re.compile(
    r"<script(?![^>]*\b(?:src=|type=.application/(?:ld\+)?json))|\son[a-z]+\s*=\s*[\"']|javascript:|<style",
    re.IGNORECASE,
)
UNSEEN = re.compile(r"/notifications/|/headless/|/socialaccount/|/debug|/styleguide/")  # mails, and what is not routed
START = re.compile(r'<template data-controller="start" data-start-name-value="(\w+)"[^>]*>(.*?)</template>', re.DOTALL)


def templates() -> dict[str, str]:
    """Return the texts of the templates of all installed apps, without tags; of one name the first is used."""
    texts: dict[str, str] = {}
    for app in apps.get_app_configs():
        folder = Path(app.path) / "templates"
        for path in folder.rglob("*.html"):
            texts.setdefault(path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8"))
    return {name: re.sub(r"{%.*?%}", "", text, flags=re.DOTALL) for name, text in texts.items()}


def test_no_template_of_any_app_brings_a_script_or_style_into_a_page() -> None:
    texts = {name: text for name, text in templates().items() if not UNSEEN.search(f"/{name}")}
    assert len(texts) > 400
    assert [name for name, text in texts.items() if INLINE.search(text)] == []


def test_no_widget_writes_a_script_in_code() -> None:
    """Whoever writes one in Python must be looked at: a chooser of Wagtail's is, and nothing else."""
    folder = Path(wagtail.__file__).parent
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.py")}
    found = {name for name, path in paths.items() if "test" not in name and "<script>" in path.read_text("utf-8")}
    assert found == {"admin/widgets/chooser.py", "admin/rich_text/converters/db_html.py"}


@pytest.mark.parametrize("widget", [AdminDateInput, AdminTimeInput, AdminDateTimeInput])
def test_a_field_of_time_starts_its_calendar(widget: type[AdminDateInput]) -> None:
    html = widget().render("day", None, {"id": "id_day"})
    name, options = START.findall(html)[0]
    assert 'data-start-field-value="id_day"' in html
    assert f'"{name}"' in SCRIPT.read_text()
    assert "format" in json.loads(options.replace("&quot;", '"'))


def test_a_chooser_says_what_starts_it_and_escapes_a_title(home_page: Page) -> None:
    home_page.title = home_page.draft_title = "</template><script>x</script>"
    home_page.save()
    html = AdminPageChooser().render("page", home_page.pk, {"id": "id_page"})
    assert escape(home_page.title) in html
    assert "<script" not in html
    assert [name for name, _options in START.findall(html)] == ["PageChooser"]


def test_a_chooser_without_id_is_refused() -> None:
    with pytest.raises(TypeError):
        render_chooser(AdminPageChooser(), "page", None)


def test_every_chooser_is_on_the_scripts_list() -> None:
    widgets = [AdminPageChooser(), AdminTaskChooser(), AdminDocumentChooser(), AdminImageChooser()]
    names = [constructor_of(widget) for widget in [*widgets, AdminSnippetChooser(Page)]]
    assert [name for name in names if f'"{name}"' not in SCRIPT.read_text()] == []
