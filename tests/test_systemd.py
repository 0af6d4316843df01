"""The units for a host without containers run what exists, as an ordinary user, shut in, and hold no secret."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.infrastructure.template import PROJECT

FOLDER = PROJECT / "docker" / "systemd"
UNITS = sorted(path.name for path in FOLDER.iterdir() if path.is_file())
SERVICES = [name for name in UNITS if name.endswith(".service")]
SHUT_IN = ("NoNewPrivileges", "ProtectSystem", "ProtectHome", "PrivateTmp", "PrivateDevices", "SystemCallFilter")
OWNERS = {"site-migrate.service", "site-drill.service"}


def settings(path: Path) -> dict[str, list[str]]:
    """Return {section.name: its values} of a unit file."""
    found, section = defaultdict[str, list[str]](list), ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found[f"{section}.{name}"].append(value)
    return found


def test_there_is_a_unit_for_each_part_of_the_site() -> None:
    parts = {"migrate.service", "web.service", "web.socket", "worker.service"}
    parts |= {f"{name}.{kind}" for name in ("backup", "drill") for kind in ("service", "timer")}
    assert set(UNITS) == {f"site-{part}" for part in parts}


def test_all_services_run_as_an_ordinary_user_and_shut_in() -> None:
    common = settings(FOLDER / "site-.service.d" / "common.conf")
    assert common["Service.User"] == ["site"]
    assert all(common[f"Service.{name}"] not in ([], ["no"]) for name in SHUT_IN)
    assert common["Service.CapabilityBoundingSet"] == [""]
    loosened = {name for name in SERVICES for key in settings(FOLDER / name) if key in common}
    assert loosened == {*OWNERS, "site-backup.service"}, "one more file of variables, one more folder"


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_starts_exists(name: str) -> None:
    lines = settings(FOLDER / name)["Service.ExecStart"]
    assert lines
    for line in lines:
        commands = re.findall(r"/opt/site/venv/bin/python manage\.py (\w+)", line)
        assert set(commands) <= set(get_commands())
        assert commands or line.startswith("/opt/site/venv/bin/gunicorn -c python:cluster_cms.settings.gunicorn ")


def test_the_steps_before_the_site_are_those_of_the_containers() -> None:
    steps = [line.split("manage.py ")[1] for line in settings(FOLDER / "site-migrate.service")["Service.ExecStart"]]
    entrypoint = (PROJECT / "docker" / "entrypoint.sh").read_text(encoding="utf-8")
    assert steps == re.findall(r"^        python manage\.py (.+)$", entrypoint, re.MULTILINE)
    for name in ("site-web.service", "site-worker.service"):
        unit = settings(FOLDER / name)
        assert unit["Unit.Wants"] == ["site-migrate.service"], "requiring it would stop the site while it migrates"
        assert "site-migrate.service" in unit["Unit.After"][0]


def test_only_what_migrates_or_restores_knows_the_owner_of_the_tables() -> None:
    files = {name: settings(FOLDER / name)["Service.EnvironmentFile"] for name in SERVICES}
    assert {name for name, found in files.items() if found == ["-/etc/site/owner.env"]} == OWNERS
    assert sum(map(len, files.values())) == len(OWNERS)


def test_no_unit_holds_a_variable_of_the_site_but_where_its_state_lives() -> None:
    example = (PROJECT / ".env.example").read_text(encoding="utf-8")
    names = re.findall(r"^([A-Z0-9_]+)=", example, re.MULTILINE)
    texts = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("site-*") if path.is_file())
    texts += (FOLDER / "site-.service.d" / "common.conf").read_text(encoding="utf-8")
    assert [name for name in names if re.search(rf"\b{name}=", texts)] == ["VAR_DIR"]


def test_each_timer_starts_its_service_at_night_and_the_two_do_not_overlap() -> None:
    times = {name: settings(FOLDER / f"site-{name}.timer")["Timer.OnCalendar"][0] for name in ("backup", "drill")}
    assert times == {"backup": "*-*-* 03:30:00", "drill": "*-*-* 05:00:00"}
    assert "site-backup.service" in settings(FOLDER / "site-drill.service")["Unit.After"][0]
