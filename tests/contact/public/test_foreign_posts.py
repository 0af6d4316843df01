"""A form that comes from another site is refused, and whoever wrote it gets the text back."""

from collections.abc import Callable

import pytest
from django.test import Client

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


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://testserver"}, {"Referer": "http://testserver/x"}], ids=str)
def test_an_old_browser_can_write_check_and_send(visit: Callable[..., Visit], headers: dict[str, str]) -> None:
    here = visit(client=Client(enforce_csrf_checks=True, headers=headers))
    assert here.send(here.draft()).status_code == 303
