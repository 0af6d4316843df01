"""Encrypts personal data at rest: AES-256-GCM under a ring of keys, bound to its row."""

import hashlib
import hmac
import json
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

VERSION = 1
CACHED_CIPHERS = 16  # more keys than a ring has
NONCE_BYTES = 12


class WrongKey(Exception):
    """A value cannot be decrypted: its key is not in the ring, or the value was changed or moved."""


class Sealed(bytes):
    """An encrypted value as the database holds it."""


@lru_cache(maxsize=CACHED_CIPHERS)
def cipher(key: bytes) -> AESGCM:
    """Return the cipher of a key, cached: making one takes longer than most decryptions."""
    return AESGCM(key)


def encrypt(plain: bytes, *, bound_to: str) -> Sealed:
    """Encrypt under the newest key of INQUIRY_KEYS, bound to `table.column.row`."""
    key_id, key = next(iter(settings.INQUIRY_KEYS.items()))
    nonce = os.urandom(NONCE_BYTES)
    head = bytes([VERSION, len(key_id)]) + key_id.encode()
    return Sealed(head + nonce + cipher(key).encrypt(nonce, plain, head + bound_to.encode()))


def decrypt(sealed: bytes, *, bound_to: str) -> bytes:
    """Return the plain bytes. Raises WrongKey."""
    return Opener(bound_to)(sealed)


class Opener:
    """Decrypts many values of one column: each key is looked up once, not for each of 100,000 values."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.ciphers: dict[bytes, tuple[AESGCM, bytes]] = {}

    def __call__(self, sealed: bytes, row: str = "") -> bytes:
        """Return the plain bytes of a row's value, bound to place and row. Raises WrongKey."""
        try:
            begin = 2 + sealed[1]
            end = begin + NONCE_BYTES
            head = sealed[:begin]
            known, bound = self.ciphers.get(head) or self.learn(head, row)
            return known.decrypt(sealed[begin:end], sealed[end:], bound + row.encode())
        except (InvalidTag, ValueError, IndexError) as error:
            raise WrongKey(f"The key does not open {self.place}{row}.") from error

    def learn(self, head: bytes, row: str) -> tuple[AESGCM, bytes]:
        """Return the cipher for values with this head, and the beginning of their associated data. Raises WrongKey."""
        key = settings.INQUIRY_KEYS.get(head[2:].decode("ascii", "replace")) if head[0] == VERSION else None
        if key is None:
            raise WrongKey(f"No key of the ring opens {self.place}{row}.")
        self.ciphers[head] = cipher(key), head + self.place.encode()
        return self.ciphers[head]


def lookup_hash(value: str, *, purpose: str) -> str:
    """Return the HMAC-SHA256 (hex) of a value, by which equal values are found; callers fold what counts as equal."""
    return hmac.new(settings.LOOKUP_KEY, f"{purpose}\0{value}".encode(), hashlib.sha256).hexdigest()


class SealedAttribute:
    """Decrypts on first access, because the value is bound to the primary key of the instance."""

    def __init__(self, field: "EncryptedField") -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> Any:
        if instance is None:
            return self
        if self.field.attname not in instance.__dict__:
            instance.refresh_from_db(fields=[self.field.attname])
        value = instance.__dict__[self.field.attname]
        if isinstance(value, Sealed):
            value = self.field.unseal(value, instance)
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


# Django's fields take type parameters only from the type checker.
if TYPE_CHECKING:
    BinaryField = models.BinaryField[Any, Any]
else:
    BinaryField = models.BinaryField


class EncryptedField(BinaryField):
    """Base of encrypted columns. The model needs a primary key that is known before it is saved (a UUID)."""

    descriptor_class = SealedAttribute

    def get_default(self) -> Any:
        """Return the default, else nothing: the empty bytes of a BinaryField are no text."""
        return models.Field.get_default(self) if self.has_default() else None

    def to_python(self, value: Any) -> Any:
        """Leave the value alone in `full_clean()`: a BinaryField takes text for base64."""
        return value

    def bound_to(self, instance: models.Model) -> str:
        if instance.pk is None:
            raise ImproperlyConfigured("An encrypted value is bound to its row: the primary key must be known first.")
        return f"{instance._meta.db_table}.{self.column}.{instance.pk}"

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Sealed):
            return value
        return encrypt(self.to_bytes(value), bound_to=self.bound_to(model_instance))

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if value is not None and not isinstance(value, Sealed):
            raise TypeError("An encrypted field is written by saving its record, not by update().")
        return super().get_db_prep_save(value, connection)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))

    def unseal(self, value: Sealed, instance: models.Model) -> Any:
        return self.from_bytes(decrypt(value, bound_to=self.bound_to(instance)))

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError("Encrypted fields are not serialised.")

    def to_bytes(self, value: Any) -> bytes:
        raise NotImplementedError

    def from_bytes(self, plain: bytes) -> Any:
        raise NotImplementedError


class EncryptedTextField(EncryptedField):
    """Text, encrypted."""

    def to_bytes(self, value: Any) -> bytes:
        return str(value).encode()

    def from_bytes(self, plain: bytes) -> str:
        return plain.decode()


class EncryptedBytesField(EncryptedField):
    """Bytes as they came, encrypted."""

    def to_bytes(self, value: Any) -> bytes:
        return bytes(value)

    def from_bytes(self, plain: bytes) -> bytes:
        return plain


class EncryptedJSONField(EncryptedField):
    """Anything JSON can hold, encrypted."""

    def to_bytes(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False).encode()

    def from_bytes(self, plain: bytes) -> Any:
        return json.loads(plain)
