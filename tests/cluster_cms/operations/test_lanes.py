"""Mail has a lane of its own: no other job holds it up, and both lanes stop in order."""

import os
import signal
import threading
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from cluster_cms.management.commands import work
from cluster_cms.operations import jobs
from cluster_cms.operations.heartbeats import WORKER, Heartbeat
from cluster_cms.operations.jobs import GENERAL, MAIL, Job
from tests.cluster_cms.operations.test_worker import FAILING, counting, registered

pytestmark = pytest.mark.usefixtures("committed_db")
EVERY = timedelta(minutes=1)
PATIENCE = 20  # seconds, for a test that would fail
SOON = 0.1  # seconds: a new SQLite file may be locked while the other lane turns it to WAL


@pytest.fixture
def _signals() -> Iterator[None]:
    """Give the signals back to whom they belonged."""
    before = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT)}
    yield
    for name, handler in before.items():
        signal.signal(name, handler)


def beats() -> dict[str, bool]:
    """Return which jobs have run, and whether they failed; without the signs of life of the worker itself."""
    return dict(Heartbeat.objects.exclude(job__startswith=WORKER).values_list("job", "failed"))


def test_mail_leaves_while_another_job_runs() -> None:
    stop, long_job_runs, mail_left = threading.Event(), threading.Event(), threading.Event()
    order: list[str] = []

    def crawl() -> None:
        long_job_runs.set()
        assert mail_left.wait(PATIENCE)
        order.append("crawled")
        stop.set()

    def send() -> None:
        assert long_job_runs.wait(PATIENCE)
        order.append("sent")
        mail_left.set()

    with registered(Job("crawl", EVERY, crawl), Job("mail", EVERY, send, lane=MAIL)):
        work.run_lanes(stop, interval=SOON)
    assert order == ["sent", "crawled"]
    assert set(beats().items()) == {("crawl", False), ("mail", False)}


def test_a_failing_job_stops_neither_its_lane_nor_the_other() -> None:
    stop, after = threading.Event(), threading.Barrier(2, action=lambda: stop.set())
    waits = [Job(name, EVERY, lambda: after.wait(PATIENCE), lane=lane) for name, lane in (("a", MAIL), ("b", GENERAL))]
    with registered(FAILING, Job("mail", EVERY, FAILING.run, lane=MAIL), *waits):
        work.run_lanes(stop, interval=SOON)
    assert beats() == {
        "failing": True,
        "mail": True,
        "a": False,
        "b": False,
    }


@pytest.mark.usefixtures("_signals")
def test_sigterm_lets_the_job_under_way_end_and_begins_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[str] = []
    told = threading.Event()
    monkeypatch.setattr(work, "threading", SimpleNamespace(Event=lambda: Told(told)))

    def stopped_by_the_system() -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        assert told.wait(PATIENCE)
        runs.append("first")

    with registered(Job("first", EVERY, stopped_by_the_system), counting("second", runs)):
        call_command("work", interval=SOON)
    assert runs == ["first"]


class Told(threading.Event):
    """An event that tells another when it is set."""

    def __init__(self, other: threading.Event) -> None:
        super().__init__()
        self.other = other

    def set(self) -> None:
        super().set()
        self.other.set()


def test_a_lane_that_cannot_go_on_stops_the_other_and_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped: list[bool] = []

    def look(lane: str, *, stop: threading.Event) -> None:
        if lane == MAIL:
            raise ZeroDivisionError
        stopped.append(stop.wait(PATIENCE))
        stop.set()  # should nobody have told it

    monkeypatch.setattr(work, "run_due_jobs", look)
    with pytest.raises(ZeroDivisionError):
        work.run_lanes(threading.Event(), interval=0)
    assert False not in stopped, "the other lane was told"


def test_once_runs_what_is_due_in_both_lanes() -> None:
    runs: list[str] = []
    with registered(counting("a", runs), Job("m", EVERY, lambda: runs.append("m"), MAIL)):
        call_command("work", once=True)
    assert sorted(runs) == ["a", "m"]


def test_only_the_jobs_of_a_lane_run_in_it() -> None:
    runs: list[str] = []
    with registered(Job("m", EVERY, lambda: runs.append("m"), MAIL), counting("a", runs)):
        jobs.run_due_jobs(MAIL)
    assert runs == ["m"]
    assert jobs.lanes() == [GENERAL, MAIL]


def test_nothing_but_mail_is_in_the_lane_of_mail() -> None:
    assert [job.name for job in jobs.registered_jobs() if job.lane == MAIL] == ["mail"]
