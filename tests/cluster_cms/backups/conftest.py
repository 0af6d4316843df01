"""A copy of the demo site, and an empty place to restore it into."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

from cluster_cms.backups import newest_backup
from cluster_cms.backups.copying import make_copy
from cluster_cms.backups.manifest import Manifest
from cluster_cms.backups.postgresql import UNFINISHED, PostgresTarget
from cluster_cms.operations.database_owner import connected_to
from tests.infrastructure.template import Template

Place = Callable[..., AbstractContextManager[None]]
_numbers = count(1)


@pytest.fixture(autouse=True)
def no_backup_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let the note of where the newest backup lies begin empty: a test before this one has left its own."""
    monkeypatch.setattr(newest_backup, "register", lambda: tmp_path / "newest-backup")


@pytest.fixture
def copy(committed_db: None, tmp_path: Path) -> Path:
    """A finished copy of the demo site."""
    make_copy(tmp_path / "copy")
    return tmp_path / "copy"


@pytest.fixture
def empty_place(
    template: Template, committed_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Place]:
    """Within the block, database and media are new and empty; a second block begins anew.

    On PostgreSQL the tables come from the template unless `migrations=True`: all migrations take half a minute.
    """
    made: list[str] = []

    def tables_of_the_template(_target: PostgresTarget, _manifest: Manifest) -> None:
        connection.close()
        template.engine.create(made[-1], template=template.name)
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE {UNFINISHED} ()")

    @contextmanager
    def move(*, migrations: bool = False) -> Iterator[None]:
        made.append(f"{Path(str(settings.ERASURE_JOURNAL)).stem.replace('-', '_')}_{next(_numbers)}")
        template.engine.create(made[-1])
        if not migrations:
            monkeypatch.setattr(PostgresTarget, "make_tables", tables_of_the_template)
        media = tmp_path / f"media-{made[-1]}"
        with override_settings(MEDIA_ROOT=media), connected_to(template.engine.setting(made[-1])):
            yield

    yield move
    for name in made:
        template.engine.drop(name)
