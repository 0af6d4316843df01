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
SERVICES = ("front", "application", "worker", "database")  # those that run on; `migrate` ends


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return loaded("compose.yaml")


def loaded(name: str) -> dict[str, Any]:
    content = yaml.safe_load((DOCKER / name).read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def instructions(name: str) -> list[str]:
    return re.findall(rf"^{name} (.+)$", DOCKERFILE, re.MULTILINE)


def variables(file: str) -> set[str]:
    text = (PROJECT / file).read_text(encoding="utf-8")
    return set(re.findall(r"^[# ]*([A-Z][A-Z0-9_]+)=", text, re.MULTILINE))


def test_compose_runs_a_front_the_application_its_worker_and_a_database(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {*SERVICES, "migrate"}
    assert compose["services"]["application"]["command"] == ["serve"]
    assert compose["services"]["worker"]["command"] == ["work"]


def test_what_serves_waits_for_one_step_that_migrates_and_only_that_step_knows_the_owner(
    compose: dict[str, Any],
) -> None:
    services = compose["services"]
    assert services["migrate"]["command"] == ["migrate"]
    assert services["migrate"]["restart"] == "no", "it ends; what comes back would never complete"
    done = {"migrate": {"condition": "service_completed_successfully"}}
    assert [services[name]["depends_on"] for name in ("application", "worker")] == [done, done]
    knowing = {name for name, service in services.items() if "owner.env" in service.get("env_file", [])}
    assert knowing == {"migrate"}
    assert variables("docker/owner.env.example") == {"MIGRATION_DATABASE_URL"}
    assert "docker/owner.env" in (PROJECT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_the_entrypoint_migrates_in_that_step_alone() -> None:
    steps = re.findall(r"^    (\w+)\)\n(.*?);;", (DOCKER / "entrypoint.sh").read_text(), re.MULTILINE | re.DOTALL)
    found = {name: re.findall(r"manage\.py (\w+)", text) for name, text in steps}
    assert found == {"migrate": ["migrate", "bootstrap_site", "collectstatic"], "serve": [], "work": ["work"]}


def test_any_number_of_applications_may_run_because_nothing_of_them_is_fixed(compose: dict[str, Any]) -> None:
    fixed = {"container_name", "hostname", "ports"}
    for name in ("application", "worker"):
        service = compose["services"][name]
        assert not fixed & service.keys()
        assert service["networks"] == ["inside"], "no address of its own"
    assert "server application:8000 resolve" in compose["services"]["front"]["environment"]["APPLICATION"]
    assert int(compose["services"]["front"]["image"].split(":")[1].split(".")[1]) >= 28, "older ones cannot resolve"


def test_static_files_of_earlier_images_stay_in_a_volume(compose: dict[str, Any]) -> None:
    assert "static:/srv/site/static" in compose["services"]["migrate"]["volumes"]
    assert "static:/srv/site/static:ro" in compose["services"]["application"]["volumes"]
    assert "chown --recursive 10001:10001 /srv/site/static" in DOCKERFILE


def test_the_scaled_site_starts_several_and_shares_a_cache(compose: dict[str, Any]) -> None:
    scaled = loaded("compose.scale.yaml")["services"]
    assert set(scaled) - set(compose["services"]) == {"cache"}
    assert [scaled[name]["deploy"]["replicas"] for name in ("application", "worker")] == [2, 2]
    assert re.search(r":\d+\.\d+", scaled["cache"]["image"])
    assert scaled["cache"]["networks"] == ["inside"]
    assert "ports" not in scaled["cache"]
    for name in ("application", "worker"):
        assert scaled[name]["environment"] == {"CACHE_URL": "redis://cache:6379/0"}
        assert variables(".env.example") >= scaled[name]["environment"].keys()
    assert "redis" in (PROJECT / "requirements" / "production.in").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_has_a_healthcheck_and_comes_back_after_a_crash(compose: dict[str, Any], name: str) -> None:
    service = compose["services"][name]
    assert service["healthcheck"]["test"][0] == "CMD"
    assert service["restart"] == "unless-stopped"


def test_what_runs_has_time_to_end_in_order(compose: dict[str, Any]) -> None:
    seconds = {"application": "45s", "worker": "1m"}  # gunicorn gives requests 30 seconds, the worker its jobs a minute
    assert {name: compose["services"][name]["stop_grace_period"] for name in seconds} == seconds


def location(name: str) -> str:
    """Return the block of nginx.conf for a location."""
    text = (DOCKER / "nginx.conf").read_text(encoding="utf-8")
    return text[text.index(f"location {name} {{") :].partition("\n        }\n")[0]


def test_what_is_sent_goes_on_to_the_next_application_only_when_one_breaks_off() -> None:
    assert "return 418;" in location("/"), "posts have a place of their own"
    assert "proxy_next_upstream error non_idempotent;" in location("@post")
    assert "proxy_next_upstream error;" in location("/admin/"), "what staff send is not sent twice"


def test_only_the_front_can_be_reached_and_the_application_trusts_its_address_alone(compose: dict[str, Any]) -> None:
    published = {name: service.get("ports", []) for name, service in compose["services"].items()}
    assert published.pop("front") == ["80:80", "443:443"]
    assert not any(published.values())
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
    services = [compose["services"][name]["environment"]["VAR_DIR"] for name in ("migrate", "application", "worker")]
    assert {*image, *services} == {"/srv/site"}


def test_the_example_names_the_database_of_the_containers(compose: dict[str, Any]) -> None:
    example = (PROJECT / ".env.example").read_text(encoding="utf-8")
    owner = (DOCKER / "owner.env.example").read_text(encoding="utf-8")
    database = compose["services"]["database"]["environment"]
    user, name = database["POSTGRES_USER"], database["POSTGRES_DB"]
    assert re.search(rf"^DATABASE_URL=postgresql://(?!{user}:)\w+:\S+@database/{name}$", example, re.MULTILINE)
    assert re.search(rf"^MIGRATION_DATABASE_URL=postgresql://{user}:\S+@database/{name}$", owner, re.MULTILINE)


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
    texts += [shlex.join(compose["services"][name]["healthcheck"]["test"]) for name in SERVICES]
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
    assert set(SOURCES) | {"manage.py", "docs/handbooks"} <= admitted
    assert [name for name in admitted if not (PROJECT / name).exists()] == []
