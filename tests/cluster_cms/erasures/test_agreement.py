"""Each minute the worker reads only what is new in the journal; whatever does not fit makes it read the whole."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import pytest

from cluster_cms.erasures.decisions import rebuild_journal
from cluster_cms.erasures.erasing import Erasure
from cluster_cms.erasures.file_journal import FileJournal
from cluster_cms.erasures.journal import journal, note
from cluster_cms.erasures.journal_health import check_journal, check_whole_journal
from cluster_cms.erasures.lines import BEGINNING, Head, JournalBroken, Line, NotContinued, Step
from cluster_cms.erasures.reconciliation import reconcile
from cluster_cms.erasures.s3_journal import BucketJournal
from cluster_cms.erasures.status import CHECK, recent_status, unclear
from cluster_cms.security.checkpoints import Checkpoint
from tests.cluster_cms.erasures.standins import KIND, erase, exists, letters_erasable, outcomes, write_letter
from tests.cluster_cms.erasures.test_replaying import go_back
from tests.infrastructure.cast import Clock

pytestmark = pytest.mark.usefixtures("committed_db")
T = TypeVar("T")
SOME = Step("void", KIND, str(uuid4()), "staff")


@pytest.fixture(autouse=True)
def _letters() -> Iterator[None]:
    with letters_erasable():
        yield


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The position of each line that is yielded."""
    found: list[int] = []
    original = FileJournal.lines

    def lines(self: FileJournal, after: Head = BEGINNING) -> Iterator[tuple[Line, str]]:
        for line, line_hash in original(self, after):
            found.append(line.position)
            yield line, line_hash

    monkeypatch.setattr(FileJournal, "lines", lines)
    return found


def noted(value: T, found: list[T]) -> T:
    """Return a value that is added to a list."""
    found.append(value)
    return value


def all_well() -> bool:
    return all(finding.ok for finding in [*check_journal(), *check_whole_journal()])


def test_the_worker_and_the_doctor_read_only_the_new_lines(read: list[int]) -> None:
    erase(*(write_letter() for _ in range(50)))
    reconcile()
    assert max(read) == 100
    read.clear()
    erase(write_letter())
    assert all(finding.ok for finding in check_journal())
    reconcile()
    assert read == [101, 102] * 2
    read.clear()
    reconcile()
    assert read == []
    assert all_well()


def test_the_whole_is_read_once_a_day(read: list[int], clock: Clock) -> None:
    erase(write_letter())
    reconcile()
    clock.forward(days=1, minutes=1)
    read.clear()
    reconcile()
    reconcile()
    assert read == [1, 2]


@pytest.mark.parametrize("position", [1, 2, 50, 199, 200])
def test_a_file_is_read_from_any_position_without_what_is_before(
    erasure_journal: Path, position: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal().append([SOME] * 200)
    lines = list(journal().lines())
    decoded: list[bytes] = []
    decode = Line.decode
    monkeypatch.setattr(Line, "decode", lambda raw: decode(noted(raw, decoded)))
    found = list(journal().lines(Head(position, lines[position - 1][1])))
    assert found == lines[position:]
    assert len(decoded) == 200 - position + 1


@pytest.mark.parametrize("head", [Head(3, "f" * 64), Head(9, "f" * 64)])
def test_a_journal_that_is_another_does_not_continue(head: Head) -> None:
    journal().append([SOME] * 5)
    with pytest.raises(NotContinued):
        list(journal().lines(head))


def test_a_bucket_is_asked_for_the_new_lines_only(bucket: BucketJournal, monkeypatch: pytest.MonkeyPatch) -> None:
    journal().append([SOME] * 5)
    lines = list(journal().lines())
    fetched: list[str] = []
    get = BucketJournal.get
    monkeypatch.setattr(BucketJournal, "get", lambda self, key: get(self, noted(key, fetched)))
    assert list(journal().lines(Head(3, lines[2][1]))) == lines[3:]
    assert sorted(fetched) == sorted(bucket.key(position) for position in (3, 4, 5))
    for wrong in (Head(3, "f" * 64), Head(6, lines[4][1])):
        with pytest.raises(NotContinued):
            list(journal().lines(wrong))


def test_a_change_before_the_agreement_is_found_within_a_day_and_one_behind_it_at_once(
    erasure_journal: Path, clock: Clock
) -> None:
    erase(write_letter(), write_letter())
    reconcile()
    whole = erasure_journal.read_bytes()
    erasure_journal.write_bytes(whole.replace(b'"staff"', b'"other"', 1))
    assert all(finding.ok for finding in check_journal())
    assert not all_well(), "doctor --whole"
    clock.forward(days=1, minutes=1)
    with pytest.raises(JournalBroken):
        reconcile()
    erasure_journal.write_bytes(whole)
    erase(write_letter())
    erasure_journal.write_bytes(erasure_journal.read_bytes().removesuffix(b"\n").rpartition(b"\n")[0][:-3] + b"xx\n")
    assert not all(finding.ok for finding in check_journal())


def test_an_intent_without_an_end_stays_visible_behind_the_agreement() -> None:
    erase(write_letter())
    begun = write_letter()
    journal().append([Step("intent", KIND, str(begun), "staff"), Step("restored")])
    for _minute in range(3):
        reconcile()
        assert list(unclear(recent_status())) == [(KIND, begun)]
    erase(write_letter())
    reconcile()
    assert list(unclear(recent_status())) == [(KIND, begun)]
    assert [finding.ok for finding in check_journal()] == [True, False]


def test_an_erasure_that_ends_after_the_agreement_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    letter = write_letter()
    with monkeypatch.context() as patch:
        patch.setattr("cluster_cms.erasures.reconciliation.try_exclusive_lock", lambda: False)
        journal().append([Step("intent", KIND, str(letter), "staff")])
        reconcile()
    assert list(recent_status().open) == [(KIND, letter)]
    reconcile()
    assert outcomes() == ["intent", "void"]
    assert not recent_status().open
    assert all_well()


def test_a_database_that_went_back_by_itself_or_with_its_agreement_is_noticed() -> None:
    letters = [write_letter() for _ in range(3)]
    erase(*letters[:1])
    reconcile()
    kept = Checkpoint.objects.get(pk=CHECK)
    erase(*letters[1:])
    reconcile()
    for agreement in (Checkpoint.objects.get(pk=CHECK), kept):
        go_back(*letters[1:])
        Erasure.objects.bulk_create([Erasure(kind=KIND, record=letters[0], cause="staff")])
        agreement.save()
        assert "2 of its erasures are unknown" in next(iter(check_journal())).message
        reconcile()
        assert not any(exists(letter) for letter in letters)
        assert all_well()


def test_a_lost_journal_stays_seen_until_it_is_rebuilt(erasure_journal: Path) -> None:
    erase(write_letter(), write_letter())
    reconcile()
    erasure_journal.unlink()
    for _minute in range(2):
        assert "lacks 2 of the 2" in next(iter(check_journal())).message
        reconcile()
    erase(write_letter())
    reconcile()
    assert "lacks 2 of the 3" in next(iter(check_journal())).message
    rebuild_journal()
    assert all_well()
    reconcile()
    assert all_well()


def test_the_agreement_holds_no_more_than_what_is_begun() -> None:
    erase(*(write_letter() for _ in range(9)))
    note("repaired")
    reconcile()
    kept = Checkpoint.objects.get(pk=CHECK)
    assert kept.position == 19
    assert kept.found == {"anchors": {}, "open": [], "undecided": [], "erasures": 9, "newest": newest(), "unwritten": 0}


def newest() -> int:
    return Erasure.objects.latest("pk").pk
