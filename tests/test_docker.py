"""The container files agree with each other, with the settings and with the source, as far as reading tells."""

import re
import runpy
import shlex
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

from tests.infrastructure.template import PROJECT, SOURCES

DOCKER = PROJECT / "docker"
DOCKERFILE = (DOCKER / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
SERVICES = ("front", "application", "worker", "database")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded = yaml.safe_load((DOCKER / "compose.yaml").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def instructions(name: str) -> list[str]:
    return re.findall(rf"^{name} (.+)$", DOCKERFILE, re.MULTILINE)


def variables(file: str) -> set[str]:
    text = (PROJECT / file).read_text(encoding="utf-8")
    return set(re.findall(r"^[# ]*([A-Z][A-Z0-9_]+)=", text, re.MULTILINE))


def test_compose_runs_a_front_the_application_its_worker_and_a_database(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == set(SERVICES)
    assert compose["services"]["application"]["command"] == ["serve"]
    assert compose["services"]["worker"]["command"] == ["work"]


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_has_a_healthcheck_and_comes_back_after_a_crash(compose: dict[str, Any], name: str) -> None:
    service = compose["services"][name]
    assert service["healthcheck"]["test"][0] == "CMD"
    assert service["restart"] == "unless-stopped"


def test_only_the_front_can_be_reached_and_the_application_trusts_its_address_alone(compose: dict[str, Any]) -> None:
    published = {name: service.get("ports", []) for name, service in compose["services"].items()}
    assert published == {"front": ["80:80", "443:443"], "application": [], "worker": [], "database": []}
    address = compose["services"]["front"]["networks"]["inside"]["ipv4_address"]
    assert compose["services"]["application"]["environment"]["TRUSTED_PROXIES"] == address
    assert ip_address(address) in ip_network(compose["networks"]["inside"]["ipam"]["config"][0]["subnet"])


def test_every_name_in_the_template_of_the_front_is_filled_in(compose: dict[str, Any]) -> None:
    named = set(re.findall(r"\$\{([A-Z_]+)\}", (DOCKER / "nginx.conf").read_text(encoding="utf-8")))
    environment = compose["services"]["front"]["environment"]
    assert named <= {*environment, *variables("docker/front.env.example")}
    assert all(name in environment["NGINX_ENVSUBST_FILTER"] for name in named)
    assert "docker/front.env" in (PROJECT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_every_foreign_image_is_pinned_to_a_version(compose: dict[str, Any]) -> None:
    bases = [base.split(" AS ")[0] for base in instructions("FROM")]
    images = [*bases, *(compose["services"][name]["image"] for name in ("database", "front"))]
    assert all(re.search(r":\d+\.\d+", image) for image in images)
    assert len(set(bases)) == 1, "both stages must be the same Python"


def test_the_containers_and_the_example_agree_on_where_state_lives(compose: dict[str, Any]) -> None:
    image = re.findall(r"VAR_DIR=(\S+)", DOCKERFILE)
    services = [compose["services"][name]["environment"]["VAR_DIR"] for name in ("application", "worker")]
    assert {*image, *services} == {"/srv/site"}


def test_the_example_names_the_database_of_the_containers(compose: dict[str, Any]) -> None:
    example = (PROJECT / ".env.example").read_text(encoding="utf-8")
    database = compose["services"]["database"]["environment"]
    expected = rf"^DATABASE_URL=postgresql://{database['POSTGRES_USER']}:\S+@database/{database['POSTGRES_DB']}$"
    assert re.search(expected, example, re.MULTILINE)


def test_every_volume_that_a_service_mounts_is_declared(compose: dict[str, Any]) -> None:
    mounts = [mount for service in compose["services"].values() for mount in service.get("volumes", [])]
    named = {mount.split(":")[0] for mount in mounts if not mount.startswith("./")}
    assert named == set(compose["volumes"])


def test_every_variable_given_to_a_container_is_a_documented_one() -> None:
    given = set(re.findall(r"\b([A-Z][A-Z0-9_]+)=", DOCKERFILE))
    own = {"PATH", "PYTHONUNBUFFERED", "DJANGO_SETTINGS_MODULE"}
    assert given - own <= variables(".env.example")


def test_the_database_takes_its_password_from_a_file_that_is_never_committed() -> None:
    assert variables("docker/database.env.example") == {"POSTGRES_PASSWORD"}
    assert "docker/database.env" in (PROJECT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_every_management_command_that_containers_call_exists(compose: dict[str, Any]) -> None:
    texts = [DOCKERFILE, (DOCKER / "entrypoint.sh").read_text(encoding="utf-8")]
    texts += [shlex.join(service["healthcheck"]["test"]) for service in compose["services"].values()]
    called = set(re.findall(r"manage\.py (\w+)", "\n".join(texts)))
    assert {"migrate", "bootstrap_site", "collectstatic", "work", "doctor"} == called
    assert called <= set(get_commands())


def test_the_worker_is_healthy_when_it_lives_whatever_else_the_doctor_says(compose: dict[str, Any]) -> None:
    assert compose["services"]["worker"]["healthcheck"]["test"][-2:] == ["doctor", "--worker"]
    assert compose["services"]["worker"]["stop_grace_period"] == "1m"


@pytest.mark.parametrize("given", ["www.example.com", " www.example.com , example.com\n", "www.example.com\n"])
def test_the_healthcheck_asks_as_the_first_host_of_the_variable_or_its_file(
    given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_host = runpy.run_path(str(DOCKER / "healthcheck.py"))["first_host"]
    monkeypatch.setenv("ALLOWED_HOSTS", given)
    assert first_host() == "www.example.com"
    (tmp_path / "hosts").write_text(given, encoding="utf-8")
    monkeypatch.setenv("ALLOWED_HOSTS", "elsewhere.example")
    monkeypatch.setenv("ALLOWED_HOSTS_FILE", str(tmp_path / "hosts"))
    assert first_host() == "www.example.com"


def test_the_image_runs_as_an_ordinary_user_and_starts_by_the_entrypoint() -> None:
    assert instructions("USER") == ["10001"]
    assert instructions("ENTRYPOINT") == ['["docker/entrypoint.sh"]']
    assert instructions("HEALTHCHECK")[0].endswith('CMD ["python", "docker/healthcheck.py"]')
    assert (DOCKER / "entrypoint.sh").stat().st_mode & 0o111


def test_the_image_holds_every_app_and_nothing_that_is_not_there() -> None:
    lines = (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    admitted = {line[1:] for line in lines if line.startswith("!")}
    assert set(SOURCES) | {"manage.py"} <= admitted
    assert [name for name in admitted if not (PROJECT / name).exists()] == []
