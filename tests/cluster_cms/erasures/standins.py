"""Records to erase: a group stands for one, its name for the random id."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail import hooks

from cluster_cms.erasures.erasing import Erasable, erasing
from cluster_cms.erasures.journal import journal

KIND = "letter"


def exists(record: UUID) -> bool:
    return Group.objects.filter(name=str(record)).exists()


def delete(record: UUID) -> None:
    Group.objects.filter(name=str(record)).delete()


def write_letter() -> UUID:
    """Return the id of a new record."""
    return UUID(Group.objects.create(name=str(uuid4())).name)


def erase(*records: UUID) -> None:
    with erasing(KIND, records, "staff"):
        for record in records:
            delete(record)


def erase_and_then(record: UUID, failure: BaseException) -> None:
    """Erase in a transaction that fails before it commits."""
    with transaction.atomic():
        erase(record)
        raise failure


@contextmanager
def letters_erasable() -> Iterator[None]:
    with hooks.register_temporarily("register_erasable", Erasable(KIND, exists, delete, "Letters")):
        yield


def outcomes() -> list[str]:
    """Return what the journal says of erasures; the heads of the chains stand in it too."""
    return [line.outcome for line, _hash in journal().lines() if line.outcome != "anchored"]
