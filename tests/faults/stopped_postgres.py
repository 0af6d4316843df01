"""PostgreSQL stops at once (no checkpoint, no farewell) while visitors send, and starts again.

Run by `make test-extra` with a server of its own, for the other tests' server must not be stopped.
"""

import os
import shlex
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from contact.pages import ContactPage
from tests.faults.crowd import ANSWERS, Crowd
from tests.faults.history import violations
from tests.faults.serving import served
from tests.infrastructure.postgres import START_TIMEOUT, other_user, ready

ROUNDS = 5


class Postgres:
    """The server behind DATABASE_URL, as the operating system sees it."""

    def __init__(self, restarted: list[subprocess.Popen[bytes]]) -> None:
        self.restarted = restarted
        with connection.cursor() as cursor:
            cursor.execute("SHOW data_directory")
            self.data = Path(cursor.fetchone()[0])
            # As in production: told "committed" means written. The private server is lenient about it otherwise.
            name = connection.ops.quote_name(connection.settings_dict["NAME"])
            cursor.execute(f"ALTER DATABASE {name} SET synchronous_commit = on")
        connection.close()
        self.nap = threading.Event()

    def stop_at_once(self) -> None:
        file = self.data / "postmaster.pid"
        os.kill(int(file.read_text().split()[0]), signal.SIGQUIT)
        self._await(lambda: not file.exists())
        for server in self.restarted:
            server.wait()

    def start(self) -> None:
        command = shlex.split((self.data / "postmaster.opts").read_text())
        quiet = subprocess.DEVNULL
        server = subprocess.Popen(command, stdout=quiet, stderr=quiet, cwd="/", start_new_session=True, **other_user())
        self.restarted.append(server)
        self._await(lambda: ready(self.data))

    def _await(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + START_TIMEOUT
        while not condition():
            assert time.monotonic() < deadline
            self.nap.wait(0.02)

    def stop_and_start(self) -> None:
        self.stop_at_once()
        self.start()


@pytest.fixture(scope="session", autouse=True)
def restarted() -> Iterator[list[subprocess.Popen[bytes]]]:
    """The servers that the test starts. Made before everything else, so that the last ends after all databases."""
    servers: list[subprocess.Popen[bytes]] = []
    yield servers
    for server in servers:
        server.send_signal(signal.SIGINT)
        server.wait()


@pytest.fixture
def postgres(committed_db: None, restarted: list[subprocess.Popen[bytes]]) -> Postgres:
    return Postgres(restarted)


def test_a_postgres_that_stops_at_once_loses_nothing_and_is_found_again(
    postgres: Postgres, contact_page: ContactPage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with served(tmp_path) as server:
        crowd, workers = Crowd(server.port, contact_page.pk), server.workers()
        connection.close()
        with crowd.sending():
            crowd.endure(ROUNDS, postgres.stop_and_start)
            crowd.await_answers()
        assert server.workers() == workers  # the web server found the database again by itself
    with capsys.disabled():
        print("\n" + crowd.report(f"PostgreSQL stopped {ROUNDS} times"))
    assert crowd.acknowledged() >= ROUNDS * ANSWERS
    assert violations(crowd.told, crowd.stored()) == []
    assert crowd.torn() == {}
    assert set(crowd.failures) <= {503}
