"""The storage of messages to staff: the same sentence is shown once, however often a form was saved meanwhile."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.session import SessionStorage


class OnceStorage(SessionStorage):
    """Django's, in which a message that says the same at the same level follows no other.

    The editor saves by itself every few seconds, and each time Wagtail warns anew of what has not changed.
    """

    def __iter__(self) -> Iterator[Message]:
        return iter(each_once(super().__iter__()))

    def _store(self, messages: list[Message], response: Any, *args: Any, **kwargs: Any) -> list[Any]:
        storage: Any = super()
        stored: list[Any] = storage._store(each_once(messages), response, *args, **kwargs)
        return stored


def each_once(messages: Iterable[Message]) -> list[Message]:
    """Return messages in their order, the first of those that say the same."""
    return list({(message.level, str(message.message), message.extra_tags): message for message in messages}.values())
