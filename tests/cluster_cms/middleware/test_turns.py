"""Posts take turns: a burst is served one after the other, and when posts are stuck the next is answered at once."""

import threading

import pytest
from django.test import Client

from cluster_cms.middleware import turns
from cluster_cms.middleware.turns import POSTS_AT_A_TIME, TurnMiddleware, Turns
from cluster_cms.settings import gunicorn


def test_threads_are_left_for_pages_and_probes() -> None:
    assert gunicorn.threads >= 4 * POSTS_AT_A_TIME


def test_who_finds_no_turn_waits_while_turns_are_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 30)
    gate, found = Turns(1), list[bool]()

    def post() -> None:
        with gate.taken() as taken:
            found.append(taken)

    with gate.taken():
        waiting = threading.Thread(target=post)
        waiting.start()
    waiting.join()
    assert found == [True]


def test_when_turns_are_stuck_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Turns(1)
    with gate.taken():
        monkeypatch.setattr(turns, "PATIENCE", 0)  # its time is over
        with gate.taken() as taken:
            assert not taken
    with gate.taken() as taken:
        assert taken


def test_a_turn_that_was_kept_long_does_not_count_as_moving(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Turns(1)
    with gate.taken():
        gate.moved_at = -1000.0
        monkeypatch.setattr(turns, "PATIENCE", 0)
    assert gate.moved_at == -1000.0


def test_a_turn_is_given_back_after_an_error() -> None:
    gate = Turns(1)
    with pytest.raises(ZeroDivisionError), gate.taken():
        raise ZeroDivisionError
    with gate.taken() as taken:
        assert taken


@pytest.fixture
def no_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TurnMiddleware, "turns", Turns(0))


def test_without_a_turn_a_post_is_answered_503_and_pages_as_ever(no_turns: None, visitor: Client) -> None:
    response = visitor.post("/your-data/", {"mail": "somebody@example.com"})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert [visitor.get(address).status_code for address in ("/", "/healthz", "/contact-us/")] == [200] * 3
