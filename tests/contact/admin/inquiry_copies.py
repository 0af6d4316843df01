"""Copies an inquiry, for tests of lists and searches."""

import uuid
from datetime import timedelta
from typing import Any

from cluster_cms import clock
from contact.models import Inquiry
from contact.search.scanning import refresh_search_text
from contact.text.answers import Answer
from contact.text.references import new_reference


def copy_inquiry(
    model: Inquiry, *, minutes: float = 0, texts_by_key: dict[str, str] | None = None, **changes: Any
) -> Inquiry:
    """Store a copy of an inquiry, received so many minutes ago, with other answers by key and other columns."""
    changed = texts_by_key or {}
    given = [
        Answer(key=one["key"], label=one["label"], kind=one["kind"], value=changed.get(one["key"], one["value"]))
        for one in model.answers
    ]
    copy = Inquiry.objects.get(pk=model.pk)
    values = {
        "pk": uuid.uuid4(),
        "reference": new_reference(),
        "submission_key": uuid.uuid4().hex,
        "received_at": clock.now() - timedelta(minutes=minutes),
        "answers": given,
    }
    for name, value in (values | changes).items():
        setattr(copy, name, value)
    copy.save(force_insert=True)
    refresh_search_text(copy)
    return copy
