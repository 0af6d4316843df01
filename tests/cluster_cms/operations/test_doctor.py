"""The doctor: one line for each finding, and a status that a script can trust."""

import socket
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from wagtail import hooks

from cluster_cms.backups import newest_backup
from cluster_cms.clock import now
from cluster_cms.operations.health import Finding, worker, worker_lives
from cluster_cms.operations.heartbeats import LEASE, Heartbeat, host_name, show_life
from cluster_cms.operations.jobs import lanes, registered_jobs
from cluster_cms.security.audit import AuditEntry
from tests.infrastructure.cast import Clock

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def _no_backup_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(newest_backup, "register", lambda: tmp_path / "newest-backup")


@pytest.fixture(autouse=True)
def _worker_has_run(database: None) -> None:
    for job in registered_jobs():
        Heartbeat.objects.create(job=job.name, ended_at=now())


def examine() -> tuple[bool, str]:
    """Return whether the doctor ends well, and what it prints."""
    out = StringIO()
    try:
        call_command("doctor", stdout=out)
    except CommandError as ill:
        return False, out.getvalue() + str(ill)
    return True, out.getvalue()


def test_a_healthy_site_is_well_in_one_line_each() -> None:
    well, report = examine()
    lines = report.splitlines()
    assert well, report
    assert all(line.startswith(("well  ", "warn  ")) and line.count(": ") >= 1 for line in lines)
    warnings = [line[6:].split(":")[0] for line in lines if line.startswith("warn")]
    one_role = ["database role"] if connection.vendor == "postgresql" else []
    assert warnings == [*one_role, "chains", "backup"], "the tests own the tables; nothing was anchored or copied yet"
    assert {"database", "keys", "worker", "audit chain"} <= {line[6:].split(":")[0] for line in lines}


def test_an_ill_finding_makes_the_doctor_fail() -> None:
    def check() -> Iterable[Finding]:
        yield Finding("roof", False, "leaks")

    with hooks.register_temporarily("register_health_check", check):
        well, report = examine()
    assert not well
    assert "ILL   roof: leaks" in report
    assert "1 of the above" in report


def test_a_check_that_breaks_is_a_finding_without_details() -> None:
    def check() -> Iterable[Finding]:
        yield Finding("floor", True, "dry")
        raise ValueError("花子")

    with hooks.register_temporarily("register_health_check", check):
        well, report = examine()
    assert not well
    assert "floor: dry" in report
    assert "ValueError" in report
    assert "花子" not in report


def test_a_worker_that_has_stopped_is_seen(clock: Clock) -> None:
    clock.forward(minutes=10)
    well, report = examine()
    assert not well
    assert "ILL   worker: last active 6" in report


def test_a_worker_that_never_ran_is_seen() -> None:
    Heartbeat.objects.all().delete()
    assert "ILL   worker: has never run" in examine()[1]


def test_a_lane_that_has_stopped_is_seen_though_the_other_goes_on(clock: Clock) -> None:
    clock.forward(minutes=10)
    Heartbeat.objects.filter(job="mail").update(ended_at=now())
    assert "ILL   worker: last active 6" in examine()[1]


def test_a_job_that_runs_for_long_is_a_sign_of_life_and_warned_of(clock: Clock) -> None:
    jobs = Heartbeat.objects.filter(job__in=["mail", "crawl"])
    jobs.update(began_at=now(), leased_until=clock.forward(hours=2) + LEASE)
    assert worker().ok
    assert "running for more than an hour: crawl, mail" in worker().message
    clock.forward(minutes=6)
    assert not worker().ok, "nobody renews the lease"


def test_the_health_of_the_container_is_only_whether_the_worker_lives(clock: Clock) -> None:
    Heartbeat.objects.filter(job="crawl").update(failed=True)
    for lane in lanes():
        show_life(lane)
    with CaptureQueriesContext(connection) as queries:
        call_command("doctor", worker=True, stdout=(out := StringIO()))
    assert out.getvalue().startswith("well  worker: last active ")
    assert len(queries) == 1
    clock.forward(minutes=10)
    with pytest.raises(CommandError):
        call_command("doctor", worker=True, stdout=out)


def test_a_worker_that_is_dead_is_seen_on_its_host_though_another_host_does_the_work(
    clock: Clock,
) -> None:
    assert not worker_lives(here=True).ok, "jobs that another host ended are no sign"
    for lane in lanes():
        show_life(lane)
    assert worker_lives(here=True).ok
    clock.forward(minutes=10)
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setattr(socket, "gethostname", lambda: "another")
        for lane in lanes():
            show_life(lane)
        assert worker_lives(here=True).ok
    assert not worker_lives(here=True).ok


def test_a_worker_with_one_long_job_lives(clock: Clock) -> None:
    show_life("mail")
    clock.forward(minutes=10)
    show_life("mail")
    assert not worker_lives(here=True).ok
    Heartbeat.objects.filter(job="crawl").update(lease=f"{host_name()}/1/a", leased_until=now() + LEASE)
    assert worker_lives(here=True).ok


def test_signs_of_hosts_that_are_gone_are_forgotten(clock: Clock) -> None:
    Heartbeat.objects.create(job="worker mail gone", ended_at=now())
    clock.forward(days=2)
    show_life("mail")
    assert not Heartbeat.objects.filter(job="worker mail gone").exists()


def test_the_whole_doctor_reads_everything_and_the_daily_one_does_not() -> None:
    call_command("doctor", whole=True, stdout=(whole := StringIO()))
    call_command("doctor", stdout=(daily := StringIO()))
    more = {line[6:].split(":")[0] for line in whole.getvalue().splitlines()}
    more -= {line[6:].split(":")[0] for line in daily.getvalue().splitlines()}
    assert more == {"audit chain, all entries", "erasure journal, all lines", "keys of all values"}


def test_a_job_that_failed_is_named() -> None:
    Heartbeat.objects.filter(job="scheduled publishing").update(failed=True)
    assert "failed last time: scheduled publishing" in examine()[1]


def test_a_broken_audit_chain_is_seen() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE cluster_cms_auditentry DISABLE TRIGGER append_only")
        else:
            cursor.execute('DROP TRIGGER "cluster_cms_auditentry_no_UPDATE"')
    models.QuerySet(AuditEntry).filter(position=1).update(subject="other")
    assert "ILL   audit chain: entry 1 was changed" in examine()[1]


def test_a_key_of_the_wrong_length_is_seen(settings: Settings) -> None:
    settings.INQUIRY_KEYS = {"short": b"short"}
    assert "ILL " in examine()[1]
