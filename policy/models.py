"""Lets Django see the tables of the policy; nobody inside imports this module."""

from policy.approval import LegalApprovalTask
from policy.ledger import PolicyRevision
from policy.pages import PolicyPage

__all__ = ["LegalApprovalTask", "PolicyPage", "PolicyRevision"]
