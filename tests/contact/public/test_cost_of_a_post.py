"""What storing an inquiry asks of the database: a bound, so that nobody adds to it without a word."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.contact.visit import WRITTEN, Visit

LOCKS = {"sqlite": 0, "postgresql": 2}  # advisory locks: equal inquiries, the audit chain
MOST = {"send": 21, "confirm": 24, "form": 24}  # in English, whose home page is found by way of the Japanese one


def cost(ask: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries)


def test_the_steps_of_the_form_stay_cheap(visit: Callable[..., Visit], language: str) -> None:
    here = visit(language)
    here.send_all()  # the process knows the site now
    hidden, draft = here.hidden(), here.draft(message="別の用件です。")
    costs = {
        "send": cost(lambda: here.send(draft)) - LOCKS[connection.vendor],
        "confirm": cost(lambda: here.client.post(here.address, {**hidden, "step": "confirm", **WRITTEN})),
        "form": cost(here.hidden),
    }
    assert {step: number for step, number in costs.items() if number > MOST[step]} == {}
