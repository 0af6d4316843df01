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
        children = Path(f"/proc/{self.keeper.pid}/task/{self.keeper.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def end_one(self, chance: random.SystemRandom, how: signal.Signals) -> int:
        """Signal one worker: SIGKILL is as a power cut, SIGTERM in order. The keeper starts another. Return its id."""
        while not (workers := self.workers()):
            assert self.keeper.poll() is None
        victim = chance.choice(workers)
        with contextlib.suppress(ProcessLookupError):
            os.kill(victim, how)
        return victim

    def cpu_seconds(self) -> float:
        """Return the processor time that the workers have used so far (proc(5), utime and stime)."""
        stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in self.workers()]
        return sum(int(stat[11]) + int(stat[12]) for stat in stats) / os.sysconf("SC_CLK_TCK")


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
