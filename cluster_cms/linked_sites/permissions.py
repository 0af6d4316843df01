"""Who looks after the links that leave the site."""

from typing import Any

from cluster_cms.accounts import User
from cluster_cms.groups import LEGAL, MARKETING, PRIVACY, is_member


def may_check_links(user: Any) -> bool:
    """Tell whether somebody may see the report and note a check: who writes pages, and who watches the policy."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_superuser or is_member(user, MARKETING, PRIVACY, LEGAL)
