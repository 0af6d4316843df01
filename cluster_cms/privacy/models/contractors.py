"""The register of contractors."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cluster_cms import clock
from cluster_cms.pages.languages import paired
from cluster_cms.pages.site_settings import pair
from cluster_cms.privacy.countries import COUNTRIES, JAPAN
from cluster_cms.privacy.models.register import Register


class LegalBasis(models.TextChoices):
    """Why data may go to somebody abroad (APPI Art. 28)."""

    ADEQUATE = "adequate", _("Country recognised as equal (EU, United Kingdom)")
    MEASURES = "measures", _("Contract that binds to equal measures")
    CONSENT = "consent", _("Consent of each person")


class ContractorQuerySet(models.QuerySet["Contractor"]):
    def engaged(self) -> Self:
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=clock.today()))

    def overdue(self) -> Self:
        return self.engaged().filter(review_due_on__lt=clock.today())


class Contractor(Register):
    """Somebody to whom the handling of personal data is entrusted, and how the company supervises (APPI Art. 25)."""

    name_ja = models.CharField(_("Japanese"), max_length=100)
    name_en = models.CharField(_("English"), max_length=100)
    task_ja = models.CharField(_("Japanese"), max_length=200)
    task_en = models.CharField(_("English"), max_length=200)
    country = models.CharField(_("country"), max_length=2, choices=COUNTRIES, default=JAPAN)
    legal_basis = models.CharField(
        _("legal basis where abroad"), max_length=10, choices=LegalBasis, blank=True, help_text=_("APPI Art. 28.")
    )
    contract_on = models.DateField(_("date of the contract"))
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    reviewed_on = models.DateField(_("last review"), null=True, blank=True)
    review_due_on = models.DateField(_("next review due"))

    objects = ContractorQuerySet.as_manager()
    panels = [
        pair(_("Name"), "name"),
        pair(_("Entrusted with"), "task"),
        FieldRowPanel([FieldPanel("country"), FieldPanel("legal_basis")]),
        FieldRowPanel([FieldPanel("contract_on"), FieldPanel("ended_on")]),
        FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("review_due_on")]),
    ]

    class Meta(Register.Meta):
        ordering = ["review_due_on", "pk"]
        verbose_name = _("contractor")
        verbose_name_plural = _("contractors")

    def __str__(self) -> str:
        return paired(self, "name")

    @property
    def is_abroad(self) -> bool:
        return self.country != JAPAN

    @property
    def is_overdue(self) -> bool:
        return self.review_due_on < clock.today() and not (self.ended_on and self.ended_on < clock.today())

    def clean(self) -> None:
        if self.is_abroad and not self.legal_basis:
            raise ValidationError({"legal_basis": _("Say why data may go to this country.")})
        for name in ("ended_on", "reviewed_on"):
            self.refuse_before_contract(name)

    def refuse_before_contract(self, name: str) -> None:
        day: date | None = getattr(self, name)
        if day and self.contract_on and day < self.contract_on:
            raise ValidationError({name: _("This cannot be before the contract.")})
