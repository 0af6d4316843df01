#!/usr/bin/env python3
"""Sets up, serves and tests this site with nothing but Python: `python3 bootstrap.py help` lists the targets.

Standard library only, for it runs before anything is installed. All it makes lies under VAR_DIR (`var/`).
A stamp is written last: whatever was interrupted is made again, whatever is finished costs nothing.
"""

from __future__ import annotations

import base64
import contextlib
import fcntl
import hashlib
import http.client
import importlib.util
import os
import re
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT, COMPANY = Path(__file__).resolve().parent, re.sub(r"\W", "", os.environ.get("COMPANY", "")) or "sample"
VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var").expanduser().resolve()
DEMO = VAR if COMPANY == "sample" else VAR / COMPANY  # a further company has a folder of its own
APPS = ("cluster_cms", "home", "library", "products", "policy", "contact", "search")
HOST, START_TIMEOUT, STOP_TIMEOUT = "127.0.0.1", 90, 20  # times in seconds


class Stop(Exception):
    """Ends the run with one plain sentence for the person at the keyboard."""


def require_python() -> None:
    if sys.version_info < (3, 11):
        raise Stop(f"This needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}.")
    if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        raise Stop("Python's venv module is missing: run `apt install python3-venv` as root, then try again.")


def require_var() -> None:
    try:
        VAR.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=VAR).close()
    except OSError as error:
        advice = "name a folder of your own, for example VAR_DIR=$HOME/cms-var."
        raise Stop(f"{VAR} cannot be written to ({error.strerror}): {advice}") from error


def free_port() -> int:
    """Return the port to serve on: PORT, or 8000."""
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65535:
        raise Stop(f"PORT={given} is not a port number.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(given)))
        except OSError as error:
            advice = f"choose another one, for example PORT={int(given) + 1}."
            raise Stop(f"Port {given} cannot be used ({error.strerror}): {advice}") from error
    return int(given)


@contextlib.contextmanager
def holding(name: str, how: int = fcntl.LOCK_EX, busy: str = "") -> Iterator[None]:
    """Hold a lock: a second run waits for the set-up of a first, then finds the work done; or stops, if `busy`."""
    with open(VAR / name, "w") as lock:
        try:
            fcntl.flock(lock, how | fcntl.LOCK_NB)
        except OSError:
            if busy:
                raise Stop(busy) from None
            print("Another run is setting up here; waiting for it.", flush=True)
            fcntl.flock(lock, how)
        yield


def environment(settings: str, **more: str) -> dict[str, str]:
    """Return the environment of a child process; only production sees exported variables of the site."""
    example = "".join(file.read_text(encoding="utf-8") for file in ROOT.glob(".env.example"))
    ours = set() if settings == "production" else set(re.findall("^[# ]*([A-Z0-9_]+)=", example, re.MULTILINE))
    env = {name: value for name, value in os.environ.items() if name not in ours | {"PYTHONDONTWRITEBYTECODE"}}
    env["PYTHONPYCACHEPREFIX"] = str(VAR / "pycache")  # compiled once, and nothing of it in the checkout
    return {**env, "VAR_DIR": str(VAR), "DJANGO_SETTINGS_MODULE": f"cluster_cms.settings.{settings}", **more}


def call(command: list[str], env: dict[str, str] | None = None, *, quiet: bool = False) -> bool:
    """Run a command in the checkout; return whether it succeeded."""
    hidden = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, cwd=ROOT, env=env, stdout=hidden, stderr=hidden).returncode == 0


def manage(python: str, env: dict[str, str], *commands: str) -> None:
    """Run management commands in one process, for most of the time of a command is its start."""
    code = "import django, logging, sys; django.setup(); logging.disable(logging.INFO)\n"
    code += "from django.core.management import CommandError as Error, call_command as call\ntry:\n"
    code += " for one in sys.argv[1:]: call(*one.split(), verbosity=0)\nexcept Error as error: sys.exit(error)"
    if not call([python, "-c", code, *commands], env):
        raise Stop(f"One of `manage.py {', '.join(commands)}` failed (see above); the next run starts it anew.")


