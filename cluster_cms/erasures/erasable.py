"""What can be erased again after a restore: each app says so through the hook `register_erasable`."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from wagtail import hooks


@dataclass(frozen=True)
class Erasable:
    """A kind of record. `erase` runs in the caller's transaction and writes no audit entry of its own."""

    kind: str
    exists: Callable[[UUID], bool]
    erase: Callable[[UUID], None]
    label: str | Promise = ""  # as the privacy officer calls it


def erasables() -> dict[str, Erasable]:
    """Return every registered kind by its name. The hook holds an Erasable, or a function that returns one."""
    found = [entry if isinstance(entry, Erasable) else entry() for entry in hooks.get_hooks("register_erasable")]
    return {erasable.kind: erasable for erasable in found}
