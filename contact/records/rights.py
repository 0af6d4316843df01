"""The rights of the person who wrote: links mailed to an address, and the register of what was asked for.

A link's row is what the page "your data" goes by for an hour; the register holds nothing personal of who used the page.
"""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms import clock, crypto
from contact.records.inquiry import LANGUAGE_NAMES
from contact.records.states import Source


class MailedLinkQuerySet(models.QuerySet["MailedLink"]):
    def usable(self) -> Self:
        """Return what can still be opened."""
        return self.filter(used_at=None, expires_at__gt=clock.now())

    def open_now(self) -> Self:
        """Return what was opened and is open still."""
        return self.exclude(session_hash="").filter(open_until__gt=clock.now())


class MailedLink(models.Model):
    """A link that was mailed, once. Of the link and of the page that it opened only hashes are stored."""

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mail_key = models.CharField(max_length=64, db_index=True)
    address = crypto.EncryptedTextField()
    language = models.CharField(max_length=2, choices=LANGUAGE_NAMES)
    asked_at = models.DateTimeField(default=clock.now, db_index=True)
    expires_at = models.DateTimeField()
    token_hash = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)
    session_hash = models.CharField(max_length=64, blank=True, db_index=True)
    open_until = models.DateTimeField(null=True)
    # The references that were named on the page, and how often one was named that is not of this address.
    opened = models.JSONField(default=list)
    wrong_references = models.PositiveSmallIntegerField(default=0)
    # The link asks whether the mail address of these inquiries, of another key, may become this one.
    moves = models.JSONField(default=list)
    moves_from = models.CharField(max_length=64, blank=True)

    objects = MailedLinkQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"link {self.pk}"


class Demand(models.TextChoices):
    """What a person may ask for (Act on the Protection of Personal Information, Art. 32 to 35)."""

    SEE = "see", pgettext_lazy("request", "Disclosure")
    CORRECT = "correct", pgettext_lazy("request", "Correction")
    STOP = "stop", pgettext_lazy("request", "Stop of use")
    DELETE = "delete", pgettext_lazy("request", "Deletion")


class RightsRequest(models.Model):
    """One request. What was done at once on the page is only counted: such a row names nobody."""

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=9, unique=True)
    demand = models.CharField(_("asked for"), max_length=8, choices=Demand)
    source = models.CharField(_("way"), max_length=10, choices=Source, default=Source.WEB)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGE_NAMES)
    received_at = models.DateTimeField(_("received"), default=clock.now, db_index=True)
    aim_on = models.DateField(_("to be answered by"), null=True)
    limit_on = models.DateField(_("limit"), null=True)
    answered_at = models.DateTimeField(_("answered"), null=True, db_index=True)
    refusal = models.CharField(_("refused because"), max_length=12, blank=True)
    identity = models.JSONField(_("identity"), default=list)
    mail_key = models.CharField(max_length=64, db_index=True, blank=True)
    name = crypto.EncryptedTextField(null=True)
    address = crypto.EncryptedTextField(null=True)
    wish = crypto.EncryptedTextField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["-received_at"]
        verbose_name = _("request about personal data")
        verbose_name_plural = _("requests about personal data")

    def __str__(self) -> str:
        return self.reference
