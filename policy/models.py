"""Lets Django see the tables of the policy; nobody inside imports this module."""

from policy.approval import LegalApprovalTask
from policy.events import PolicyEvent
from policy.ledger import PolicyRevision
from policy.pages import PolicyPage
from policy.site_settings import PolicySettings

__all__ = ["LegalApprovalTask", "PolicyEvent", "PolicyPage", "PolicyRevision", "PolicySettings"]
