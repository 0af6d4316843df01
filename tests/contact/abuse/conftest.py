"""A quiet hour at the form, with limits that a test can reach, and visitors from wherever it likes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.contact.visit import Visit
from tests.infrastructure.cast import SAME_ORIGIN, Clock


@pytest.fixture
def hour(clock: Clock) -> Clock:
    """The clock, stopped at the beginning of all windows."""
    clock.set("2026-12-01 12:00")
    return clock


@pytest.fixture
def limits(settings: Any, hour: Clock) -> Callable[..., None]:
    """Sets the limits: posts and sends of a network, posts and sends of all."""

    def set_limits(posts: int = 1000, sends: int = 1000, all_posts: int = 1000, all_sends: int = 1000) -> None:
        settings.FORM_POSTS_PER_NETWORK, settings.FORM_SENDS_PER_NETWORK = posts, sends
        settings.FORM_POSTS_PER_MINUTE, settings.FORM_SENDS_PER_HOUR = all_posts, all_sends

    return set_limits


@pytest.fixture
def visit_from(visit: Callable[..., Visit]) -> Callable[..., Visit]:
    """Opens the form from an address."""

    def open_form(address: str, language: str = "ja", **headers: str) -> Visit:
        client = Client(enforce_csrf_checks=True, headers={**SAME_ORIGIN, **headers}, REMOTE_ADDR=address)
        return visit(language, client)

    return open_form
