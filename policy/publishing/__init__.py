"""What other apps may import: which revision is in force, and the signal that a new one is promulgated."""

from policy.models.revisions import PolicyRevision
from policy.publishing.promulgation import (
    comparison_address,
    in_force,
    policy_in_force,
    policy_shown,
    revision_promulgated,
)

__all__ = [
    "PolicyRevision",
    "comparison_address",
    "in_force",
    "policy_in_force",
    "policy_shown",
    "revision_promulgated",
]
