"""The whole database as somebody with all keys would read it: every value of every table, encrypted ones opened.

A value that no key opens raises WrongKey: then nobody can say what is in it.
"""

import re
import unicodedata
from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models

from cluster_cms.security import crypto

# The one exception to "nothing is left": who was handed over by consent, until the term of the record (APPI Art. 29).
KEPT_BY_LAW = {"contact_transferredperson.person", "contact_transferredperson.email_hmac"}


def decrypted_dump() -> Iterator[tuple[str, str]]:
    """Yield the place, `table.column`, and the text of every value."""
    sealed = set()
    for model, field in encrypted_fields():
        sealed.add(f"{model._meta.db_table}.{field.column}")
        yield from opened(model, field)
    yield from (found for found in plain_values() if found[0] not in sealed)


def encrypted_fields() -> Iterator[tuple[type[models.Model], crypto.EncryptedField]]:
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if isinstance(field, crypto.EncryptedField):
                yield model, field


def opened(model: type[models.Model], field: crypto.EncryptedField) -> Iterator[tuple[str, str]]:
    place = f"{model._meta.db_table}.{field.column}"
    rows = model._base_manager.exclude(**{field.attname: None}).values_list("pk", field.attname)
    for pk, value in rows.iterator():
        yield place, crypto.decrypt(value, bound_to=f"{place}.{pk}").decode("utf-8", "replace")


def plain_values() -> Iterator[tuple[str, str]]:
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(" ".join(("SELECT * FROM", connection.ops.quote_name(table))))
            columns = [f"{table}.{column[0]}" for column in cursor.description]
            for row in cursor.fetchall():
                yield from zip(columns, map(readable, row), strict=True)


def readable(value: object) -> str:
    return bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)


def folded(text: str) -> str:
    """Fold as the column for searches does, at least: what differs in width, case, blanks or hyphens is the same."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text).casefold())


def places_of(text: str) -> set[str]:
    """Return where a text stands, in whatever width and case."""
    wanted = folded(text)
    return {place for place, value in decrypted_dump() if wanted in folded(value)}
