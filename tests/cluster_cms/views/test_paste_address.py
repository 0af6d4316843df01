"""The address that converts a clipboard: who may, what it stores, and how it refuses."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cluster_cms.pages.media import CustomImage
from cluster_cms.views.pasting import MOST_A_MINUTE

SignedIn = Callable[[AbstractBaseUser], Client]
PIXELS = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg=="
PICTURE = f"<img alt='測定室' src='data:image/png;base64,{PIXELS}'>"


def convert(client: Client, content: str, query: str = "") -> tuple[int, dict[str, object]]:
    answer = client.post(reverse("convert_clipboard") + query, content, content_type="text/html")
    return answer.status_code, answer.json()


@pytest.fixture
def editor(marketing: AbstractBaseUser, signed_in: SignedIn) -> Client:
    cache.clear()
    return signed_in(marketing)


def test_a_preview_stores_nothing_and_inserting_stores_the_picture(editor: Client) -> None:
    before = CustomImage.objects.count()
    _status, answer = convert(editor, PICTURE)
    assert CustomImage.objects.count() == before
    assert "blocks" not in answer
    _status, answer = convert(editor, PICTURE, "?insert=1")
    assert CustomImage.objects.count() == before + 1
    assert "測定室" in str(answer["blocks"])
    assert answer["refused"] is False


def test_a_picture_that_cannot_be_stored_is_named(editor: Client) -> None:
    broken = "<img alt='壊れた図' src='data:image/png;base64,AAAA'><p>stays</p>"
    _status, answer = convert(editor, broken, "?insert=1")
    assert answer["refused"] is True
    assert "壊れた図" in str(answer["preview"])
    assert "stays" in str(answer["blocks"])


def test_a_field_of_running_text_gets_tables_as_lines_and_hears_of_pictures(editor: Client) -> None:
    _status, answer = convert(editor, f"<table><tr><td>NB-1<td>0.3</table>{PICTURE}", "?place=text")
    assert "NB-1 | 0.3" in str(answer["text"])
    assert "測定室" in str(answer["preview"])


def test_markup_of_the_clipboard_never_reaches_the_preview(editor: Client) -> None:
    hostile = (
        "<h2>&lt;script&gt;1</h2><p onclick=x>&lt;img src=x onerror=y&gt;</p><table><tr><td>&lt;b&gt;<td>2</table>"
    )
    _status, answer = convert(editor, hostile)
    shown = str(answer["preview"])
    assert not any(part in shown for part in ("<script", "onclick", "<img", "<td><b>"))


def test_too_much_and_too_often_are_refused_in_words(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.DATA_UPLOAD_MAX_MEMORY_SIZE", 10)
    status, answer = convert(editor, "<p>" + "a" * 20)
    assert (status, bool(answer["error"])) == (413, True)
    for _time in range(MOST_A_MINUTE):
        status, answer = convert(editor, "<p>a")
    assert (status, bool(answer["error"])) == (429, True)


def test_who_edits_no_page_converts_nothing(desk: AbstractBaseUser, signed_in: SignedIn) -> None:
    answer = signed_in(desk).post(reverse("convert_clipboard"), "<p>a", content_type="text/html")
    assert answer.status_code in (302, 403)
