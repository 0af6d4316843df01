"""Transfers (委託, 第三者提供): who outside the desk received which inquiries, on which legal ground."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms import clock
from cluster_cms.privacy.countries import COUNTRIES, JAPAN
from cluster_cms.security import crypto
from contact.models.abstract import UnindexedModel, UuidModel


class Recipient(models.TextChoices):
    """The kind of recipient of personal data."""

    DESK = "desk", pgettext_lazy("recipient", "The desk itself")
    PERSON = "person", pgettext_lazy("recipient", "The person, at a corrected address")
    COLLEAGUE = "colleague", pgettext_lazy("recipient", "A colleague inside the company")
    CONTRACTOR = "contractor", pgettext_lazy("recipient", "A contractor of the register")
    THIRD_PARTY = "third_party", pgettext_lazy("recipient", "A third party")


# Nothing leaves the company for them, so that no ground is needed; the last two receive replies alone.
INSIDE = (Recipient.DESK, Recipient.PERSON, Recipient.COLLEAGUE)


class LegalGround(models.TextChoices):
    """The grounds of the policy for giving data to a third party (APPI Art. 27(1) and its items 1 and 2)."""

    ORDER = "order", pgettext_lazy("ground", "Order by authorities under a law")
    PROPERTY = "property", pgettext_lazy("ground", "Protection of property")
    LIFE = "life", pgettext_lazy("ground", "Protection of life and safety")
    CONSENT = "consent", pgettext_lazy("ground", "Consent of the person")


GROUNDS_WITHOUT_CONSENT = frozenset({LegalGround.ORDER, LegalGround.PROPERTY, LegalGround.LIFE})


class WithholdingGround(models.TextChoices):
    """Why the record of a transfer is not disclosed (APPI Art. 33(5) with (2); Cabinet Order, Art. 11)."""

    HARM = "harm", pgettext_lazy("withholding", "It would harm life, body, property or another right (Art. 33(2) 1)")
    BUSINESS = "business", pgettext_lazy("withholding", "It would seriously hinder our business (Art. 33(2) 2)")
    CRIME = (
        "crime",
        pgettext_lazy("withholding", "It would hinder criminal investigation (Cabinet Order, Art. 11)"),
    )
    LAW = "law", pgettext_lazy("withholding", "It would break another law (Art. 33(2) 3)")


class Channel(models.TextChoices):
    """How the data were sent."""

    EXPORT = "export", pgettext_lazy("channel", "Export")
    REPLY = "reply", pgettext_lazy("channel", "Reply to another address")


class TransferQuerySet(models.QuerySet["Transfer"]):
    """Transfers by recipient and date."""

    def disclosable(self) -> Self:
        """Leave out the transfers of which the person must not be told."""
        return self.filter(withheld="")

    def withheld_now(self) -> Self:
        return self.exclude(withheld="")

    def review_due(self) -> Self:
        """Return the withheld transfers whose day of review has come."""
        return self.withheld_now().filter(review_on__lte=clock.today())

    def to_third_parties(self) -> Self:
        return self.filter(recipient=Recipient.THIRD_PARTY)

    def in_year(self, year: int) -> Self:
        """Return the transfers of a calendar year in Tokyo."""
        return self.filter(at__gte=clock.midnight(date(year, 1, 1)), at__lt=clock.midnight(date(year + 1, 1, 1)))

    def expired(self) -> Self:
        """Return the transfers whose legal retention period is over."""
        return self.filter(keep_until__lt=clock.today())


class Transfer(UuidModel):
    """One transfer. What describes the recipient may name people, so these columns are encrypted."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("time"), default=clock.now, db_index=True)
    actor_id = models.BigIntegerField(_("account"))
    channel = models.CharField(_("way"), max_length=10, choices=Channel)
    recipient = models.CharField(_("recipient"), max_length=12, choices=Recipient)
    contractor = models.ForeignKey("cluster_cms.Contractor", null=True, on_delete=models.PROTECT, related_name="+")
    name = crypto.EncryptedTextField(null=True)
    address = crypto.EncryptedTextField(null=True)
    country = models.CharField(_("country"), max_length=2, choices=COUNTRIES, default=JAPAN)
    ground = models.CharField(_("ground"), max_length=10, choices=LegalGround, blank=True)
    basis = crypto.EncryptedTextField(null=True)
    note = crypto.EncryptedTextField(null=True)
    items = models.JSONField(_("items of data"), default=list)
    count = models.PositiveIntegerField(_("inquiries"), default=0)
    export_number = models.PositiveIntegerField(_("export"), null=True)
    # The record is kept from the person: why, by which order, and when somebody looks again whether it still must be.
    withheld = models.CharField(_("not disclosed because"), max_length=8, choices=WithholdingGround, blank=True)
    withheld_basis = crypto.EncryptedTextField(null=True)
    review_on = models.DateField(pgettext_lazy("withheld transfer", "to be reviewed on"), null=True)
    keep_until = models.DateField(_("kept until"), db_index=True)

    objects = TransferQuerySet.as_manager()

    class Meta(UuidModel.Meta):
        default_permissions = ("view",)
        ordering = ["-number"]
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")

    def __str__(self) -> str:
        return f"transfer {self.number}"

    @property
    def who(self) -> str:
        """Return the name of the contractor or third party."""
        return str(self.contractor) if self.contractor else self.name or ""


class TransferredInquiry(UnindexedModel):
    """One inquiry in a transfer, by its reference: the record outlives the inquiry."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="inquiries")
    reference = models.CharField(_("reference"), max_length=9, db_index=True)
    # The consent that allowed it; the time stays when the consent is deleted with its inquiry.
    consent_id = models.UUIDField(null=True)
    consented_at = models.DateTimeField(_("consent given"), null=True)

    def __str__(self) -> str:
        return f"{self.reference} in {self.transfer_id}"


class TransferredPerson(UuidModel):
    """The person whose data was given, as the law has it recorded (APPI Art. 29; Enforcement Rules, Art. 20(1))."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="people")
    reference = models.CharField(_("reference"), max_length=9, db_index=True)
    email_hmac = models.CharField(max_length=64, db_index=True)
    person = crypto.EncryptedJSONField()

    def __str__(self) -> str:
        return f"{self.reference} in {self.transfer_id}"
