"""The files of the web server in front are counted once and deleted, whatever they hold."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from cluster_cms.security.checkpoints import Checkpoint
from cluster_cms.statistics import front_log
from cluster_cms.statistics.daily_counts import DailyCount
from cluster_cms.statistics.front_log import count_front_log

OLD = 1_767_193_200  # 2026-01-01 00:00 in Tokyo
LINE = {"time": str(OLD), "status": "200", "path": "/", "language": "ja", "host": "www.example.co.jp"}
BROKEN = ("", "{", "[]", "null", '{"time":"x"}', json.dumps(LINE | {"time": None}), json.dumps(LINE | {"language": ""}))


@pytest.fixture
def folder(database: None, tmp_path: Path, settings: Any) -> Path:
    settings.VAR_DIR = tmp_path
    made = tmp_path / "views"
    made.mkdir()
    return made


def write(folder: Path, *lines: str, began: int = OLD) -> Path:
    file = folder / f"views-{began}.log"
    file.write_text("".join(f"{line}\n" for line in lines))
    return file


def stored() -> list[Any]:
    return list(DailyCount.objects.order_by("host").values_list("day__year", "host", "number"))


def test_a_file_is_counted_and_deleted(folder: Path) -> None:
    line, direct = json.dumps(LINE), json.dumps(LINE | {"host": "", "status": "304"})
    file = write(folder, line, direct, line, json.dumps(LINE | {"host": "192.0.2.1"}))
    count_front_log()
    assert stored() == [(2026, "", 1), (2026, "example.co.jp", 2), (2026, "other", 1)]
    assert not file.exists()


def test_a_line_that_cannot_be_read_is_left_out(folder: Path) -> None:
    file = write(folder, *BROKEN, json.dumps(LINE | {"status": "404"}), json.dumps(LINE))
    file.write_bytes(file.read_bytes() + b"\xff\xfe{\n")
    count_front_log()
    assert stored() == [(2026, "example.co.jp", 1)]


def test_a_file_that_may_still_be_written_to_is_left_alone(folder: Path) -> None:
    now = int(time.time()) // 100 * 100
    files = [write(folder, json.dumps(LINE), began=now), folder / "views-other.log"]
    files[1].write_text(json.dumps(LINE))
    count_front_log()
    assert (stored(), [file.exists() for file in files]) == ([], [True, True])


def test_a_file_is_counted_once_though_the_worker_dies_before_deleting_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, json.dumps(LINE))
    write(folder, json.dumps(LINE), began=OLD + 100)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", lambda self: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            count_front_log()
    assert stored() == [(2026, "example.co.jp", 1)]
    count_front_log()
    assert (stored(), list(folder.iterdir())) == ([(2026, "example.co.jp", 2)], [])


def test_a_file_that_could_not_be_counted_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(folder, json.dumps(LINE))
    monkeypatch.setattr(front_log, "add_counts", lambda views: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        count_front_log()
    assert file.exists()


def test_a_site_without_a_web_server_in_front_has_nothing_to_count(
    tmp_path: Path, settings: Any, database: None
) -> None:
    settings.VAR_DIR = tmp_path
    count_front_log()
    assert stored() == []


def test_files_of_one_name_on_two_hosts_are_both_counted(folder: Path, tmp_path: Path, settings: Any) -> None:
    for name in ("east", "west"):
        settings.VAR_DIR = tmp_path / name
        (tmp_path / name / "views").mkdir(parents=True)
        write(tmp_path / name / "views", json.dumps(LINE))
        count_front_log()
    assert [row[-1] for row in stored()] == [2]
    assert not Checkpoint.objects.filter(check_name__startswith=front_log.CHECK).exists()
