"""Everything the policy app stores; the page itself is in `policy/pages.py`."""

from policy.models.approval import LegalApprovalTask, PolicySettings
from policy.models.earlier_texts import EarlierText, EarlierTextsSubmission
from policy.models.events import PolicyEvent
from policy.models.revisions import PolicyRevision

__all__ = [
    "EarlierText",
    "EarlierTextsSubmission",
    "LegalApprovalTask",
    "PolicyEvent",
    "PolicyRevision",
    "PolicySettings",
]
