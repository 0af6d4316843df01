"""The database's record of what was erased, and what each app can erase again (hook `register_erasable`)."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cluster_cms import clock
from cluster_cms.security.append_only import AppendOnlyModel


class Erasure(AppendOnlyModel):
    """One record that is gone, or whose use has ended. Its id was random, so this says nothing of a person."""

    kind = models.CharField(_("kind"), max_length=40)
    record = models.UUIDField(_("number"))
    at = models.DateTimeField(_("time"), default=clock.now)
    cause = models.CharField(_("cause"), max_length=40)

    class Meta:
        default_permissions = ()
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        constraints = [models.UniqueConstraint(fields=["kind", "record"], name="erased_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"


@dataclass(frozen=True)
class Erasable:
    """A kind of record. `erase` runs in the caller's transaction and writes no audit entry of its own."""

    kind: str
    exists: Callable[[UUID], bool]
    erase: Callable[[UUID], None]
    label: str | Promise = ""  # as the privacy officer calls it


def erasables() -> dict[str, Erasable]:
    """Return every registered kind by its name. The hook holds an Erasable, or a function that returns one."""
    found = [entry if isinstance(entry, Erasable) else entry() for entry in hooks.get_hooks("register_erasable")]
    return {erasable.kind: erasable for erasable in found}
