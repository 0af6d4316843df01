"""After a change of folding, key or setting, the search texts and their hashes are made anew, and no search waits."""

from typing import Any

import pytest
from pytest_django import Settings

from cluster_cms.operations.jobs import registered_jobs, run
from contact.models import Inquiry, SearchText
from contact.models.pair_fields import UNINDEXED, newest_mark
from contact.search import pair_index, rebuilding, scanning
from contact.search.rebuilding import rebuild_search_texts
from contact.search.searching import search_inquiries
from tests.contact.admin.inquiry_copies import copy_inquiry

NEWER = {"next1": bytes(range(32))}


@pytest.fixture(autouse=True)
def narrowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No text is read without having been narrowed to."""
    monkeypatch.setattr(scanning, "READ_WHOLE", 0)


def found(words: str, actor: Any) -> list[str]:
    return search_inquiries(words=words, inquiries=Inquiry.objects.all(), actor=actor).references


def marks() -> set[int]:
    return set(SearchText.objects.values_list("made_under", flat=True))


def test_texts_of_an_older_folding_are_made_anew(inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "AT_ONCE", 2)
    kept = inquiry.search_text.text
    for one in (inquiry, copy_inquiry(inquiry), copy_inquiry(inquiry)):
        one.search_text.text = "of old"
        one.search_text.save()
    SearchText.objects.update(made_under=newest_mark() - 1)
    run(next(job for job in registered_jobs() if job.name == "search texts"))
    assert marks() == {newest_mark()}
    assert SearchText.objects.get(inquiry=inquiry).text == kept
    assert rebuild_search_texts() == 0


def test_a_new_key_makes_new_hashes_and_either_finds(inquiry: Inquiry, desk: Any, settings: Settings) -> None:
    old, before = newest_mark(), inquiry.search_text.pairs
    settings.INQUIRY_KEYS = {**NEWER, **settings.INQUIRY_KEYS}
    newer = copy_inquiry(inquiry)
    assert marks() == {old, newest_mark()}
    assert set(found("山田太郎", desk)) == {inquiry.reference, newer.reference}
    rebuild_search_texts()
    assert marks() == {newest_mark()}
    assert before != SearchText.objects.get(inquiry=inquiry).pairs == newer.search_text.pairs
    assert set(found("山田太郎", desk)) == {inquiry.reference, newer.reference}


@pytest.mark.parametrize("most", [0, 1_000])
def test_rows_that_are_not_made_anew_yet_are_found(
    most: int, inquiry: Inquiry, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pair_index, "MAX_STALE", most)
    newer = copy_inquiry(inquiry)
    SearchText.objects.filter(inquiry=inquiry).update(made_under=1, pairs=[])
    assert found("山田太郎", desk) == [newer.reference, inquiry.reference]


def test_switched_off_the_hashes_go_and_a_search_reads_the_texts(
    inquiry: Inquiry, desk: Any, settings: Settings
) -> None:
    settings.SEARCH_INDEX = False
    assert found("山田太郎", desk) == [inquiry.reference]
    rebuild_search_texts()
    assert marks() == {UNINDEXED}
    assert not any(SearchText.objects.values_list("pairs", flat=True))
    assert found("山田太郎", desk) == [inquiry.reference]
    settings.SEARCH_INDEX = True
    assert found("山田太郎", desk) == [inquiry.reference]


def test_one_that_cannot_be_read_does_not_stop_the_others(inquiry: Inquiry) -> None:
    damaged = copy_inquiry(inquiry)
    sealed = Inquiry.objects.values_list("answers").get(pk=inquiry.pk)[0]
    Inquiry.objects.filter(pk=damaged.pk).update(answers=sealed)
    SearchText.objects.update(made_under=1)
    assert rebuild_search_texts() == SearchText.objects.count() - 1
    assert marks() == {1, newest_mark()}
