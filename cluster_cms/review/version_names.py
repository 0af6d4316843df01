"""Names of versions: told in the history of the page, where its filter of actions finds them, and never deleted."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import Page, Revision

from cluster_cms.review.kept_versions import KeptVersion
from cluster_cms.security.accounts import User

NAMED = "version.named"
LONGEST = 60  # characters


class VersionName(KeptVersion):
    """The name of one version of a page."""

    name = models.CharField(pgettext_lazy("version", "name"), max_length=LONGEST)

    class Meta:
        default_permissions = ()
        verbose_name = _("name of a version")
        verbose_name_plural = _("names of versions")
        constraints = [models.UniqueConstraint(fields=["revision"], name="one_name_of_a_version")]

    def __str__(self) -> str:
        return self.name


@transaction.atomic
def name_version(*, page: Page, revision: Revision, name: str, actor: User) -> VersionName:
    """Give a version of a page a name, in place of one that it had, and say so in the history of the page."""
    named, _made = VersionName.objects.update_or_create(
        revision=revision, defaults={"name": name, "page": Page(pk=page.pk)}
    )
    log(
        instance=page.specific,
        action=NAMED,
        user=actor,
        data={"name": name},
        revision=revision,
        content_changed=True,  # so that the history offers to preview, compare and restore it
    )
    return named


def named_versions(page: Page) -> models.QuerySet[VersionName]:
    """Return the named versions of a page, the newest version first."""
    return (
        VersionName.objects.filter(page_id=page.pk).select_related("revision", "revision__user").order_by("-revision")
    )


class NamedFormatter(LogFormatter):
    """The entry about a name in the history of a page."""

    label = _("Versions with a name")

    def format_message(self, log_entry: Any) -> str:
        return gettext("Version named “%(name)s”") % {"name": log_entry.data.get("name", "")}


def register_actions(actions: LogActionRegistry) -> None:
    """Name the entries about named versions, for Wagtail's hook `register_log_actions`."""
    actions.register_action(NAMED)(NamedFormatter)
