"""Erasing writes intent, record and done; the journal that cannot be written lets nothing be erased."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from cluster_cms.erasures.erasing import Erasure, erasing
from cluster_cms.erasures.journal_health import check_journal
from cluster_cms.erasures.reconciliation import reconcile
from cluster_cms.security.append_only import AppendOnlyError
from tests.cluster_cms.erasures.standins import (
    KIND,
    delete,
    erase,
    erase_and_then,
    exists,
    letters_erasable,
    outcomes,
    write_letter,
)
from tests.infrastructure.cast import Clock

pytestmark = pytest.mark.usefixtures("committed_db")


@pytest.fixture(autouse=True)
def _letters() -> Iterator[None]:
    with letters_erasable():
        yield


def findings() -> dict[str, str]:
    return {finding.name: ("" if finding.ok else "ILL ") + finding.message for finding in check_journal()}


def test_erased_records_stand_in_database_and_journal(erasure_journal: Path) -> None:
    letters = [write_letter(), write_letter()]
    erase(*letters)
    assert not any(exists(letter) for letter in letters)
    assert set(Erasure.objects.values_list("kind", "record", "cause")) == {(KIND, one, "staff") for one in letters}
    assert outcomes() == ["intent", "intent", "done", "done"]
    assert findings()["erasure journal"] == "whole, 2 erasures, as many as the database knows"


def test_the_intent_is_on_disk_while_the_record_still_is_there(erasure_journal: Path) -> None:
    letter = write_letter()
    with erasing(KIND, [letter], "retention"):
        assert outcomes() == ["intent"]
        delete(letter)
    assert outcomes() == ["intent", "done"]


def test_an_outer_transaction_that_fails_takes_the_erasure_back() -> None:
    letter = write_letter()
    with pytest.raises(ZeroDivisionError):
        erase_and_then(letter, ZeroDivisionError())
    assert exists(letter)
    assert outcomes() == ["intent"]
    reconcile()
    assert outcomes() == ["intent", "void"]


def test_without_a_journal_nothing_is_erased(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.ERASURE_JOURNAL = tmp_path / "file" / "journal.jsonl"
    letter = write_letter()
    with pytest.raises(OSError, match="exists"):
        erase(letter)
    assert exists(letter)
    assert findings()["erasure journal"].startswith("ILL ")


def test_erasing_the_same_twice_is_one_erasure() -> None:
    letter = write_letter()
    erase(letter)
    erase(letter)
    assert Erasure.objects.count() == 1
    assert all(finding.ok for finding in check_journal())


def test_the_record_of_an_erasure_stays_as_it_is() -> None:
    erase(write_letter())
    with pytest.raises(AppendOnlyError):
        Erasure.objects.all().delete()
    with pytest.raises(Exception, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM cluster_cms_erasure")
    assert Erasure.objects.count() == 1


def test_the_worker_leaves_alone_what_is_being_erased() -> None:
    letter = write_letter()

    def settle() -> None:
        try:
            if connection.vendor == "postgresql":  # on SQLite it would wait for the write lock
                reconcile()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, erasing(KIND, [letter], "staff"):
        pool.submit(settle).result()
        assert outcomes() == ["intent"]
        delete(letter)
    assert outcomes() == ["intent", "done"]


def test_an_erasure_whose_end_nobody_can_tell_keeps_the_doctor_red(clock: Clock) -> None:
    with pytest.raises(ZeroDivisionError), erasing(KIND, [write_letter()], "staff"):
        raise ZeroDivisionError
    lost = write_letter()
    with pytest.raises(ZeroDivisionError), erasing(KIND, [lost], "staff"):
        raise ZeroDivisionError
    delete(lost)  # by other means than ours
    clock.forward(minutes=11)
    reconcile()
    assert findings()["erasures of unknown outcome"].startswith("ILL 1: the privacy officer")
