"""Backup and restore of an SQLite database: `VACUUM INTO` copies it as of one moment while others write."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection

from cluster_cms.backups.sealing import CHUNK, CopyRefused, unseal
from cluster_cms.erasures.file_journal import flush_folder
from cluster_cms.operations.database_owner import connected_to


class SqliteSource:
    """A snapshot of the database, a file that is unlinked once it is open."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Within the block, this thread's default database is the snapshot."""
        self._file.touch(mode=0o600)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(self._file)])
        with connected_to(str(self._file), OPTIONS={}), self._file.open("rb") as self._plain:
            connection.ensure_connection()
            self._file.unlink()
            yield

    def pieces(self, rows: dict[str, int]) -> Iterator[bytes]:
        """Yield the content of the snapshot and store the number of rows of each table in `rows`."""
        yield from iter(lambda: self._plain.read(CHUNK), b"")
        models = apps.get_models(include_auto_created=True)
        rows |= {model._meta.db_table: model._base_manager.count() for model in models if model._meta.managed}


class SqliteTarget:
    """The site's database file, which is replaced when the restored one is complete and sound."""

    def __init__(self) -> None:
        self.final = Path(str(connection.settings_dict["NAME"]))
        self._working = self.final.with_name(f"{self.final.name}.restoring")

    def require_empty(self) -> None:
        if self.final.exists() and connection.introspection.table_names():
            raise CopyRefused("The database is not empty: a copy is restored into a new, empty one only.")

    @contextmanager
    def filling(self, sealed: Path, _manifest: Any) -> Iterator[None]:
        """Within the block, this thread's default database is the restored one; after it, the site's is."""
        try:
            self._write(sealed)
            with connected_to(str(self._working), OPTIONS={"transaction_mode": "IMMEDIATE"}):
                require_sound()
                yield
            connection.close()
            for suffix in ("-wal", "-shm"):
                Path(f"{self.final}{suffix}").unlink(missing_ok=True)
            self._working.replace(self.final)
            flush_folder(self.final.parent)
        finally:
            for suffix in ("", ".migrating"):
                Path(f"{self._working}{suffix}").unlink(missing_ok=True)

    def finish(self) -> None:
        """Do nothing: the file gets its name at the end of `filling`."""

    def _write(self, sealed: Path) -> None:
        self._working.unlink(missing_ok=True)
        with os.fdopen(os.open(self._working, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            unseal(sealed, file)
            file.flush()
            os.fsync(file.fileno())


def require_sound() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        if (answer := cursor.fetchone()[0]) != "ok":
            raise CopyRefused(f"The database in this copy is not sound: {answer}.")