def digest(*files: Path) -> str:
    parts = [sys.version, str(VAR), *(f"{file.relative_to(ROOT)}\n{file.read_text('utf-8')}" for file in files)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def remove(*paths: Path) -> None:
    for path in paths:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def installed(requirements: str) -> str:
    """Return the Python of a virtual environment that holds exactly the locked requirements."""
    folder, locked = VAR / f"venv-{requirements}", ROOT / "requirements" / f"{requirements}.txt"
    python, stamp, wanted = str(folder / "bin" / "python"), folder / "finished", digest(locked)
    if stamp.exists() and stamp.read_text() == wanted:
        return python
    print(f"Installing requirements/{requirements}.txt into {folder}", flush=True)
    remove(folder)
    if not (call([sys.executable, "-m", "venv", str(folder)]) and install(python, locked)):
        raise Stop("The requirements could not be installed (see above); the next run starts anew.")
    stamp.write_text(wanted)
    return python


def install(python: str, locked: Path) -> bool:
    """Install the locked requirements by uv, which is faster; on any failure by pip, from the same file."""
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
    pip += ["--require-hashes", "-r"]
    uv = [python, "-m", "uv", "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r"]
    if call([*pip, str(locked.with_name("installer.txt"))], quiet=True) and call([*uv, str(locked)], quiet=True):
        return True
    return call([*pip, str(locked)])


@contextlib.contextmanager
def running(command: list[str], env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    child = subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True)  # Ctrl-C reaches this script only
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            child.kill()


def serve(python: str, env: dict[str, str], port: int, ready: str) -> None:
    """Serve the site with its worker until Ctrl-C, SIGTERM, or the end of either process."""
    web = [python, "-m", "gunicorn", "-c", "python:cluster_cms.settings.gunicorn"]
    web += ["--bind", f"{HOST}:{port}", "--no-control-socket", "--log-level", "warning"]
    with running(web, env) as server:
        wait_for_first_page(server, port)
        with running([python, "manage.py", "work"], env) as worker:
            print(ready, flush=True)
            while server.poll() is None and worker.poll() is None:
                time.sleep(0.3)
            name = "background worker" if server.poll() is None else "server"
            raise Stop(f"The {name} ended by itself (see above), so everything was stopped.")


def wait_for_first_page(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while server.poll() is None and time.monotonic() < deadline:
        connection = http.client.HTTPConnection(HOST, port, timeout=START_TIMEOUT)
        with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/")
            if connection.getresponse().status < 500:
                return
        time.sleep(0.1)
    raise Stop(f"The site did not answer at http://{HOST}:{port}/ (see above).")


def make_secrets() -> None:
    """Write the demo's own random keys to `demo.env`, readable by its owner only."""
    file, unfinished = DEMO / "demo.env", DEMO / "unfinished.env"
    DEMO.mkdir(exist_ok=True)
    if file.exists():
        return
    if (DEMO / "demo.sqlite3").exists():
        raise Stop(f"{file} is gone, and with it the keys of the demo's data: run `make demo-reset` first.")
    names = ("INQUIRY_KEYS=demo1:", "AUDIT_KEYS=demo1:", "LOOKUP_KEY=", "BACKUP_KEY=")
    keys = [f"{name}{base64.b64encode(secrets.token_bytes(32)).decode()}\n" for name in names]
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    unfinished.write_text(f"SECRET_KEY={secrets.token_urlsafe(48)}\n" + "".join(keys))
    unfinished.replace(file)


def fill_demo(python: str, env: dict[str, str]) -> None:
    """Bring the demo's database to the source's state; a new one is named when complete, crawled in portions."""
    database, stamp, working = DEMO / "demo.sqlite3", DEMO / "demo.stamp", DEMO / "unfinished.sqlite3"
    source = (file for app in APPS for file in sorted((ROOT / app).rglob("*.py")))
    wanted = digest(ROOT / "requirements" / "base.txt", *source)
    if database.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    if fresh := not database.exists():
        print("Making the demo site", flush=True)
        (DEMO / "static").mkdir(exist_ok=True)  # the demo collects no static files, but the folder is looked at
        remove(*DEMO.glob("unfinished.sqlite3*"))
        env = {**env, "DATABASE_URL": f"sqlite:///{working}"}
    manage(python, env, "migrate", "bootstrap_site", f"load_demo --company {COMPANY}", *["work --once"] * 3)
    if fresh:
        with contextlib.closing(sqlite3.connect(working)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the file alone is the whole database
        working.replace(database)
    stamp.write_text(wanted)


def greeting(url: str) -> str:
    lines = (DEMO / "demo-accounts.txt").read_text().splitlines()
    logins = "\n".join("  {:<10} {:<12} {}".format(*line.split()) for line in lines)
    pages = f"\n  Japanese   {url}/\n  English    {url}/en/\n  Staff      {url}/admin/"
    return f"{pages}\n\n{logins}\n\nCtrl-C stops the site and keeps its data; `make demo-reset` starts over."


def demo() -> None:
    """set up the demo site and serve it at http://127.0.0.1:8000 (PORT changes it; COMPANY=sample2: another company)"""
    url = f"http://{HOST}:{(port := free_port())}"
    env = environment("demo", PORT=str(port), SITE_URL=url, VAR_DIR=str(DEMO))
    with holding("serving.lock", fcntl.LOCK_SH, "The demo is being reset: try again in a moment."):
        with holding("setup.lock"):
            python = installed("base")
            make_secrets()
            fill_demo(python, env)
        serve(python, env, port, greeting(url))


def demo_reset() -> None:
    """forget the demo's data; the next demo starts over"""
    with holding("serving.lock", busy="The demo is being served: stop it first."):
        remove(*DEMO.glob("demo[-.]*"), *DEMO.glob("unfinished.*"), DEMO / "mail")
    print("The demo's data is gone; `make demo` starts over.")


def run() -> None:
    """serve the site with production settings and the environment given"""
    port, env = free_port(), environment("production")
    with holding("setup.lock"):
        python = installed("production")
        manage(python, env, "migrate", "bootstrap_site", "collectstatic --no-input")
    serve(python, env, port, f"Serving on http://{HOST}:{port}/ for a proxy that speaks https.")


def suite(part: str) -> None:
    """Hand over to `tests/infrastructure/suite.py`, in an environment of its own."""
    with holding("setup.lock"):
        python = installed("test")
    os.chdir(ROOT)
    given = {name: value for name, value in os.environ.items() if name == "DATABASE_URL"}  # for PostgreSQL's leg
    os.execve(python, [python, "-m", "tests.infrastructure.suite", part], environment("test", **given))


OWN = {"demo": demo, "demo-reset": demo_reset, "run": run}
PARTS = {
    "test": "check, migrations, messages, tests on SQLite and PostgreSQL and in a browser",
    "check": "lint and types only",
    "messages": "bring the Japanese catalogues up to date and compile them",
    "migrations": "write the migrations that the models need",
    "lock": "renew requirements/*.txt from requirements/*.in",
    "docs": "draw the floors, the data model and the hooks into docs/architecture/",
    "sbom": "what the image installs, as CycloneDX into VAR_DIR/sbom.json",
    "screens": "every page of the demo as PNG into VAR_DIR/screens/, and the two pictures of the README",
    "bench": "speed and growth, into docs/performance.md; FULL=1: up to a million inquiries",
    "test-extra": "the legs that need other programs; names those that are missing",
    "test-mutations": "break the code on purpose: do the tests of the nine items notice?",
}


def show_help() -> None:
    for name, line in ({name: target.__doc__ for name, target in OWN.items()} | PARTS).items():
        print(f"make {name:<14} {line}")
    print("\nVAR_DIR=folder moves all state out of the checkout; without make: python3 bootstrap.py TARGET")


def main(arguments: list[str]) -> None:
    target = arguments[0] if len(arguments) == 1 else "help"
    for number in (signal.SIGINT, signal.SIGTERM):  # both end a run in order, also one in the background
        signal.signal(number, signal.default_int_handler)
    try:
        require_python()
        if target not in OWN | PARTS:
            return show_help()
        require_var()
        OWN[target]() if target in OWN else suite(target)
    except (Stop, KeyboardInterrupt) as reason:
        raise SystemExit(str(reason) or 130) from None


if __name__ == "__main__":
    main(sys.argv[1:])
