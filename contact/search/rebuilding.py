"""Makes the stored search texts and their hashes anew, after a change of the folding, of the keys or of the setting."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction

from cluster_cms.operations.jobs import Job
from cluster_cms.security.crypto import WrongKey
from contact.models import Inquiry, SearchText
from contact.models.pair_fields import newest_mark
from contact.search.pair_index import marked_otherwise
from contact.search.scanning import refresh_search_text

AT_ONCE = 100  # inquiries in one transaction: whoever writes to one of them waits for it
logger = logging.getLogger(__name__)


def rebuild_search_texts() -> int:
    """Make the texts anew whose mark is not the newest; return how many. It may be interrupted, and run at any time."""
    left = SearchText.objects.filter(marked_otherwise([newest_mark()])).order_by("pk").values_list("pk", flat=True)
    total, keys = 0, list(left[:AT_ONCE])
    while keys:
        total += rebuild(keys)
        keys = list(left.filter(pk__gt=keys[-1])[:AT_ONCE])
    return total


@transaction.atomic
def rebuild(keys: Sequence[Any]) -> int:
    """Make the texts of some inquiries anew; return of how many. What no key opens stays as it is."""
    inquiries = Inquiry.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    found = list(inquiries.prefetch_related("messages", "notes"))
    return sum(map(rebuild_one, found))


def rebuild_one(inquiry: Inquiry) -> bool:
    try:
        refresh_search_text(inquiry)
    except WrongKey:  # one damaged text must not keep the others from being found
        logger.exception("the search text of inquiry %s cannot be made", inquiry.reference)
        return False
    return True


def search_text_job() -> Job:
    return Job(name="search texts", every=timedelta(minutes=10), run=rebuild_search_texts)
