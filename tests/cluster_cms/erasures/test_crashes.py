"""A crash between every two steps of an erasure: afterwards record, database and journal agree again."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest

from cluster_cms.erasures import erasing as steps
from cluster_cms.erasures.erasing import Erasure
from cluster_cms.erasures.journal_health import check_journal
from cluster_cms.erasures.reconciliation import reconcile
from tests.cluster_cms.erasures.standins import erase, erase_and_then, exists, letters_erasable, outcomes, write_letter

pytestmark = pytest.mark.usefixtures("committed_db")
Crashing = Callable[[pytest.MonkeyPatch], None]


class Crash(BaseException):
    """The process ends here."""


@pytest.fixture(autouse=True)
def _letters() -> Iterator[None]:
    with letters_erasable():
        yield


@pytest.fixture
def letter(committed_db: None) -> UUID:
    return write_letter()


def crash_at(outcome: str, *, after: bool) -> Crashing:
    """Return what makes the writing of the lines with an outcome crash, before or after they are on the disk."""

    def prepare(monkeypatch: pytest.MonkeyPatch) -> None:
        write = steps.write_lines

        def crash(written: str, *rest: Any) -> None:
            if written != outcome or after:
                write(written, *rest)
            if written == outcome:
                raise Crash

        monkeypatch.setattr(steps, "write_lines", crash)

    return prepare


def crash_at_records(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_arguments: object) -> None:
        raise Crash

    monkeypatch.setattr(steps, "store_erasures", crash)


NOT_COMMITTED = {
    "before the intent": (crash_at("intent", after=False), []),
    "after the intent": (crash_at("intent", after=True), ["intent", "void"]),
    "after the deletion": (crash_at_records, ["intent", "void"]),
}


@pytest.mark.parametrize("name", NOT_COMMITTED)
def test_a_crash_before_the_commit_leaves_the_record_and_the_journal_says_void(
    monkeypatch: pytest.MonkeyPatch, letter: UUID, name: str
) -> None:
    prepare, expected = NOT_COMMITTED[name]
    with monkeypatch.context() as patch:
        prepare(patch)
        with pytest.raises(Crash):
            erase(letter)
    reconcile()
    assert exists(letter)
    assert not Erasure.objects.exists()
    assert outcomes() == expected
    assert all(finding.ok for finding in check_journal())


def test_a_crash_just_before_the_commit_is_the_same(letter: UUID) -> None:
    with pytest.raises(Crash):
        erase_and_then(letter, Crash())
    reconcile()
    assert exists(letter)
    assert outcomes() == ["intent", "void"]


@pytest.mark.parametrize("after", [False, True])
def test_a_crash_after_the_commit_leaves_it_erased_and_the_journal_says_done(
    monkeypatch: pytest.MonkeyPatch, letter: UUID, after: bool
) -> None:
    with monkeypatch.context() as patch:
        crash_at("done", after=after)(patch)
        with pytest.raises(Crash):
            erase(letter)
    assert outcomes() == (["intent", "done"] if after else ["intent"])
    reconcile()
    assert not exists(letter)
    assert outcomes() == ["intent", "done"]
    assert all(finding.ok for finding in check_journal())


def test_a_done_line_that_cannot_be_written_is_no_error_to_the_person(
    monkeypatch: pytest.MonkeyPatch, letter: UUID
) -> None:
    write = steps.write_lines

    def full(written: str, *rest: Any) -> None:
        if written == "done":
            raise OSError("No space left on device")
        write(written, *rest)

    monkeypatch.setattr(steps, "write_lines", full)
    erase(letter)
    assert not next(iter(check_journal())).ok
    reconcile()
    assert outcomes() == ["intent", "done"]


def test_settling_twice_adds_nothing(letter: UUID) -> None:
    erase(letter)
    reconcile()
    reconcile()
    assert outcomes() == ["intent", "done"]
