"""What was counted is written each minute, when the process ends, and when the database answers again."""

import http.client
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from cluster_cms.statistics import view_writing
from cluster_cms.statistics.daily_counts import DailyCount
from cluster_cms.statistics.view_counter import View
from cluster_cms.statistics.view_writing import ViewWriter
from tests.faults.serving import served

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
HOME = View(1, "/", "ja", "")


@pytest.fixture
def writer(monkeypatch: pytest.MonkeyPatch) -> ViewWriter:
    monkeypatch.setattr(ViewWriter, "write_each_minute", lambda self: None)
    monkeypatch.setattr("atexit.register", lambda function: None)
    return ViewWriter()


def test_counting_waits_for_no_database(writer: ViewWriter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_writing, "add_counts", None)
    for _time in range(3):
        writer.count(HOME)
    assert writer.counter.take() == {HOME: 3}


def test_what_cannot_be_written_is_kept(writer: ViewWriter, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Any] = []

    def away(views: Any) -> None:
        writer.count(HOME)  # meanwhile
        raise OperationalError("away")

    writer.count(HOME)
    monkeypatch.setattr(view_writing, "add_counts", away)
    writer.write()
    monkeypatch.setattr(view_writing, "add_counts", written.append)
    writer.write()
    writer.write()
    assert written == [{HOME: 2}]


def test_a_process_that_ends_in_order_writes_what_it_has_counted(committed_db: None, tmp_path: Path) -> None:
    with served(tmp_path) as server:
        for _time in range(3):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
            connection.request("GET", "/en/", headers={"User-Agent": FIREFOX})
            assert connection.getresponse().status == 200
            connection.close()
    assert sum(DailyCount.objects.filter(language="en").values_list("number", flat=True)) == 3
