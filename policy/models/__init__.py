"""Everything the policy app stores; the page itself is in `policy/pages.py`."""

from policy.models.approval import LegalApprovalTask, PolicySettings
from policy.models.events import PolicyEvent
from policy.models.revisions import PolicyRevision

__all__ = ["LegalApprovalTask", "PolicyEvent", "PolicyRevision", "PolicySettings"]
