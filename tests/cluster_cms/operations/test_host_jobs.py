"""A job about a folder of a host runs on each host, by one of the workers that share the folder."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from cluster_cms.operations import jobs
from cluster_cms.operations.heartbeats import Heartbeat
from cluster_cms.operations.host_jobs import turn
from cluster_cms.operations.jobs import Job, run
from tests.infrastructure.cast import Clock

MINUTE = timedelta(minutes=1)


@pytest.fixture
def hosts(tmp_path: Path) -> list[Path]:
    made = [tmp_path / "east", tmp_path / "west"]
    for folder in made:
        folder.mkdir()
    return made


def test_every_host_runs_it_for_itself_and_rests_for_itself(
    database: None, hosts: list[Path], settings: Settings, clock: Clock
) -> None:
    clock.set("2026-12-01 09:00")
    runs: list[str] = []
    job = Job("pages", MINUTE, lambda: runs.append(Path(settings.VAR_DIR).name), folder="pages")
    for seconds in (0, 30, 30):
        clock.forward(seconds=seconds)
        for settings.VAR_DIR in hosts:
            run(job)
    assert runs == ["east", "west"] * 2


def test_the_worker_runs_it_however_lately_another_host_did(
    database: None, hosts: list[Path], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[str] = []
    job = Job("pages", MINUTE, lambda: runs.append("run"), folder="pages")
    monkeypatch.setattr(jobs, "registered_jobs", lambda: [job])
    for settings.VAR_DIR in hosts:
        jobs.run_due_jobs()
    assert runs == ["run", "run"]


def test_workers_that_share_the_folder_do_not_run_it_at_once(hosts: list[Path], settings: Settings) -> None:
    for settings.VAR_DIR, below in ((hosts[0], ""), (hosts[1], "pages")):
        Path(settings.VAR_DIR, below).mkdir(exist_ok=True)
        with turn("pages", timedelta(0)) as mine, turn("pages", timedelta(0)) as other:
            assert (mine, other) == (True, False)
        assert Path(settings.VAR_DIR, below, ".pages-turn").exists()


def test_a_clock_that_was_wrong_does_not_stop_it(hosts: list[Path], settings: Settings, clock: Clock) -> None:
    settings.VAR_DIR = hosts[0]
    for moment in ("2036-01-01", "2026-01-01"):
        clock.set(moment)
        with turn("pages", MINUTE) as mine:
            assert mine


def test_its_failure_is_told_by_the_heartbeat(database: None, hosts: list[Path], settings: Settings) -> None:
    settings.VAR_DIR = hosts[0]
    run(Job("pages", timedelta(0), lambda: 1 // 0, folder="pages"))
    assert Heartbeat.objects.get(job="pages").failed
    run(Job("pages", timedelta(0), lambda: 1, folder="pages"))
    assert not Heartbeat.objects.get(job="pages").failed


def test_a_folder_that_cannot_be_used_is_a_failure_and_stops_no_other_job(
    database: None, hosts: list[Path], settings: Settings
) -> None:
    settings.VAR_DIR = hosts[0]
    Path(hosts[0], ".pages-turn").mkdir()  # no file can be opened there
    run(Job("pages", MINUTE, lambda: None, folder="pages"))
    assert Heartbeat.objects.get(job="pages").failed
