"""When staff last checked a linked site, who may check, and recording a check."""

from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction

from cluster_cms import clock
from cluster_cms.linked_sites.finding import outside_links
from cluster_cms.security import audit
from cluster_cms.security.accounts import LEGAL, MARKETING, PRIVACY, User, is_member

ADDRESS_LENGTH = 2000


class OutsideLinkCheckQuerySet(models.QuerySet["OutsideLinkCheck"]):
    def newest_of_each(self) -> "dict[str, OutsideLinkCheck]":
        """Return the newest check of each address."""
        newest = self.values("address").annotate(newest=models.Max("pk")).values("newest")
        return {check.address: check for check in self.filter(pk__in=newest).select_related("checked_by")}


class OutsideLinkCheck(models.Model):
    """Somebody has opened the address and found there what the words of the link say."""

    address = models.CharField(max_length=ADDRESS_LENGTH)
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[Any] = OutsideLinkCheckQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        moment: datetime = self.checked_at
        return f"{self.address} {moment:%Y-%m-%d}"


def may_check_links(user: Any) -> bool:
    """Tell whether somebody may see the report and note a check: who writes pages, and who watches the policy."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_superuser or is_member(user, MARKETING, PRIVACY, LEGAL)


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
