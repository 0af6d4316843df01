"""Every table of the database is in a copy and comes back with it; one that nobody knows is noticed here."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from cluster_cms.backups.copying import make_copy
from cluster_cms.backups.manifest import read_manifest
from cluster_cms.backups.postgresql import tables
from cluster_cms.backups.restoring import restore_copy
from cluster_cms.security.audit import AuditEntry
from contact.models import RateCounter
from tests.cluster_cms.backups.conftest import Place
from tests.contact.conftest import visit
from tests.contact.visit import Visit

__all__ = ["visit"]  # pytest finds the fixture here
pytestmark = pytest.mark.usefixtures("committed_db")
# Tables without a model: Django's list of migrations, and those in which SQLite keeps the full text index.
WITHOUT_MODEL = ("django_migrations", "modelsearch_indexentry_fts", "wagtailsearch_indexentry_fts", "sqlite_")


def of_models() -> set[str]:
    return {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed}


def rows() -> dict[str, int]:
    """Return the number of rows of each table, as the database itself counts them."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables(cursor):
            cursor.execute(" ".join(("SELECT count(*) FROM", connection.ops.quote_name(table))))
            found[table] = int(cursor.fetchone()[0])
    return found


def test_no_table_is_unknown() -> None:
    unknown = {table for table in rows().keys() - of_models() if not table.startswith(WITHOUT_MODEL)}
    assert unknown == set(), "is it in a copy, and does it come back?"


def test_the_manifest_counts_the_rows_of_every_model(copy: Path) -> None:
    assert of_models() - read_manifest(copy).rows.keys() == set()


def test_every_row_of_every_table_comes_back(visit: Callable[..., Visit], empty_place: Place, tmp_path: Path) -> None:
    visit().send_all()
    assert RateCounter.objects.exists(), "the counts of the form are in a copy, too; the worker forgets them in time"
    before = rows()
    make_copy(tmp_path / "copy")
    with empty_place():
        restore_copy(tmp_path / "copy")
        after = rows()
    after[AuditEntry._meta.db_table] -= 1  # the entry of the restore
    assert after == before
