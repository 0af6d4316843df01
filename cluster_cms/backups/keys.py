"""The keys of the site: which are in use, where a spare of each is kept (key escrow), and key rotation."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms import clock
from cluster_cms.backups.sealing import key_name
from cluster_cms.operations.jobs import Job
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from cluster_cms.security.append_only import AppendOnlyModel
from cluster_cms.security.checkpoints import checkpoint, store_checkpoint
from cluster_cms.security.crypto import VERSION, EncryptedBytesField, EncryptedField, Sealed, encrypt

BATCH = 500  # rows in one transaction
FILES_BATCH = 10  # rows of a column that holds whole files
IN_USE = "keys-in-use"


def encrypted_columns() -> Iterator[tuple[type[models.Model], EncryptedField]]:
    """Yield every encrypted column of every model."""
    for model in apps.get_models():
        yield from ((model, field) for field in model._meta.local_fields if isinstance(field, EncryptedField))


def prefix_of(key_id: str) -> bytes:
    """Return the first bytes of every value encrypted under a key."""
    return bytes([VERSION, len(key_id)]) + key_id.encode()


def encrypted_under_others(
    model: type[models.Model], field: EncryptedField, *key_ids: str
) -> "models.QuerySet[models.Model]":
    """Return the rows in which a column is encrypted under none of the keys."""
    rows = model._base_manager.exclude(**{f"{field.name}__isnull": True})
    for number, key_id in enumerate(key_ids):
        name, prefix = f"prefix_{number}", prefix_of(key_id)
        first = models.Func(models.F(field.name), 1, len(prefix), function="SUBSTR", output_field=models.BinaryField())
        rows = rows.annotate(**{name: first}).exclude(**{name: prefix})
    return rows


def key_id_of(sealed: bytes) -> str:
    return Sealed(sealed)[2 : 2 + sealed[1]].decode("ascii", "replace") if len(sealed) > 1 else ""


def keys_in_use() -> set[str]:
    """Return the ids of all keys that some value needs, whether the ring holds them or not."""
    found: set[str] = set()
    for model, field in encrypted_columns():
        while row := encrypted_under_others(model, field, *sorted(found)).values_list(field.name, flat=True).first():
            found.add(key_id_of(bytes(row)))
    return found


def record_keys_in_use() -> set[str]:
    """Look through all values for their keys and keep the result for `doctor`; return the ids."""
    found = keys_in_use()
    store_checkpoint(IN_USE, whole=True, found={"keys": sorted(found)})
    return found


def keys_last_in_use() -> set[str]:
    """Return the ids of the keys in use as of last night; values are only ever added under the newest key."""
    last = checkpoint(IN_USE)
    return set(last.found["keys"]) if last else keys_in_use()


def key_use_job() -> Job:
    return Job("keys in use", every=timedelta(days=1), run=record_keys_in_use)


def key_names() -> list[str]:
    """Return a name of each key of this site, under which its escrow is recorded; a new key has a new name."""
    rings = ("INQUIRY_KEYS", "AUDIT_KEYS")
    ring = [f"{name} {key_id} {key_name(key)}" for name in rings for key_id, key in getattr(settings, name).items()]
    return [*ring, f"LOOKUP_KEY {key_name(settings.LOOKUP_KEY)}", f"BACKUP_KEY {key_name(settings.BACKUP_KEY)}"]


class UnknownKey(Exception):
    """No key of this site has the name that was given."""


class KeyEscrow(AppendOnlyModel):
    """Where a spare of a key is kept; `key_name` is derived from the key, so a new key needs a new record."""

    key_name = models.CharField(pgettext_lazy("backup", "key"), max_length=60)
    place = models.CharField(_("kept at"), max_length=200)
    kept_on = models.DateField(_("on"), default=clock.today)
    kept_by = models.CharField(pgettext_lazy("kept", "by"), max_length=100)
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
    if key_name not in key_names():
        raise UnknownKey(key_name)
    kept = KeyEscrow.objects.create(key_name=key_name, place=place, kept_by=kept_by, kept_on=kept_on or clock.today())
    audit.record("keys.escrowed", actor=actor, subject=key_name)
    return kept


def keys_without_escrow() -> list[str]:
    """Return the names of the keys of which no spare is recorded."""
    known = set(KeyEscrow.objects.values_list("key_name", flat=True))
    return [name for name in key_names() if name not in known]


def newest_key() -> str:
    return next(iter(settings.INQUIRY_KEYS))


def rotate_keys() -> Iterator[tuple[str, int]]:
    """Encrypt every value under the newest key; yield each column's name and how many of its values were changed.

    Values under the newest key are skipped, so that a run which was stopped continues where it was. Raises WrongKey for
    a value that no key of the ring decrypts.
    """
    for model, field in encrypted_columns():
        total = 0
        while count := rotate_batch(model, field):
            total += count
        yield f"{model._meta.db_table}.{field.column}", total


@transaction.atomic
def rotate_batch(model: type[models.Model], field: EncryptedField) -> int:
    """Re-encrypt at most 500 values, of files 10, in one transaction with its audit entry; return how many."""
    most = FILES_BATCH if isinstance(field, EncryptedBytesField) else BATCH
    others = encrypted_under_others(model, field, newest_key()).only(field.name)
    rows = others.select_for_update(of=("self",)).order_by("pk")[:most]
    found = list(rows)
    for row in found:
        plain = field.to_bytes(getattr(row, field.attname))
        sealed = encrypt(plain, bound_to=field.bound_to(row))
        models.QuerySet(model).filter(pk=row.pk).update(**{field.attname: sealed})
    if found:
        column = f"{model._meta.db_table}.{field.column}"
        audit.record("keys.rotated", data={"column": column, "key": newest_key(), "count": len(found)})
    return len(found)
