"""Where a spare of each key is kept: the place and the day, never the key."""

from datetime import date

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from cluster_cms import audit, clock
from cluster_cms.accounts import User
from cluster_cms.append_only import AppendOnlyModel
from cluster_cms.backups.keys import names_of_keys


class UnknownKey(Exception):
    """No key of this site has that name."""


class KeyEscrow(AppendOnlyModel):
    """A spare of a key was put somewhere. A new key has a new name, so an old record never speaks for it."""

    key_name = models.CharField(_("key"), max_length=60)
    place = models.CharField(_("kept at"), max_length=200)
    kept_on = models.DateField(_("on"), default=clock.today)
    kept_by = models.CharField(_("by"), max_length=100)
    recorded_at = models.DateTimeField(_("recorded"), default=clock.now)

    class Meta:
        ordering = ["-recorded_at"]
        default_permissions = ("add", "view")
        verbose_name = _("spare of a key")
        verbose_name_plural = _("spares of keys")

    def __str__(self) -> str:
        return f"{self.key_name}: {self.place}"


@transaction.atomic
def record_escrow(
    *, key_name: str, place: str, kept_by: str, kept_on: date | None = None, actor: User | None = None
) -> KeyEscrow:
    """Record where a spare of a key of this site is kept. Raises UnknownKey."""
    if key_name not in names_of_keys():
        raise UnknownKey(key_name)
    kept = KeyEscrow.objects.create(key_name=key_name, place=place, kept_by=kept_by, kept_on=kept_on or clock.today())
    audit.record("keys.escrowed", actor=actor, subject=key_name)
    return kept


def keys_without_escrow() -> list[str]:
    known = set(KeyEscrow.objects.values_list("key_name", flat=True))
    return [name for name in names_of_keys() if name not in known]
