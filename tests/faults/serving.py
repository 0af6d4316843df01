"""The real server, with the workers of production, on a copy of the demo's database; only what it starts is killed."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from tests.infrastructure.template import PROJECT

START_TIMEOUT = 60  # seconds
GUNICORN = ["-m", "gunicorn", "-c", "python:cluster_cms.settings.gunicorn", "--no-control-socket"]


def database_url() -> str:
    """Return the URL of the database that the test's own connection uses."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


@dataclass
class Server:
    """A running server, known by its port and the process that keeps its workers."""

    port: int
    keeper: subprocess.Popen[bytes]

    def workers(self) -> list[int]:
        return children(self.keeper)

    def end_one(self, chance: random.SystemRandom, how: signal.Signals) -> int:
        """Signal one worker: SIGKILL is as a power cut, SIGTERM in order. The keeper starts another. Return its id."""
        while not (workers := self.workers()):
            assert self.keeper.poll() is None
        victim = chance.choice(workers)
        with contextlib.suppress(ProcessLookupError):
            os.kill(victim, how)
        return victim

    def cpu_seconds(self) -> float:
        """Return the processor time that the workers have used so far."""
        return cpu_seconds(self.workers())

    def mebibytes(self) -> tuple[float, float]:
        """Return the memory of all processes, what they share divided among them, and of one worker (proc(5): PSS)."""
        shares = [memory(pid, "Pss") for pid in (self.keeper.pid, *self.workers())]
        return sum(shares), max(memory(pid, "Rss") for pid in self.workers())


def children(process: subprocess.Popen[bytes]) -> list[int]:
    """Return the numbers of the processes that a process has started and that still run."""
    return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def cpu_seconds(processes: Sequence[int]) -> float:
    """Return the processor time of the threads of some processes so far (schedstat: nanoseconds)."""
    threads = [thread for pid in processes for thread in Path(f"/proc/{pid}/task").iterdir()]
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9


def memory(pid: int, what: str) -> float:
    """Return the "Rss" or "Pss" of a process in MiB (proc(5): smaps_rollup)."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(text.partition(f"\n{what}:")[2].split()[0]) / 1024


@contextlib.contextmanager
def served(folder: Path, *options: str, under: Sequence[str] = (), **changed: str) -> Iterator[Server]:
    """Serve the site as `make run` does, with the settings of the tests, until the block ends.

    `options` are the server's, `changed` variables of its environment; `under` is a command that runs it.
    """
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    env = {**os.environ, "DATABASE_URL": database_url(), "VAR_DIR": str(folder), "WEB_CONCURRENCY": "2"}
    env |= {"DJANGO_SETTINGS_MODULE": "cluster_cms.settings.test", "ERASURE_JOURNAL": str(folder / "erasures.jsonl")}
    env |= changed
    command = [*under, sys.executable, *GUNICORN, "--log-level", "critical", "--bind", f"127.0.0.1:{port}", *options]
    keeper = subprocess.Popen(command, cwd=PROJECT, env=env)
    try:
        wait_until_it_answers(port, keeper)
        yield Server(port, keeper)
    finally:
        keeper.terminate()
        keeper.wait(START_TIMEOUT)


def wait_until_it_answers(port: int, keeper: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline and keeper.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError("The server did not start.")
