"""Runs what `bootstrap.py` hands over: `python -m tests.infrastructure.suite test` (or check, lock, …).

Every step runs even when an earlier one failed, so that one run shows everything; the table at the end names
each step with its outcome and its seconds, and the exit status is non-zero when one has failed.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.infrastructure.template import PROJECT, SOURCES

PYTHON = sys.executable
VAR = Path(os.environ["VAR_DIR"])
TEMPLATES = [f"{app}/templates" for app in SOURCES if (PROJECT / app / "templates").exists()]
LOCKED = ("base", "production", "test", "installer", "development")  # in this order: each binds the next
COMPILE = [
    "uv",
    "pip",
    "compile",
    "--universal",
    "--generate-hashes",
    "--python-version",
    "3.11",
    "--upgrade",
]
NAMED = ["--quiet", "--custom-compile-command", "python3 bootstrap.py lock"]


@dataclass(frozen=True)
class Step:
    """A command with the name it has in the table."""

    name: str
    command: list[str]
    env: Mapping[str, str] = field(default_factory=dict)


def module(*arguments: str) -> list[str]:
    return [PYTHON, "-m", *arguments]


def pytest(*arguments: str) -> list[str]:
    return module("pytest", "-q", *arguments)


SQLITE = {"DATABASE_URL": f"sqlite:///{VAR / 'test.sqlite3'}"}
CHECK = [
    Step("lint", module("ruff", "check", "--output-format", "concise")),
    Step("format", module("ruff", "format", "--check", "--output-format", "concise")),
    Step("types", module("mypy")),
    Step("templates", module("djlint", "--lint", "--quiet", *TEMPLATES)),
]
TEST = [
    *CHECK,
    Step("migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], SQLITE),
    Step("messages", [PYTHON, "manage.py", "update_messages", "--check"], SQLITE),
    Step("tests on SQLite", pytest("-m", "not browser"), SQLITE),
    Step("tests on PostgreSQL", module("tests.infrastructure.postgres", *pytest("-m", "not browser"))),
    Step("tests in a browser", pytest("-m", "browser"), SQLITE),
]
LOCK = [
    Step(name, module(*COMPILE, *NAMED, f"requirements/{name}.in", "-o", f"requirements/{name}.txt")) for name in LOCKED
]
PARTS = {
    "check": CHECK,
    "test": TEST,
    "messages": [Step("messages", [PYTHON, "manage.py", "update_messages"], SQLITE)],
    "migrations": [Step("migrations", [PYTHON, "manage.py", "makemigrations"], SQLITE)],
    "lock": LOCK,
    "screens": [Step("screens", pytest("tests/bench/screens.py"), SQLITE)],
    "bench": [Step("bench", pytest("-s", "tests/bench/pages.py"), SQLITE)],
    "test-extra": [Step("extra legs", module("tests.infrastructure.extra"))],
}


def run(step: Step) -> bool:
    caches = {
        "MYPY_CACHE_DIR": str(VAR / "mypy-cache"),
        "RUFF_CACHE_DIR": str(VAR / "ruff-cache"),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(VAR / "hypothesis"),
        "PYTEST_ADDOPTS": f"{os.environ.get('PYTEST_ADDOPTS', '')} --output={VAR / 'test-results'}",
    }
    print(f"\n=== {step.name}", flush=True)
    with subprocess.Popen(step.command, cwd=PROJECT, env={**os.environ, **caches, **step.env}) as child:
        try:
            return child.wait() == 0
        except KeyboardInterrupt:
            child.terminate()  # and not killed: it has a server of its own to stop
            raise


def main(part: str) -> int:
    """Run the steps of a part; return the exit status."""
    rows: list[tuple[str, bool, float]] = []
    for step in PARTS[part]:
        began = time.monotonic()
        rows.append((step.name, run(step), time.monotonic() - began))
    print()
    for name, passed, seconds in rows:
        print(f"{name:<20} {'ok' if passed else 'FAILED':<7} {seconds:7.1f} s")
    print(f"{'all':<28} {sum(seconds for *_, seconds in rows):7.1f} s", flush=True)
    return 0 if all(passed for _, passed, _ in rows) else 1


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a terminated run stops what it has started
    try:
        raise SystemExit(main(sys.argv[1]))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
