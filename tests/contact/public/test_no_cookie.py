"""No step of the form sets a cookie, needs one, or lets a cache keep what was written."""

from collections.abc import Callable

from django.test import Client

from tests.contact.visit import Visit

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


def test_no_step_sets_a_cookie(visit: Callable[..., Visit], language: str) -> None:
    here = visit(language)
    draft = here.draft()
    sent = here.send(draft)
    answers = [
        here.client.get(here.address),
        here.check(),
        here.check(name=""),
        here.send("damaged"),
        here.send(draft, step="change"),
        sent,
        here.client.get(sent.url),
        here.client.get(here.address + "thanks/"),
    ]
    assert [answer.headers.get("Set-Cookie") for answer in answers] == [None] * len(answers)
    assert not here.client.cookies


def test_each_step_may_come_from_a_browser_that_remembers_nothing(visit: Callable[..., Visit]) -> None:
    def another_browser() -> Visit:
        return visit(client=Client(enforce_csrf_checks=True, headers=SAME_ORIGIN))

    draft = another_browser().draft()
    assert another_browser().send(draft).status_code == 303


def test_the_thanks_address_takes_no_post(visit: Callable[..., Visit]) -> None:
    here = visit()
    assert here.client.post(here.address + "thanks/", {"name": "x"}).status_code == 405
