"""What none of our forms sends is answered 400 in the staff area, and a fault of ours is still a 500."""

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import DataError
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.models import Page

from cluster_cms.middleware.malformed import is_malformed, malformed_answer

SignIn = Callable[[Any], Client]


def request(sent: dict[str, str], path: str = "/admin/x/") -> HttpRequest:
    made = RequestFactory().post(path, sent)
    made.user = AnonymousUser()
    return made


@pytest.mark.parametrize(
    "error",
    [
        MultiValueDictKeyError("body-count"),
        ValidationError("ManagementForm data is missing"),
        DataError("value out of range"),
        OverflowError("Python int too large to convert to SQLite INTEGER"),
        json.JSONDecodeError("Expecting value", "{", 0),
        ValueError("invalid literal for int() with base 10: 'x'"),
        TypeError("Field 'id' expected a number but got 'x'."),
        KeyError("x"),
        NoReverseMatch("Reverse for 'x' not found."),
    ],
)
def test_an_error_that_lies_in_what_was_sent_is_told_from_others(error: Exception) -> None:
    assert is_malformed(request({"field": "x"}), error)


@pytest.mark.parametrize(
    "error", [ValueError("the order is unknown"), KeyError("other"), AttributeError("x"), OSError("x")]
)
def test_a_fault_of_ours_stays_one(error: Exception) -> None:
    with pytest.raises(type(error)) as raised:
        raise error  # here: in a file of ours
    assert not is_malformed(request({"field": "x"}), raised.value)


def test_visitors_are_not_answered_here() -> None:
    assert malformed_answer(request({"field": "x"}, "/contact-us/"), MultiValueDictKeyError("x")) is None


def test_a_page_that_fails_without_any_input_is_a_fault_of_ours() -> None:
    assert not is_malformed(RequestFactory().get("/admin/x/"), OverflowError())


@pytest.mark.django_db
def test_the_log_says_where_it_failed_and_nothing_of_what_was_sent(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "cluster_cms.middleware.malformed"):
        malformed_answer(request({"name": "Yamada"}), ValueError("invalid literal: 'Yamada'"))
    assert caplog.records[0].exc_info
    assert "Yamada" not in caplog.records[0].getMessage()


def test_a_field_that_was_not_sent_is_no_fault_of_ours(marketing: Any, signed_in: SignIn) -> None:
    assert signed_in(marketing).post("/admin/choose-external-link/", {}).status_code == 400


def test_a_program_is_told_in_json(marketing: Any, signed_in: SignIn, home_page: Page) -> None:
    client = signed_in(marketing)
    answer = client.post(f"/admin/pages/{home_page.pk}/edit/", {}, headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error_code"] == "malformed"
