"""Senders and domains whose inquiries the desk wants to see among the suspected spam alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms import clock
from contact.models.abstract import UuidModel


class BlockedKind(models.TextChoices):
    """What an entry of the block list stands for."""

    ADDRESS = "address", pgettext_lazy("block list", "An email address")
    DOMAIN = "domain", pgettext_lazy("block list", "A domain")


class BlockedSender(UuidModel):
    """A keyed hash of an address or a domain, from which neither can be read, and what it has caught."""

    code = models.CharField(max_length=64, unique=True)
    kind = models.CharField(pgettext_lazy("block list", "Kind"), max_length=7, choices=BlockedKind)
    author_id = models.BigIntegerField(_("account"))
    at = models.DateTimeField(pgettext_lazy("block list", "Added"), default=clock.now)
    caught = models.PositiveIntegerField(pgettext_lazy("block list", "Caught"), default=0)
    caught_at = models.DateTimeField(pgettext_lazy("block list", "Last"), null=True)

    class Meta(UuidModel.Meta):
        ordering = ["-at", "pk"]
        verbose_name = pgettext_lazy("block list", "blocked sender")
        verbose_name_plural = pgettext_lazy("block list", "blocked senders")

    def __str__(self) -> str:
        return f"blocked {self.kind} {self.pk}"
