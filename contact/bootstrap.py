"""The rights of the groups on inquiries."""

from cluster_cms.groups import DESK, PRIVACY, grant
from contact.permissions import RIGHTS


def give_rights() -> None:
    """Let the desk and the privacy officer work with inquiries; nobody else gets a right here."""
    for group in (DESK, PRIVACY):
        grant(group, *(f"contact.{right}" for right in RIGHTS))
