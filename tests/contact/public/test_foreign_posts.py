"""A form that comes from another site is refused, and whoever wrote it gets the text back."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from cluster_cms.middleware.turns import TurnMiddleware, Turns
from contact.models import Inquiry
from contact.public.notices import FormNotice
from tests.contact.visit import WRITTEN, Visit, texts

FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "null"},
    {"Origin": "https://elsewhere.example"},
    {"Referer": "https://elsewhere.example/contact-us/"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_foreign_check_is_refused_with_the_text_shown_back(
    visit: Callable[..., Visit], headers: dict[str, str]
) -> None:
    here = visit()
    stranger = Client(enforce_csrf_checks=True, headers=headers)
    response = stranger.post(here.address, {**here.hidden(), **WRITTEN, "step": "confirm"})
    assert response.status_code == 403
    assert response.context["notice"] == FormNotice.FOREIGN
    for name in ("company", "name", "mail", "phone", "message"):
        assert WRITTEN[name] in texts(response)


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_foreign_send_stores_nothing_even_with_a_good_draft(
    visit: Callable[..., Visit], headers: dict[str, str]
) -> None:
    here, before = visit(), Inquiry.objects.count()
    stranger = Client(enforce_csrf_checks=True, headers=headers)
    response = stranger.post(here.address, {"draft": here.draft(), "step": "send"})
    assert response.status_code == 403
    assert WRITTEN["message"] in texts(response)
    assert Inquiry.objects.count() == before


def elements_with(words: str, response: Any) -> set[str]:
    """Return the names of the elements of a page in which words stand."""
    page = BeautifulSoup(texts(response), "html.parser")
    tags = page.find_all(True)
    return {tag.name for tag in tags if words in str(tag.attrs.values()) or words in "".join(own_texts(tag))}


def own_texts(tag: Tag) -> list[str]:
    """Return the texts of an element without those of the elements in it."""
    return [str(text) for text in tag.find_all(string=True, recursive=False)]


@pytest.mark.parametrize("name", ["message", "name", "unknown", "step", "page", "policy", "agreement"])
def test_words_of_another_site_stand_in_our_labelled_fields_alone(visit: Callable[..., Visit], name: str) -> None:
    here, words = visit(), "your account is closed, call now"
    stranger = Client(headers={"Sec-Fetch-Site": "cross-site"})
    response = stranger.post(here.address, {**here.hidden(), "step": "confirm", name: words})
    assert elements_with(words, response) <= {"textarea", "input"}


def test_words_of_another_site_are_not_shown_when_the_records_are_away(
    visit: Callable[..., Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, stranger = visit(), Client(headers={"Sec-Fetch-Site": "cross-site"})
    monkeypatch.setattr(TurnMiddleware, "turns", Turns(0))
    response = stranger.post(here.address, {**here.hidden(), **WRITTEN, "step": "confirm"})
    assert response.status_code == 503
    assert WRITTEN["message"] not in texts(response)


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://testserver"}, {"Referer": "http://testserver/x"}], ids=str)
def test_an_old_browser_can_write_check_and_send(visit: Callable[..., Visit], headers: dict[str, str]) -> None:
    here = visit(client=Client(enforce_csrf_checks=True, headers=headers))
    assert here.send(here.draft()).status_code == 303
