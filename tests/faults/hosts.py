"""Two hosts of one site on loopback, with the settings of production: each has a folder, an application and a worker.

In common they have a PostgreSQL with an owner of the tables beside the site's role, a cache, an object store and a mail
server. Whatever is started here is ended here, by its own process group.
"""

import base64
import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tests.faults.front import HOST, free_port, wait_for
from tests.faults.serving import GUNICORN, START_TIMEOUT
from tests.infrastructure.template import PROJECT

NAMES = ("east", "west")
BUCKET = "site"
STAFF, PASSWORD = "operator", secrets.token_urlsafe(16)
LIMITS = ("FORM_POSTS_PER_NETWORK", "FORM_SENDS_PER_NETWORK", "FORM_POSTS_PER_MINUTE", "FORM_SENDS_PER_HOUR")
# What is started ends with this process even when that is killed (Linux).
BOUND = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
LOOK_EVERY = "0.5"  # seconds between two looks of a worker: far more often than in production


@dataclass
class Host:
    """One host; `env` is what its processes know of the world."""

    folder: Path
    env: dict[str, str]
    port: int = field(default_factory=free_port)
    application: subprocess.Popen[bytes] | None = None
    worker: subprocess.Popen[bytes] | None = None

    def start(self, **changed: str) -> None:
        """Start the application and return when it answers."""
        command = [sys.executable, *GUNICORN, "--log-level", "critical", "--bind", f"{HOST}:{self.port}"]
        self.application = self.process(command, **changed)
        wait_for(self.port)

    def work(self) -> None:
        self.worker = self.process([sys.executable, "manage.py", "work", "--interval", LOOK_EVERY])

    def process(self, command: list[str], **changed: str) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            env = self.env | changed
            return subprocess.Popen(
                [*BOUND, *command], cwd=PROJECT, env=env, stdout=log, stderr=log, start_new_session=True
            )

    def restart(self) -> None:
        """End the application in order and start it again, as an update does."""
        assert self.application
        self.application.terminate()
        assert self.application.wait(START_TIMEOUT) == 0
        self.start()

    def kill(self) -> None:
        """End the application as a power cut does."""
        assert self.application
        os.killpg(self.application.pid, signal.SIGKILL)
        self.application.wait()

    def end(self) -> None:
        for process in filter(None, (self.application, self.worker)):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(START_TIMEOUT)

    def manage(self, *words: str, **changed: str) -> str:
        """Run a command of manage.py and return what it wrote. Raises AssertionError when it fails."""
        return finished(self.command([sys.executable, "manage.py", *words], **changed))

    def command(self, words: list[str], **changed: str) -> subprocess.Popen[str]:
        env = self.env | changed
        return subprocess.Popen(words, cwd=PROJECT, env=env, stdout=-1, stderr=subprocess.STDOUT, text=True)


def make_host(folder: Path, shared: dict[str, str]) -> Host:
    (folder / "unavailable").mkdir(parents=True)
    for place in (folder, folder / "unavailable"):
        place.chmod(0o755)  # nginx is another account
    return Host(folder, {**shared, "VAR_DIR": str(folder)})


def finished(process: subprocess.Popen[str]) -> str:
    text = process.communicate(timeout=300)[0]
    assert process.returncode == 0, text
    return text


def random_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def shared_environment(database: str, mail_port: int, cache_port: int, store: str) -> dict[str, str]:
    """Return the variables that are the same on each host, as `.env` would hold them, with keys made at random."""
    return {
        **{name: os.environ[name] for name in ("HOME", "PYTHONPATH", "LANG") if name in os.environ},
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "DJANGO_SETTINGS_MODULE": "cluster_cms.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "INQUIRY_KEYS": f"a:{random_key()}",
        "LOOKUP_KEY": random_key(),
        "BACKUP_KEY": random_key(),
        "AUDIT_KEYS": f"a:{random_key()}",
        "SITE_URL": f"https://{HOST}",
        "ALLOWED_HOSTS": HOST,
        "DATABASE_URL": database,
        "EMAIL_URL": f"smtp://{HOST}:{mail_port}",
        "DEFAULT_FROM_EMAIL": "desk@example.com",
        "CACHE_URL": f"redis://{HOST}:{cache_port}/0",
        "TRUSTED_PROXIES": HOST,
        "S3_BUCKET": BUCKET,
        "S3_ENDPOINT_URL": store,
        "S3_ACCESS_KEY_ID": "key",
        "S3_SECRET_ACCESS_KEY": "secret",
        "ERASURE_JOURNAL": f"s3://{BUCKET}/erasures",
        **dict.fromkeys(LIMITS, "100000"),
    }


def make_bucket(store: str) -> Any:
    """Create the bucket and return a client of its store."""
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret", "region_name": "us-east-1"}
    client = import_module("boto3").client("s3", endpoint_url=store, **keys)
    client.create_bucket(Bucket=BUCKET)
    return client


@contextlib.contextmanager
def two_roles() -> Iterator[tuple[str, str, str]]:
    """Yield name, the site's URL and the owner's URL of a new, empty database; its site's role is not made yet."""
    server, number = os.environ["DATABASE_URL"], os.getpid()
    name, owner, site = f"hosts_{number}", f"site_owner_{number}", f"site_{number}"
    parts = [sql.Identifier(word) for word in (name, owner, site)]
    with psycopg.connect(server, autocommit=True) as administrator:
        # As a hoster gives it: an owner that may make roles, and is no superuser.
        administrator.execute(sql.SQL("CREATE ROLE {1} LOGIN CREATEROLE PASSWORD 'owner'").format(*parts))
        administrator.execute(sql.SQL("CREATE DATABASE {0} OWNER {1}").format(*parts))
        address = urlsplit(server)
        urls = [
            urlunsplit(address._replace(netloc=f"{role}:{word}@", path=f"/{name}"))
            for role, word in ((site, "site"), (owner, "owner"))
        ]
        try:
            yield name, urls[0], urls[1]
        finally:
            administrator.execute(sql.SQL("DROP DATABASE {0} WITH (FORCE)").format(*parts))
            administrator.execute(sql.SQL("DROP ROLE IF EXISTS {2}, {1}").format(*parts))


@contextlib.contextmanager
def cache_server(folder: Path) -> Iterator[int]:
    """Yield the port of a cache server of its own, which keeps nothing on the disk."""
    port = free_port()
    options = ["--port", str(port), "--bind", HOST, "--save", "", "--appendonly", "no", "--dir", str(folder)]
    server = subprocess.Popen([*BOUND, "redis-server", *options], stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(START_TIMEOUT)


def bring_up_to_date(hosts: list[Host], owner: str) -> None:
    """Make database and static files by the containers' step on the first host; the others get the same files."""
    finished(hosts[0].command(["docker/entrypoint.sh", "migrate"], MIGRATION_DATABASE_URL=owner))
    for host in hosts[1:]:
        shutil.copytree(hosts[0].folder / "static", host.folder / "static")


def fill(host: Host) -> None:
    """Load the sample content, which production refuses, and make an account by production's own command."""
    host.manage("load_demo", DJANGO_SETTINGS_MODULE="cluster_cms.settings.test")
    account = ["--username", STAFF, "--email", "operator@example.com", "--no-input"]
    host.manage("createsuperuser", *account, DJANGO_SUPERUSER_PASSWORD=PASSWORD)


def until(condition: Any, seconds: float) -> None:
    """Wait until a condition holds. Raises AssertionError after so many seconds."""
    nap = threading.Event()
    for _look in range(int(seconds / 0.1)):
        if condition():
            return
        nap.wait(0.1)
    assert condition()
