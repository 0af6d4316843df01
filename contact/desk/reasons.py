"""The reason that stands with an act in the audit chain, in words."""

import json

from django.db import models

from cluster_cms.audit import AuditEntry
from contact.records import ErasureReason, OpeningReason, Reason

LISTS: dict[str, type[models.TextChoices]] = {
    "inquiry.opened": OpeningReason,
    "inquiry.erased": ErasureReason,
    "inquiries.exported": Reason,
}


def reason_of(entry: AuditEntry) -> str:
    """Return the label of the reason; an empty text where none was asked for."""
    found = LISTS.get(entry.action)
    reason = json.loads(entry.data).get("reason", "")
    return str(found(reason).label) if found and reason in found.values else str(reason)
