"""What a request changes in the records that matter: their rows before and after, compared by hash."""

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.test import Client

from cluster_cms.oversight.watched_models import EXEMPT, WATCHED
from tests.infrastructure.role_walk.forms import Form
from tests.infrastructure.role_walk.walk import WRITES, undone

BY_ITSELF = "Written by the site itself"  # as the reason of EXEMPT begins: nothing that a role decides about


@cache
def watched_tables() -> dict[str, type[Model]]:
    """Return, by table, the models of what staff can change, with those of many-to-many fields."""
    labels = {
        *WATCHED,
        *(label for reason, found in EXEMPT.items() if not reason.startswith(BY_ITSELF) for label in found),
    }
    models = [model for model in apps.get_models() if model._meta.label in labels]
    many: list[Any] = [field.remote_field.through for model in models for field in model._meta.local_many_to_many]
    return {model._meta.db_table: model for model in (*models, *many)}


def fingerprints(tables: Iterable[str]) -> dict[str, str]:
    """Return the number and a hash of the rows of each table."""
    found = {}
    for table in tables:
        rows = sorted(map(repr, watched_tables()[table]._base_manager.values_list()))
        found[table] = f"{len(rows)} {sha256(chr(10).join(rows).encode()).hexdigest()}"
    return found


def changed_by(client: Client, form: Form, before: Mapping[str, str]) -> set[str]:
    """Send a form, return the watched tables whose rows it changed, and undo it."""
    written: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITES.match(sql):
            written.append(sql)
        return execute(sql, params, many, context)

    with undone(client):
        with connection.execute_wrapper(watch):
            client.post(form.path, form.body, query_params=form.query)
        named = {table for table in before if any(f'"{table}"' in sql for sql in written)}
        return {table for table, now in fingerprints(named).items() if now != before[table]}
