"""The journal is one chain of lines; several processes append, a crash may tear the last line."""

import json
import logging
import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cluster_cms.erasures.file_journal import FileJournal
from cluster_cms.erasures.journal import head, journal, note
from cluster_cms.erasures.lines import Head, JournalBroken, Line, Step
from cluster_cms.security.hash_chain import GENESIS

Spoil = Callable[[list[bytes]], list[bytes]]
SOME = Step("intent", "letter", "0b7c6d0e-6c69-4d59-9a43-3ef0a2a3a111", "staff")


def test_a_journal_that_nobody_has_written_is_empty() -> None:
    assert list(journal().lines()) == []
    assert head() == Head(0, GENESIS)


def test_each_line_is_json_with_nothing_personal_and_the_hash_of_the_line_before(erasure_journal: Path) -> None:
    journal().append([SOME, SOME])
    first, second = erasure_journal.read_bytes().splitlines()
    assert set(json.loads(first)) == {"outcome", "kind", "record", "cause", "position", "at", "previous_hash"}
    assert json.loads(second)["previous_hash"] == Line.decode(first).row_hash
    assert head() == Head(2, Line.decode(second).row_hash)


def test_only_its_owner_reads_it(erasure_journal: Path) -> None:
    journal().append([SOME])
    assert stat.S_IMODE(erasure_journal.stat().st_mode) == 0o600


def test_lines_are_on_the_disk_before_append_returns(monkeypatch: pytest.MonkeyPatch, erasure_journal: Path) -> None:
    sizes: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda _file: sizes.append(erasure_journal.stat().st_size))
    journal().append([SOME])
    journal().append([SOME])
    assert sizes[0] == 0, "the folder, for the name of the new file"
    assert 0 < sizes[1] < sizes[2] == erasure_journal.stat().st_size


def test_many_writers_leave_one_chain(erasure_journal: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _number: FileJournal(erasure_journal).append([SOME] * 3), range(20)))
    assert head().length == 60


@pytest.mark.parametrize("torn", [b"{", b'{"at":"2026', b"\xff" * 40])
def test_an_unfinished_last_line_has_not_happened_and_is_cut_off(
    erasure_journal: Path, torn: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    note("restored")
    with erasure_journal.open("ab") as file:
        file.write(torn)
    assert head().length == 1
    with caplog.at_level(logging.WARNING):
        journal().append([SOME])
    assert [line.outcome for line, _hash in journal().lines()] == ["restored", "repaired", "intent"]
    assert f"unfinished line of {len(torn)} bytes" in caplog.text


def test_a_file_that_is_nothing_but_an_unfinished_line_begins_again(erasure_journal: Path) -> None:
    erasure_journal.write_bytes(b'{"at":')
    journal().append([SOME])
    assert [line.outcome for line, _hash in journal().lines()] == ["repaired", "intent"]


def test_a_disk_that_is_full_leaves_the_journal_as_it_was(
    monkeypatch: pytest.MonkeyPatch, erasure_journal: Path
) -> None:
    journal().append([SOME])
    before = erasure_journal.read_bytes()

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        journal().append([SOME])
    assert erasure_journal.read_bytes() == before


@pytest.mark.parametrize(
    "spoil, message",
    [
        (lambda lines: [lines[0], lines[2]], "line 2 of the erasure journal does not follow"),
        (lambda lines: [lines[0], lines[1].replace(b"staff", b"other"), lines[2]], "line 3 .* does not follow"),
        (lambda lines: [lines[0], b"nonsense", lines[2]], "line 2 of the erasure journal cannot be read"),
        (lambda lines: [lines[1], lines[2]], "line 1 of the erasure journal does not follow"),
    ],
    ids=["missing", "changed", "unreadable", "beheaded"],
)
def test_a_line_missing_or_changed_is_named(erasure_journal: Path, spoil: Spoil, message: str) -> None:
    journal().append([SOME, SOME, SOME])
    erasure_journal.write_bytes(b"\n".join(spoil(erasure_journal.read_bytes().splitlines())) + b"\n")
    with pytest.raises(JournalBroken, match=message):
        head()


def test_a_last_line_that_cannot_be_read_takes_no_further_line(erasure_journal: Path) -> None:
    erasure_journal.write_bytes(b"nonsense\n")
    with pytest.raises(JournalBroken):
        journal().append([SOME])
