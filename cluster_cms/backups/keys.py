"""The keys of the site: which are in use, where a spare of each is kept (escrow), and rotation."""

from collections.abc import Iterator
from datetime import date
from itertools import takewhile

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.backups.sealing import key_name
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from cluster_cms.security.append_only import AppendOnlyModel
from cluster_cms.security.crypto import VERSION, EncryptedField, Sealed, encrypt

BATCH = 500  # rows in one transaction


def sealed_columns() -> Iterator[tuple[type[models.Model], EncryptedField]]:
    """Yield every encrypted column of every model."""
    for model in apps.get_models():
        yield from ((model, field) for field in model._meta.local_fields if isinstance(field, EncryptedField))


def head_of(key_id: str) -> bytes:
    """Return the bytes with which every value sealed under a key begins."""
    return bytes([VERSION, len(key_id)]) + key_id.encode()


def sealed_by_others(
    model: type[models.Model], field: EncryptedField, *key_ids: str
) -> "models.QuerySet[models.Model]":
    """Return the rows in which a column is sealed under none of the keys."""
    rows = model._base_manager.exclude(**{f"{field.name}__isnull": True})
    for number, key_id in enumerate(key_ids):
        head = models.Func(
            models.F(field.name), 1, len(head_of(key_id)), function="SUBSTR", output_field=models.BinaryField()
        )
        rows = rows.annotate(**{f"head_{number}": head}).exclude(**{f"head_{number}": head_of(key_id)})
    return rows


def key_id_of(sealed: bytes) -> str:
    return Sealed(sealed)[2 : 2 + sealed[1]].decode("ascii", "replace") if len(sealed) > 1 else ""


def keys_in_use() -> set[str]:
    """Return the ids of all keys that some value needs, whether the ring holds them or not."""
    found: set[str] = set()
    for model, field in sealed_columns():
        while row := sealed_by_others(model, field, *sorted(found)).values_list(field.name, flat=True).first():
            found.add(key_id_of(bytes(row)))
    return found


def names_of_keys() -> list[str]:
    """Return the names under which an escrow is recorded; a new key has a new name."""
    ring = [f"INQUIRY_KEYS {key_id} {key_name(key)}" for key_id, key in settings.INQUIRY_KEYS.items()]
    return [*ring, f"LOOKUP_KEY {key_name(settings.LOOKUP_KEY)}", f"BACKUP_KEY {key_name(settings.BACKUP_KEY)}"]


class UnknownKey(Exception):
    """No key of this site has that name."""


class KeyEscrow(AppendOnlyModel):
    """A spare of a key was put somewhere. A new key has a new name, so an old record never speaks for it."""

    key_name = models.CharField(_("key"), max_length=60)
    place = models.CharField(_("kept at"), max_length=200)
    kept_on = models.DateField(_("on"), default=clock.today)
    kept_by = models.CharField(_("by"), max_length=100)
    recorded_at = models.DateTimeField(_("recorded"), default=clock.now)

    class Meta:
        ordering = ["-recorded_at"]
        default_permissions = ("add", "view")
        verbose_name = _("spare of a key")
        verbose_name_plural = _("spares of keys")

    def __str__(self) -> str:
        return f"{self.key_name}: {self.place}"


@transaction.atomic
def record_escrow(
    *, key_name: str, place: str, kept_by: str, kept_on: date | None = None, actor: User | None = None
) -> KeyEscrow:
    """Record where a spare of a key of this site is kept. Raises UnknownKey."""
    if key_name not in names_of_keys():
        raise UnknownKey(key_name)
    kept = KeyEscrow.objects.create(key_name=key_name, place=place, kept_by=kept_by, kept_on=kept_on or clock.today())
    audit.record("keys.escrowed", actor=actor, subject=key_name)
    return kept


def keys_without_escrow() -> list[str]:
    known = set(KeyEscrow.objects.values_list("key_name", flat=True))
    return [name for name in names_of_keys() if name not in known]


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
