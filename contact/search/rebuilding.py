"""Folds the stored search texts anew after an update that changed how texts are folded."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from cluster_cms.operations.jobs import Job, once
from cluster_cms.text.folding import VERSION
from contact.models import Inquiry, SearchText
from contact.search.scanning import refresh_search_text

AT_ONCE = 100  # inquiries in one transaction: whoever writes to one of them waits for it


def rebuild_search_texts() -> int:
    """Fold the texts of all inquiries anew; return how many. It may be interrupted, and run again at any time."""
    keys = list(SearchText.objects.order_by("pk").values_list("pk", flat=True))
    return sum(rebuild(keys[at : at + AT_ONCE]) for at in range(0, len(keys), AT_ONCE))


@transaction.atomic
def rebuild(keys: Sequence[Any]) -> int:
    """Fold the texts of some inquiries anew; return how many of them there still are."""
    inquiries = Inquiry.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    found = list(inquiries.prefetch_related("messages", "notes"))
    for inquiry in found:
        refresh_search_text(inquiry)
    return len(found)


def search_text_job() -> Job:
    """Return the job that rebuilds the texts once for each way of folding."""
    return once(f"search texts, folding {VERSION}", rebuild_search_texts)
