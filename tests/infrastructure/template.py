"""One database with migrations, structure and demo content, made once for each state of the source.

Migrations and demo content are most of what a test run would wait for, so the result is kept under
`VAR_DIR/test-cache` by a hash of our source files and locked requirements. The migrated, still empty database below it
is kept by a hash of the migrations alone: most changes of the source leave it as it is. Every use takes a copy.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.infrastructure.engines import Engine

PROJECT = Path(__file__).resolve().parents[2]
SOURCES = ("cluster_cms", "home", "library", "products", "policy", "contact", "search")
KEPT = 3  # templates of earlier states that stay, for runs that still use them


def fingerprint() -> str:
    """Return a hash of everything the content of the template database can depend on.

    TEST_TEMPLATE names a template to keep using instead: quicker while neither models nor demo content change.
    """
    if kept := os.environ.get("TEST_TEMPLATE"):
        return kept
    files = [file for folder in SOURCES for file in sorted((PROJECT / folder).rglob("*"))]
    return hash_of(file for file in files if not {"__pycache__", "static"} & set(file.parts))


def migrations_fingerprint() -> str:
    """Return a hash of everything the tables can depend on: our migrations, and the versions of all others."""
    triggers = PROJECT / "cluster_cms" / "security" / "append_only.py"
    return hash_of([triggers, *sorted(PROJECT.glob("*/migrations/*.py"))])


def hash_of(files: Iterable[Path]) -> str:
    digest = hashlib.sha256((PROJECT / "requirements" / "test.txt").read_bytes())
    digest.update(sys.version.encode())
    for file in filter(Path.is_file, files):
        digest.update(file.relative_to(PROJECT).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def exclusive(file: Path) -> Iterator[None]:
    """Let one process at a time pass; the others wait."""
    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@dataclass(frozen=True)
class Template:
    """A finished template: its database in an engine, its media and the demo's accounts in a folder."""

    engine: Engine
    cache: Path

    @cached_property
    def name(self) -> str:
        return f"template_{fingerprint()}"

    @property
    def folder(self) -> Path:
        return self.cache / f"{self.engine.vendor}-{self.name}"

    @property
    def media(self) -> Path:
        return self.folder / "test-media"

    @property
    def accounts(self) -> Path:
        return self.folder / "demo-accounts.txt"

    def ensure(self) -> None:
        """Build the template unless it is there."""
        self.cache.mkdir(parents=True, exist_ok=True)
        with exclusive(self.cache / f"{self.engine.vendor}.lock"):
            if not (self.folder.exists() and self.engine.exists(self.name)):
                self._build()
                self._forget_old()

    def _build(self) -> None:
        """Build under another name and rename at the end, so that an interrupted build is never used."""
        shutil.rmtree(self.folder, ignore_errors=True)
        unfinished = self.cache / f"{self.engine.vendor}-new_{self.name}"
        shutil.rmtree(unfinished, ignore_errors=True)
        (unfinished / "test-media").mkdir(parents=True)
        self._make(self.name, "fill", template=self.migrated(), folder=unfinished)
        unfinished.rename(self.folder)

    def migrated(self) -> str:
        """Return the name of a database with all tables and no content, made once for each state of the migrations."""
        name = f"migrated_{migrations_fingerprint()}"
        if not self.engine.exists(name):
            for old in self.engine.names():
                if old.startswith("migrated_"):
                    self.engine.drop(old)
            self._make(name, "migrate", template="", folder=self.cache)
        return name

    def _make(self, name: str, step: str, *, template: str, folder: Path) -> None:
        """Run a step of `build_template` on a copy, and give it its name when it is complete."""
        unfinished = f"new_{name}"
        self.engine.drop(name)
        self.engine.create(unfinished, template=template)
        place = {"DATABASE_URL": self.engine.url(unfinished), "VAR_DIR": str(folder)}
        command = [sys.executable, "-m", "tests.infrastructure.build_template", step]
        subprocess.run(command, check=True, cwd=PROJECT, env={**os.environ, **place})
        self.engine.rename(unfinished, name)

    def _forget_old(self) -> None:
        pattern = f"{self.engine.vendor}-template_*"
        folders = sorted(self.cache.glob(pattern), key=lambda folder: folder.stat().st_mtime)
        for folder in folders[:-KEPT]:
            shutil.rmtree(folder, ignore_errors=True)
            self.engine.drop(folder.name.removeprefix(f"{self.engine.vendor}-"))
