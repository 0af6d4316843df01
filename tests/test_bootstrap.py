"""What the set-up script promises: one clear sentence when it cannot go on, and a clean next run."""

import base64
import fcntl
import importlib.util
import os
import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import bootstrap
from tests.infrastructure.template import PROJECT


@pytest.fixture(autouse=True)
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the state of the script, empty for each test."""
    monkeypatch.setattr(bootstrap, "VAR", tmp_path)
    monkeypatch.setattr(bootstrap, "DEMO", tmp_path)
    return tmp_path


@pytest.fixture
def occupied_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def run(target: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(PROJECT / "bootstrap.py"), target]
    return subprocess.run(command, env={**os.environ, **env}, capture_output=True, text=True, check=False)


def is_one_sentence(text: str) -> bool:
    return text.count("\n") == 1 and text.strip().endswith(".") and "Traceback" not in text


# --- One clear sentence -----------------------------------------------------------------------------------


def test_an_occupied_port_is_told_before_the_long_work_with_a_way_out(occupied_port: int, var: Path) -> None:
    done = run("demo", PORT=str(occupied_port), VAR_DIR=str(var))
    assert done.returncode != 0
    assert is_one_sentence(done.stderr)
    assert f"Port {occupied_port}" in done.stderr
    assert f"PORT={occupied_port + 1}" in done.stderr
    assert list(var.iterdir()) == []


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eighty", "8000.5"])
def test_a_port_that_is_none_is_told(port: str, var: Path) -> None:
    done = run("demo", PORT=port, VAR_DIR=str(var))
    assert done.returncode != 0
    assert is_one_sentence(done.stderr)


def test_a_folder_that_cannot_be_written_to_is_told_with_a_way_out(var: Path) -> None:
    file = var / "file"
    file.touch()
    done = run("demo", VAR_DIR=str(file / "below"))
    assert done.returncode != 0
    assert is_one_sentence(done.stderr)
    assert "VAR_DIR=" in done.stderr


def test_an_old_python_is_told_which_one_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 12))
    with pytest.raises(bootstrap.Stop, match=r"Python 3\.11 or newer"):
        bootstrap.require_python()


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_missing_venv_module_is_told_with_its_package(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == missing else name)
    with pytest.raises(bootstrap.Stop, match="apt install python3-venv"):
        bootstrap.require_python()


def test_the_list_of_targets_is_that_of_the_makefile() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):\n\t@\$\(PYTHON\) bootstrap\.py \1$", makefile, re.MULTILINE)
    listed = re.findall(r"^make (\S+)", run("help").stdout, re.MULTILINE)
    assert sorted([*listed, "help"]) == sorted(targets)
    assert run("nonsense").stdout == run("help").stdout


# --- Virtual environments ---------------------------------------------------------------------------------


class Commands:
    """Stands in for running programs: notes each, fails those that a test names, makes what they would make."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, failing: str = "") -> None:
        self.failing = failing
        self.seen: list[str] = []
        monkeypatch.setattr(bootstrap, "call", self)

    def __call__(self, command: list[str], env: dict[str, str] | None = None, *, quiet: bool = False) -> bool:
        text = " ".join(command)
        self.seen.append(text)
        if "-m venv" in text:
            Path(command[-1]).mkdir()
        if env:
            sqlite3.connect(env["DATABASE_URL"].removeprefix("sqlite:///")).close()
            Path(env["DATABASE_URL"].removeprefix("sqlite:///")).touch()
        return not (self.failing and self.failing in text)


def test_a_finished_environment_costs_nothing_the_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    Commands(monkeypatch)
    python = bootstrap.installed("base")
    second = Commands(monkeypatch)
    assert bootstrap.installed("base") == python
    assert second.seen == []


def test_another_requirements_file_makes_the_environment_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    Commands(monkeypatch)
    bootstrap.installed("base")
    second = Commands(monkeypatch)
    monkeypatch.setattr(bootstrap, "digest", lambda *_files: "changed")
    bootstrap.installed("base")
    assert "-m venv" in second.seen[0]


def test_an_interrupted_installation_is_made_anew(monkeypatch: pytest.MonkeyPatch, var: Path) -> None:
    Commands(monkeypatch, failing="base.txt")
    with pytest.raises(bootstrap.Stop, match="the next run starts anew"):
        bootstrap.installed("base")
    (var / "venv-base" / "half").touch()
    Commands(monkeypatch)
    bootstrap.installed("base")
    assert not (var / "venv-base" / "half").exists()


