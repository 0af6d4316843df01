"""Sealing everything anew under the newest key, so that an old one can leave the ring."""

from collections.abc import Iterator
from itertools import takewhile

from django.conf import settings
from django.db import models, transaction

from cluster_cms import audit
from cluster_cms.backups.keys import sealed_by_others, sealed_columns
from cluster_cms.crypto import EncryptedField, encrypt

BATCH = 500  # rows in one transaction


def newest_key() -> str:
    return next(iter(settings.INQUIRY_KEYS))


def rotate_keys() -> Iterator[tuple[str, int]]:
    """Yield, for each encrypted column, its name and how many values were sealed anew.

    Whatever is under the newest key already is left alone, so that a run which was stopped goes on where it was. Raises
    WrongKey for a value that no key of the ring opens.
    """
    for model, field in sealed_columns():
        batches = takewhile(bool, (rotate_batch(model, field) for _ in iter(int, 1)))
        yield f"{model._meta.db_table}.{field.column}", sum(batches)


@transaction.atomic
def rotate_batch(model: type[models.Model], field: EncryptedField) -> int:
    """Seal some values anew in one transaction with its audit entry; return how many."""
    rows = sealed_by_others(model, field, newest_key()).select_for_update(of=("self",)).order_by("pk")[:BATCH]
    found = list(rows)
    for row in found:
        plain = field.to_bytes(getattr(row, field.attname))
        sealed = encrypt(plain, bound_to=field.bound_to(row))
        models.QuerySet(model).filter(pk=row.pk).update(**{field.attname: sealed})
    if found:
        column = f"{model._meta.db_table}.{field.column}"
        audit.record("keys.rotated", data={"column": column, "key": newest_key(), "count": len(found)})
    return len(found)
