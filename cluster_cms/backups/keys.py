"""Which keys the site has, which of them sealed values still need, and the names by which people speak of them."""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import models

from cluster_cms.backups.sealing import key_name
from cluster_cms.crypto import VERSION, EncryptedField, Sealed


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
