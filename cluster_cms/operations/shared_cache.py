"""A cache that several hosts share (Redis, Valkey): while it is away, it is an empty one, and the site goes on.

Django's own raises at every use. Nothing in it is the only copy, and who counts in it reads 0 meanwhile.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient

logger = logging.getLogger(__name__)
TOLD_EVERY = 60  # seconds
PATIENCE = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}  # seconds: a visitor waits for each answer


class SharedClient(RedisCacheClient):
    """The client, whose answers without a server are those of an empty cache that takes nothing."""

    _lib: Any
    told_at = -float(TOLD_EVERY)

    @contextmanager
    def empty_when_away(self) -> Iterator[None]:
        try:
            yield
        except self._lib.RedisError as error:
            if time.monotonic() >= self.told_at + TOLD_EVERY:
                SharedClient.told_at = time.monotonic()
                logger.error("the shared cache does not answer (%s); the site goes on without", type(error).__name__)

    def get(self, key: Any, default: Any) -> Any:
        with self.empty_when_away():
            return super().get(key, default)
        return default

    def get_many(self, keys: Any) -> Any:
        with self.empty_when_away():
            return dict(super().get_many(keys))
        return {}

    def has_key(self, key: Any) -> bool:
        with self.empty_when_away():
            return bool(super().has_key(key))
        return False

    def add(self, key: Any, value: Any, timeout: Any) -> bool:
        with self.empty_when_away():
            return bool(super().add(key, value, timeout))
        return False

    def incr(self, key: Any, delta: int) -> Any:
        with self.empty_when_away():
            return super().incr(key, delta)
        raise ValueError(f"Key {key!r} not found.")  # as Django does for a key that is not there

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        with self.empty_when_away():
            super().set(key, value, timeout)

    def set_many(self, data: Any, timeout: Any) -> None:
        with self.empty_when_away():
            super().set_many(data, timeout)

    def touch(self, key: Any, timeout: Any) -> bool:
        with self.empty_when_away():
            return bool(super().touch(key, timeout))
        return False

    def delete(self, key: Any) -> bool:
        with self.empty_when_away():
            return bool(super().delete(key))
        return False

    def delete_many(self, keys: Any) -> None:
        with self.empty_when_away():
            super().delete_many(keys)


class SharedRedisCache(RedisCache):
    """Django's cache in Redis by our client."""

    _options: dict[str, Any]

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, {**params, "OPTIONS": {**PATIENCE, **params.get("OPTIONS", {})}})
        self._class = SharedClient
