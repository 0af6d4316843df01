"""Links that show one version of a page to somebody without an account, until they expire or are withdrawn.

The secret part of a link is stored as a hash alone. It shows the version that was the newest when it was made: what is
typed afterwards, also what the editor saves by itself, is not shown until somebody makes another link.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from cluster_cms import clock
from cluster_cms.operations.jobs import Job
from cluster_cms.pages.sites import language_of
from cluster_cms.review.kept_versions import KeptVersion
from cluster_cms.security import audit
from cluster_cms.security.accounts import User

DAYS = (1, 3, 7, 14, 30)
USUAL_DAYS = 7
LISTED = timedelta(days=30)  # how long a link that has ended is still listed, and its version kept


class DraftLink(KeptVersion):
    """A link to a version of a page."""

    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("link made by")
    )
    made_at = models.DateTimeField(_("link made"), default=clock.now)
    expires_at = models.DateTimeField(_("link expires"))
    withdrawn_at = models.DateTimeField(_("link withdrawn"), null=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("review link")
        verbose_name_plural = _("review links")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"draft link {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.withdrawn_at is None and clock.now() < self.expires_at


def hash_of(token: str) -> str:
    """Return what is stored of a token: of 256 random bits a plain hash tells nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def share_draft(*, page: Page, days: int, actor: User) -> tuple[DraftLink, str]:
    """Make a link to the newest version of a page; return it with its address, which cannot be told again."""
    token = secrets.token_urlsafe(32)
    link = DraftLink.objects.create(
        page_id=page.pk,
        revision=newest_version(page, actor),
        token_hash=hash_of(token),
        made_by=actor,
        expires_at=clock.now() + timedelta(days=days),
    )
    audit.record("draft_link.created", actor=actor, subject=f"page:{page.pk}", data={"days": days})
    return link, address_of(page, token)


@transaction.atomic
def withdraw_link(*, link: DraftLink, actor: User) -> bool:
    """End a link before its time; return False where it has ended already."""
    still_open = DraftLink.objects.filter(pk=link.pk, withdrawn_at=None, expires_at__gt=clock.now())
    if not still_open.update(withdrawn_at=clock.now()):
        return False
    audit.record("draft_link.withdrawn", actor=actor, subject=f"page:{link.page_id}")
    return True


def newest_version(page: Page, actor: User) -> Revision:
    """Return the newest version of a page; a page that was never edited gets its first."""
    revision: Revision = page.get_latest_revision() or page.specific.save_revision(user=actor, changed=False)
    return revision


def address_of(page: Page, token: str) -> str:
    with translation.override(language_of(page)):
        return f"{settings.SITE_URL}{reverse('shared_draft', args=[token])}"


def find_link(token: str) -> DraftLink | None:
    """Return the link of a token, whether or not it has ended."""
    return DraftLink.objects.filter(token_hash=hash_of(token)).select_related("revision").first()


def delete_ended_links() -> None:
    """Delete the links that ended 30 days ago, or were withdrawn then."""
    before: datetime = clock.now() - LISTED
    ended = models.Q(expires_at__lt=before) | models.Q(withdrawn_at__lt=before)
    DraftLink.objects.filter(ended).delete()


def draft_link_job() -> Job:
    return Job(name="ended review links", every=timedelta(days=1), run=delete_ended_links)
