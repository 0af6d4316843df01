"""Writing down that somebody has looked at a linked site."""

from urllib.parse import urlsplit

from django.db import transaction

from cluster_cms import audit, clock
from cluster_cms.accounts import User
from cluster_cms.linked_sites.finding import outside_links
from cluster_cms.linked_sites.records import OutsideLinkCheck


class NoSuchLink(Exception):
    """The site has no link to this address any more."""


@transaction.atomic
def check_link(*, address: str, actor: User) -> OutsideLinkCheck:
    """Note the check of an address that the site links to. Raises NoSuchLink for any other."""
    if all(link.address != address for link in outside_links()):
        raise NoSuchLink(address)
    check = OutsideLinkCheck.objects.create(address=address, checked_at=clock.now(), checked_by=actor)
    audit.record("linked_site.checked", actor=actor, subject=(urlsplit(address).hostname or "")[:100])
    return check
