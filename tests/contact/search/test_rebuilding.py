"""After an update that changes the folding, the stored texts of all inquiries are folded anew, once."""

import pytest

from cluster_cms.operations.jobs import registered_jobs, run
from contact.models import Inquiry, SearchText
from contact.search import rebuilding
from tests.contact.admin.inquiry_copies import copy_inquiry


def test_texts_are_folded_anew_once(inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "AT_ONCE", 1)
    job = next(job for job in registered_jobs() if job.name.startswith("search texts"))
    kept = SearchText.objects.get(inquiry=inquiry).text
    for expected in (kept, "of old"):
        SearchText.objects.all().delete()
        for one in (inquiry, copy_inquiry(inquiry)):
            SearchText.objects.update_or_create(
                inquiry=one, defaults={"received_at": one.received_at, "reference": one.reference, "text": "of old"}
            )
        run(job)
        assert {each.text for each in SearchText.objects.all()} == {expected}
