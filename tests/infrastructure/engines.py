"""The two databases under test, as far as tests create, copy and drop databases by name."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql


class Engine(Protocol):
    """Creates and drops databases that are known by a short name."""

    vendor: str

    def url(self, name: str) -> str: ...
    def setting(self, name: str) -> str: ...
    def exists(self, name: str) -> bool: ...
    def create(self, name: str, *, template: str = "") -> None: ...
    def rename(self, old: str, new: str) -> None: ...
    def drop(self, name: str) -> None: ...
    def names(self) -> list[str]: ...


class Sqlite:
    """Databases are files of one folder; a copy of a database is a copy of its file."""

    vendor = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite3"

    def url(self, name: str) -> str:
        return f"sqlite:///{self._file(name)}"

    def setting(self, name: str) -> str:
        return str(self._file(name))

    def exists(self, name: str) -> bool:
        return self._file(name).exists()

    def create(self, name: str, *, template: str = "") -> None:
        self.drop(name)
        if template:
            shutil.copyfile(self._file(template), self._file(name))

    def rename(self, old: str, new: str) -> None:
        with closing(sqlite3.connect(self._file(old))) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # folds the write-ahead log into the file
        self._file(old).replace(self._file(new))

    def drop(self, name: str) -> None:
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(f"{self._file(name)}{suffix}").unlink(missing_ok=True)

    def names(self) -> list[str]:
        return [file.stem for file in self.folder.glob("*.sqlite3")]


class Postgres:
    """Databases of one server, all with our prefix; the database named in the URL is never written to."""

    vendor = "postgresql"
    prefix = "cms_test_"

    def __init__(self, url: str) -> None:
        self._maintenance = url

    def _run(self, statement: str, *names: str) -> None:
        identifiers = [sql.Identifier(self.prefix + name) for name in names]
        with psycopg.connect(self._maintenance, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*identifiers))

    def url(self, name: str) -> str:
        return urlunsplit(urlsplit(self._maintenance)._replace(path=f"/{self.prefix}{name}"))

    def setting(self, name: str) -> str:
        return self.prefix + name

    def exists(self, name: str) -> bool:
        return name in self.names()

    def create(self, name: str, *, template: str = "") -> None:
        self.drop(name)
        if template:
            self._run("CREATE DATABASE {} TEMPLATE {}", name, template)
        else:
            self._run("CREATE DATABASE {}", name)

    def rename(self, old: str, new: str) -> None:
        self._run("ALTER DATABASE {} RENAME TO {}", old, new)

    def drop(self, name: str) -> None:
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def names(self) -> list[str]:
        query = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        with psycopg.connect(self._maintenance, autocommit=True) as connection:
            return [name.removeprefix(self.prefix) for (name,) in connection.execute(query, [self.prefix])]