@pytest.mark.parametrize("failing", ["installer.txt", "-m uv"])
def test_pip_installs_when_the_faster_installer_fails(monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    commands = Commands(monkeypatch, failing=failing)
    bootstrap.installed("base")
    assert "-m pip install" in commands.seen[-1]
    assert commands.seen[-1].endswith("base.txt")
    assert "--require-hashes" in commands.seen[-1]


# --- The demo ---------------------------------------------------------------------------------------------


def demo_environment(var: Path) -> dict[str, str]:
    return {"DATABASE_URL": f"sqlite:///{var / 'demo.sqlite3'}"}


def test_the_secrets_of_the_demo_are_random_and_its_owners_only(var: Path) -> None:
    bootstrap.make_secrets()
    file = var / "demo.env"
    first = file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o777 == 0o600
    values = dict(line.split("=", 1) for line in first.splitlines())
    assert len(base64.b64decode(values["LOOKUP_KEY"])) == 32
    assert len(base64.b64decode(values["INQUIRY_KEYS"].split(":")[1])) == 32
    assert len(values["SECRET_KEY"]) >= 50
    file.unlink()
    bootstrap.make_secrets()
    assert file.read_text(encoding="utf-8") != first


def test_existing_secrets_are_kept(var: Path) -> None:
    bootstrap.make_secrets()
    kept = (var / "demo.env").read_text(encoding="utf-8")
    bootstrap.make_secrets()
    assert (var / "demo.env").read_text(encoding="utf-8") == kept


def test_lost_secrets_of_existing_data_are_told_instead_of_replaced(var: Path) -> None:
    (var / "demo.sqlite3").touch()
    with pytest.raises(bootstrap.Stop, match="demo-reset"):
        bootstrap.make_secrets()


def test_the_demo_is_made_once(monkeypatch: pytest.MonkeyPatch, var: Path) -> None:
    first = Commands(monkeypatch)
    bootstrap.fill_demo("python", demo_environment(var))
    commands = ["migrate", "bootstrap_site", "load_demo", "--company", "sample", *["work", "--once"] * 3]
    assert [line.split()[-11:] for line in first.seen] == [commands]
    second = Commands(monkeypatch)
    bootstrap.fill_demo("python", demo_environment(var))
    assert second.seen == []


def test_an_interrupted_demo_is_made_anew(monkeypatch: pytest.MonkeyPatch, var: Path) -> None:
    Commands(monkeypatch, failing="load_demo --company sample")
    with pytest.raises(bootstrap.Stop, match="load_demo --company sample"):
        bootstrap.fill_demo("python", demo_environment(var))
    assert not (var / "demo.sqlite3").exists()
    Commands(monkeypatch)
    bootstrap.fill_demo("python", demo_environment(var))
    assert (var / "demo.sqlite3").exists()
    assert list(var.glob("unfinished*")) == []


def test_changed_source_brings_existing_data_up_to_date(monkeypatch: pytest.MonkeyPatch, var: Path) -> None:
    Commands(monkeypatch)
    bootstrap.fill_demo("python", demo_environment(var))
    (var / "demo.sqlite3").write_bytes(b"kept")
    again = Commands(monkeypatch)
    monkeypatch.setattr(bootstrap, "digest", lambda *_files: "changed")
    bootstrap.fill_demo("python", {})
    assert len(again.seen) == 1
    assert (var / "demo.sqlite3").read_bytes() == b"kept"


def test_a_reset_forgets_the_demo_and_nothing_else(var: Path) -> None:
    others = [var / name for name in ("venv-base", "media", "test-cache", "democracy.txt")]
    for path in [var / "demo.env", var / "demo.sqlite3", var / "demo-accounts.txt", *others]:
        path.touch()
    bootstrap.demo_reset()
    assert [path for path in others if not path.exists()] == []
    assert list(var.glob("demo[.-]*")) == []


def test_the_demo_and_the_tests_never_see_an_exported_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://production/site")
    monkeypatch.setenv("EMAIL_URL", "smtp://production")
    assert {"DATABASE_URL", "EMAIL_URL"} & set(bootstrap.environment("demo")) == set()
    assert bootstrap.environment("production")["DATABASE_URL"] == "postgresql://production/site"


# --- Two runs, and the end of a run -----------------------------------------------------------------------


def test_a_second_run_waits_for_the_first(var: Path) -> None:
    code = "import bootstrap\nwith bootstrap.holding('setup.lock'): print('mine')"
    env = {**os.environ, "VAR_DIR": str(var)}
    with bootstrap.holding("setup.lock"):
        second = subprocess.Popen(
            [sys.executable, "-u", "-c", code], cwd=PROJECT, env=env, stdout=subprocess.PIPE, text=True
        )
        assert second.stdout is not None
        assert second.stdout.readline().startswith("Another run is setting up")
        assert second.poll() is None
    assert second.communicate(timeout=30)[0] == "mine\n"


def test_a_demo_that_is_being_served_is_not_reset(var: Path) -> None:
    (var / "demo.sqlite3").touch()
    with bootstrap.holding("serving.lock", fcntl.LOCK_SH):
        done = run("demo-reset", VAR_DIR=str(var))
    assert done.returncode != 0
    assert is_one_sentence(done.stderr)
    assert (var / "demo.sqlite3").exists()


def test_a_process_ends_with_the_run_that_started_it(var: Path) -> None:
    with bootstrap.running([sys.executable, "-c", "input()"], dict(os.environ)) as child:
        assert child.poll() is None
    assert child.poll() is not None


def test_a_server_that_ends_by_itself_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        bootstrap.running([sys.executable, "-c", ""], dict(os.environ)) as child,
        pytest.raises(bootstrap.Stop, match="did not answer"),
    ):
        bootstrap.wait_for_first_page(child, 9)


def test_a_company_that_does_not_exist_is_one_line_without_a_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(bootstrap.Stop):
        bootstrap.manage(sys.executable, dict(os.environ), "load_demo --company nobody")
    [line] = capfd.readouterr().err.splitlines()
    assert "nobody" in line
    assert "sample2" in line
