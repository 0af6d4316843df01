"""The reason that stands with an act in the audit chain: asked for from a list, and told in words."""

import json

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from cluster_cms.audit import AuditEntry
from contact.records import ChangeReason, ClearingReason, ErasureReason, OpeningReason, Reason, SpamReason

CHANGES = ("inquiry.taken_up", "inquiry.waiting", "inquiry.answered", "inquiry.closed", "inquiry.assigned")
LISTS: dict[str, type[models.TextChoices]] = {
    **dict.fromkeys(CHANGES, ChangeReason),
    "inquiry.marked_spam": SpamReason,
    "inquiry.cleared": ClearingReason,
    "inquiry.opened": OpeningReason,
    "inquiry.erased": ErasureReason,
    "inquiries.exported": Reason,
}


def reason_field(reasons: type[models.TextChoices]) -> forms.ChoiceField:
    """Return the field that asks for a reason; the first of the list is the usual one, and chosen beforehand."""
    return forms.ChoiceField(label=_("Reason"), choices=reasons.choices, initial=reasons.values[0])


def reason_of(entry: AuditEntry) -> str:
    """Return the label of the reason; an empty text where none was asked for."""
    found = LISTS.get(entry.action)
    reason = json.loads(entry.data).get("reason", "")
    return str(found(reason).label) if found and reason in found.values else str(reason)
