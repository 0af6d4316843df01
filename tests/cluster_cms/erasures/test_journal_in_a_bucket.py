"""The journal in an object store: the same chain, one object a line, whatever number of hosts writes."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from pytest_django import Settings

from cluster_cms.erasures.journal import STORE, head, journal, note
from cluster_cms.erasures.journal_health import check_journal
from cluster_cms.erasures.lines import Head, JournalBroken, Line, Step
from cluster_cms.erasures.s3_journal import LAST, BucketJournal
from cluster_cms.security.hash_chain import GENESIS
from cluster_cms.settings import stores

SOME = Step("intent", "letter", "0b7c6d0e-6c69-4d59-9a43-3ef0a2a3a111", "staff")


def names(bucket: BucketJournal) -> list[str]:
    """Return the names of the lines, the oldest first."""
    return list(reversed(list(bucket.listed())))


def test_a_bucket_that_nobody_has_written_holds_an_empty_journal(bucket: BucketJournal) -> None:
    assert list(journal().lines()) == []
    assert head() == Head(0, GENESIS)


def test_each_line_is_an_object_that_follows_the_one_before(bucket: BucketJournal) -> None:
    journal().append([SOME, SOME])
    note("restored")
    assert [line.outcome for line, _hash in journal().lines()] == ["intent", "intent", "restored"]
    assert names(bucket) == [f"{bucket.folder}/{LAST - position:012}" for position in (1, 2, 3)]
    assert head() == Head(3, Line.decode(bucket.get(names(bucket)[-1])).row_hash) == bucket.newest()


def test_hosts_that_write_at_once_leave_one_chain(bucket: BucketJournal) -> None:
    with ThreadPoolExecutor(4) as hosts:
        list(hosts.map(lambda _number: journal().append([SOME] * 2), range(10)))
    assert head().length == 20


def test_a_line_is_never_written_over(bucket: BucketJournal) -> None:
    journal().append([SOME])
    before = bucket.get(names(bucket)[0])
    assert not bucket.put(b"other", 1)
    assert bucket.get(names(bucket)[0]) == before


def test_a_changed_line_is_named_even_to_a_process_that_has_read_it(bucket: BucketJournal) -> None:
    journal().append([SOME, SOME, SOME])
    assert head().length == 3
    second = names(bucket)[1]
    changed = bucket.get(second).replace(b"staff", b"other")
    bucket.client.put_object(Bucket=bucket.bucket, Key=second, Body=changed)
    with pytest.raises(JournalBroken, match=r"line 3 .* does not follow"):
        head()


@pytest.mark.parametrize("lost, message", [(0, "line 1 .* does not follow"), (1, "line 2 .* does not follow")])
def test_a_missing_line_is_named(bucket: BucketJournal, lost: int, message: str) -> None:
    journal().append([SOME, SOME, SOME])
    bucket.client.delete_object(Bucket=bucket.bucket, Key=names(bucket)[lost])
    with pytest.raises(JournalBroken, match=message):
        head()


def test_something_else_in_its_folder_takes_no_further_line(bucket: BucketJournal) -> None:
    bucket.client.put_object(Bucket=bucket.bucket, Key=f"{bucket.folder}/!notes.txt", Body=b"hello")
    with pytest.raises(JournalBroken, match="something else"):
        journal().append([SOME])


def test_a_journal_set_aside_is_kept_and_a_new_one_begins(bucket: BucketJournal) -> None:
    journal().append([SOME, SOME])
    journal().set_aside()
    assert head() == Head()
    kept = bucket.client.list_objects_v2(Bucket=bucket.bucket, Prefix=f"{bucket.folder}-")
    assert kept["KeyCount"] == 2


@pytest.mark.django_db
def test_a_store_that_does_not_answer_stops_the_erasure_and_is_seen_by_the_doctor(
    bucket: BucketJournal, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("S3_ENDPOINT_URL", "http://127.0.0.1:9")  # the discard port: nobody listens
    settings.STORAGES = {**settings.STORAGES, STORE: stores.store("journal", "erasures")}
    with pytest.raises(OSError, match=r"object store .* failed \(EndpointConnectionError\)"):
        journal().append([SOME])
    assert [finding.message for finding in check_journal()] == ["cannot be written, so nothing can be erased"]
