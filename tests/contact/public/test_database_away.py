"""Whatever the database fails at, in whichever step, the visitor gets the text back and a way to go on."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from wagtail.models import Page

from cluster_cms.middleware.turns import TurnMiddleware, Turns
from cluster_cms.pages.languages import paired
from cluster_cms.pages.site_settings import DeskSettings, default_site
from cluster_cms.text.telephone_numbers import international
from contact.models import Inquiry
from contact.public import form_flow
from tests.contact.visit import WRITTEN, Visit, texts

Visits = Callable[..., Visit]
SECRET = "DETAIL: Key (name)=(somebody)"


def fail(*args: Any, **named: Any) -> None:
    raise OperationalError(SECRET)


# What fails, and the steps that need it.
FAILING = [
    (form_flow, "policy_in_force", ("confirm", "send", "change")),
    (form_flow, "receive_inquiry", ("send",)),
    (Page, "get_context", ("confirm", "change")),
]
CASES = [(where, name, step) for where, name, needed_by in FAILING for step in needed_by]


@pytest.mark.parametrize("where, name, step", CASES, ids=[f"{name} at {step}" for _where, name, step in CASES])
def test_a_step_that_meets_a_database_error_gives_the_text_back(
    visit: Visits, monkeypatch: pytest.MonkeyPatch, language: str, where: Any, name: str, step: str
) -> None:
    here, before = visit(language), Inquiry.objects.count()
    body = {**here.hidden(), **WRITTEN} if step == "confirm" else {"draft": here.draft()}
    monkeypatch.setattr(where, name, fail)
    response = here.client.post(here.address, {**body, "step": step})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert f'name="step" value="{step}"' in texts(response)
    assert all(WRITTEN[key] in texts(response).replace("<br>", "\n") for key in ("name", "mail", "phone"))
    assert SECRET not in texts(response)
    assert "Traceback" not in texts(response)
    assert Inquiry.objects.count() == before


def test_the_page_names_the_desk_that_was_seen_last_without_asking(
    visit: Visits, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    here, desk = visit(language), DeskSettings.for_site(default_site())
    draft = here.draft()
    with monkeypatch.context() as away:
        away.setattr(BaseDatabaseWrapper, "cursor", fail)
        response = here.send(draft)
    assert response.status_code == 503
    phone = desk.phone if language == "ja" else international(desk.phone)
    assert all(name in texts(response) for name in (phone, desk.email, paired(desk, "name", language)))


def test_the_button_of_that_page_sends_the_inquiry_when_the_database_is_back(
    visit: Visits, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    here, before = visit(), Inquiry.objects.count()
    draft = here.draft()
    with monkeypatch.context() as broken:
        broken.setattr(form_flow, "receive_inquiry", fail)
        assert draft in texts(here.send(draft))
    assert here.send(draft).status_code == 303
    assert Inquiry.objects.count() == before + 1
    assert SECRET not in caplog.text


@pytest.mark.parametrize("step", ["confirm", "send", "change"])
def test_a_step_for_which_there_is_no_turn_gives_the_text_back(
    visit: Visits, monkeypatch: pytest.MonkeyPatch, language: str, step: str
) -> None:
    here, before = visit(language), Inquiry.objects.count()
    body = {**here.hidden(), **WRITTEN} if step == "confirm" else {"draft": here.draft()}
    monkeypatch.setattr(TurnMiddleware, "turns", Turns(0))
    response = here.client.post(here.address, {**body, "step": step})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert f'name="step" value="{step}"' in texts(response)
    assert WRITTEN["name"] in texts(response)
    assert Inquiry.objects.count() == before
