"""While a shared cache is away the site goes on as with an empty one, and says so once a minute."""

import logging
from types import SimpleNamespace

import pytest
from django.core.cache import CacheKeyWarning

from cluster_cms.operations.shared_cache import SharedClient, SharedRedisCache


class Away(Exception):
    """What the package raises for every fault of the connection."""


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch) -> SharedRedisCache:
    """A cache whose server does not answer; the package itself is not needed for that."""
    made = SharedRedisCache("redis://cache:6379/0", {})
    client = SharedClient.__new__(SharedClient)
    monkeypatch.setattr(SharedClient, "told_at", -60.0)
    client._lib = SimpleNamespace(RedisError=Away)

    def away(*_args: object, **_options: object) -> None:
        raise Away

    monkeypatch.setattr(client, "get_client", away)
    made.__dict__["_cache"] = client
    return made


def test_every_question_has_the_answer_of_an_empty_cache(cache: SharedRedisCache) -> None:
    missing = object()
    assert cache.get("a", missing) is missing
    assert cache.get_or_set("a", lambda: 5) == 5
    assert cache.get_many(["a", "b"]) == {}
    assert [cache.has_key("a"), cache.add("a", 1), cache.touch("a"), cache.delete("a"), "a" in cache] == [False] * 5
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")


def test_what_is_written_is_lost_and_nothing_else(cache: SharedRedisCache) -> None:
    cache.set("a", 1)
    cache.delete_many(["a"])
    assert cache.set_many({"a": 1}) == []
    with pytest.warns(CacheKeyWarning):
        cache.set("no key\n", 1)


def test_it_is_told_once_a_minute_and_without_what_was_asked(
    cache: SharedRedisCache, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            cache.get("desk@example.com")
    assert [record.getMessage() for record in caplog.records] == [
        "the shared cache does not answer (Away); the site goes on without"
    ]


def test_an_answer_is_waited_for_half_a_second() -> None:
    options = SharedRedisCache("redis://cache", {"OPTIONS": {"db": 1}})._options
    assert options == {"socket_connect_timeout": 0.5, "socket_timeout": 0.5, "db": 1}
