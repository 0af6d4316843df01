"""A database that is away, locked or over its limits: staff get one clear page and can send the same form again."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import InternalError, OperationalError
from django.test import Client

from cluster_cms.middleware.turns import TurnMiddleware, Turns
from cluster_cms.security.accounts import User
from contact.admin import search_views

SECRET = "DETAIL: Key (name)=(somebody)"
SEARCH = "/admin/inquiries/search/"


@pytest.fixture(params=[OperationalError, InternalError])
def away(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_values: Any) -> None:
        raise request.param(SECRET)

    monkeypatch.setattr(search_views, "search_inquiries", fail)


@pytest.fixture
def at_desk(signed_in: Callable[[User], Client], desk: User) -> Client:
    return signed_in(desk)


def is_clear(text: str, status: int) -> bool:
    """Tell whether staff are told that nothing was saved, and nothing of the database."""
    return status == 503 and SECRET not in text and ("Nothing was saved" in text or "保存されていません" in text)


def test_a_post_of_staff_is_answered_503_with_its_text(
    away: None, at_desk: Client, caplog: pytest.LogCaptureFixture
) -> None:
    response = at_desk.post(SEARCH, {"words": "<山田> & 太郎"})
    assert is_clear(response.text, response.status_code)
    assert '<textarea name="words" hidden>\n&lt;山田&gt; &amp; 太郎</textarea>' in response.text
    assert f'action="{SEARCH}"' in response.text
    assert SECRET not in caplog.text
    assert "山田" not in caplog.text


def test_a_program_is_answered_in_json(away: None, at_desk: Client) -> None:
    response = at_desk.post(SEARCH, {"words": "山田"}, headers={"Accept": "application/json"})
    assert is_clear(json.loads(response.text)["error_message"], response.status_code)


def test_without_a_turn_staff_get_their_text_back(monkeypatch: pytest.MonkeyPatch, at_desk: Client) -> None:
    monkeypatch.setattr(TurnMiddleware, "turns", Turns(0))
    response = at_desk.post(SEARCH, {"words": "山田"})
    assert is_clear(response.text, response.status_code)
    assert "山田</textarea>" in response.text
