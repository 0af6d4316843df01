"""Runs what `bootstrap.py` hands over: `python -m tests.infrastructure.suite test` (or check, lock, …).

Every step runs even when an earlier one failed, so that one run shows everything; the table at the end names
each step with its outcome and its seconds, and the exit status is non-zero when one has failed. The steps of `test` run
two at a time, one on each core; what they print is shown when they end.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

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
AT_ONCE = 2
FULL = os.environ.get("FULL", "") not in ("", "0")  # `make bench FULL=1`: up to 1,000,000 inquiries
NO_BROWSER = ("-m", "not browser")

Row = tuple[str, bool, float]  # name, passed, seconds


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


def on_both(name: str, *arguments: str) -> tuple[Step, Step]:
    """Return the same tests on each database."""
    return (
        Step(f"{name} on SQLite", pytest(*arguments), SQLITE),
        Step(f"{name} on PostgreSQL", module("tests.infrastructure.postgres", *pytest(*arguments))),
    )


CHECK = [
    Step("lint", module("ruff", "check", "--output-format", "concise")),
    Step("format", module("ruff", "format", "--check", "--output-format", "concise")),
    Step("types", module("mypy")),
    Step("templates", module("djlint", "--lint", "--quiet", *TEMPLATES)),
    Step("floors of packages", module("tests.infrastructure.floors")),
]
# The short ones that fail most often, then the longest, so that the two cores have work until the end.
TEST: list[Step] = [
    *CHECK[:2],
    Step("tests on PostgreSQL", module("tests.infrastructure.postgres", *pytest(*NO_BROWSER, "--database-tests-only"))),
    Step("tests on SQLite", pytest(*NO_BROWSER), SQLITE),
    Step("tests in a browser", pytest("-m", "browser"), SQLITE),
    *CHECK[2:],
    Step("migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], SQLITE),
    Step("messages", [PYTHON, "manage.py", "update_messages", "--check"], SQLITE),
]
LOCK = [
    Step(name, module(*COMPILE, *NAMED, f"requirements/{name}.in", "-o", f"requirements/{name}.txt")) for name in LOCKED
]
# What the image installs (docker/Dockerfile) with versions and hashes, as CycloneDX 1.6.
SBOM = ("requirements/production.txt", "--output-reproducible", "--of", "JSON", "-o", str(VAR / "sbom.json"))
PARTS: Mapping[str, Sequence[Step | Sequence[Step]]] = {
    "check": CHECK,
    "test": [TEST],
    "messages": [Step("messages", [PYTHON, "manage.py", "update_messages"], SQLITE)],
    "migrations": [Step("migrations", [PYTHON, "manage.py", "makemigrations"], SQLITE)],
    "lock": LOCK,
    "docs": [Step("docs", module("tests.infrastructure.docs"), SQLITE)],
    "sbom": [Step("sbom", ["cyclonedx-py", "requirements", *SBOM])],
    "screens": [Step("screens", pytest("tests/bench/screens.py"), SQLITE)],
    "bench": [
        Step("begin", module("tests.bench.report", "begin")),
        *on_both("pages", "-s", "tests/bench/web.py", "tests/bench/publishing.py", "tests/bench/processes.py"),
        *on_both("finder", "-s", "tests/bench/finder.py"),
        *on_both("posts", "-s", "tests/bench/posts.py"),
        *on_both("growth", "-s", "tests/bench/growth.py"),
        *(on_both("restore and own data", "-s", "tests/bench/restore.py", "tests/bench/own_data.py") if FULL else ()),
        Step("table", module("tests.bench.report")),
    ],
    "test-extra": [Step("extra legs", module("tests.infrastructure.extra"))],
    "test-mutations": [Step("mutations", module("tests.promises.mutations"), SQLITE)],
}


def start(step: Step, output: int | None = None) -> subprocess.Popen[bytes]:
    results = VAR / "test-results" / step.name.replace(" ", "-")  # of its own: a run empties it when it begins
    caches = {
        "MYPY_CACHE_DIR": str(VAR / "mypy-cache"),
        "RUFF_CACHE_DIR": str(VAR / "ruff-cache"),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(VAR / "hypothesis"),
        "PYTEST_ADDOPTS": f"{os.environ.get('PYTEST_ADDOPTS', '')} --output={results}",
    }
    env = {**os.environ, **caches, **step.env}
    return subprocess.Popen(step.command, cwd=PROJECT, env=env, stdout=output, stderr=output)


@dataclass
class Running:
    """A step that has been started, and where its output waits."""

    step: Step
    output: IO[bytes]

    def __post_init__(self) -> None:
        self.began = time.monotonic()
        self.child = start(self.step, self.output.fileno())

    def end(self) -> Row:
        """Show the output of a step that has ended."""
        self.output.seek(0)
        print(f"\n--- {self.step.name}\n{self.output.read().decode()}", flush=True)
        return self.step.name, self.child.returncode == 0, time.monotonic() - self.began


def stop_all(running: list[Running]) -> None:
    """Stop the steps that are running when this is called."""
    for one in running:
        one.child.terminate()  # and not killed: it may have a server of its own to stop
        one.child.wait()


def run(step: Step) -> Iterator[Row]:
    """Run a step that prints as it goes."""
    print(f"\n=== {step.name}", flush=True)
    began, child = time.monotonic(), start(step)
    try:
        yield step.name, child.wait() == 0, time.monotonic() - began
    finally:
        if child.poll() is None:
            child.terminate()
            child.wait()


def run_at_once(steps: Sequence[Step]) -> Iterator[Row]:
    """Keep `AT_ONCE` steps running, in the order given, until all have ended."""
    print(f"\n=== {AT_ONCE} at a time: {', '.join(step.name for step in steps)}", flush=True)
    waiting, running = list(steps), list[Running]()
    with contextlib.ExitStack() as stack:
        stack.callback(stop_all, running)
        while waiting or running:
            while waiting and len(running) < AT_ONCE:
                running.append(Running(waiting.pop(0), stack.enter_context(tempfile.TemporaryFile())))
            time.sleep(0.1)
            for one in [one for one in running if one.child.poll() is not None]:
                running.remove(one)
                yield one.end()


def main(part: str) -> int:
    """Run the steps of a part; return the exit status."""
    began = time.monotonic()
    rows = [row for one in PARTS[part] for row in (run(one) if isinstance(one, Step) else run_at_once(one))]
    print()
    for name, passed, seconds in rows:
        print(f"{name:<20} {'ok' if passed else 'FAILED':<7} {seconds:7.1f} s")
    print(f"{'all':<28} {time.monotonic() - began:7.1f} s", flush=True)
    return 0 if all(passed for _, passed, _ in rows) else 1


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a terminated run stops what it has started
    try:
        raise SystemExit(main(sys.argv[1]))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
