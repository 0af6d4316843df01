"""The rights of the groups on inquiries."""

from cluster_cms.groups import DESK, PRIVACY, grant
from contact.permissions import RIGHTS, TEMPLATE_RIGHTS

PRIVACY_ALONE = ("view_inquiry_audit", "manage_retention", "view_handover")


def give_rights() -> None:
    """Let the desk and the privacy officer work with inquiries; nobody else gets a right here."""
    for group, rights in ((DESK, [right for right in RIGHTS if right not in PRIVACY_ALONE]), (PRIVACY, RIGHTS)):
        grant(group, *(f"contact.{right}" for right in (*rights, *TEMPLATE_RIGHTS)))
