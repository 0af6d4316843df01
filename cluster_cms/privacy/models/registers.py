"""The base of every register, the register of purposes and the register of contractors."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page

from cluster_cms import clock
from cluster_cms.pages.languages import paired
from cluster_cms.pages.site_settings import pair
from cluster_cms.privacy.countries import COUNTRIES, JAPAN


class Register(models.Model):
    """Base of the records of all registers: the privacy officer changes them, others may at most view them."""

    class Meta:
        abstract = True
        default_permissions = ("view",)

    @property
    def subject(self) -> str:
        """Return the name of this record in the audit chain."""
        return f"{self._meta.model_name}:{self.pk}"

    @property
    def is_used(self) -> bool:
        """Tell whether any row refers to this record."""
        return any(found.exists() for found in self.references())

    def references(self) -> Iterator[models.QuerySet[Any]]:
        """Yield, for each foreign key to this model, the rows that refer to this record."""
        for relation in self._meta.get_fields(include_hidden=True):
            if isinstance(relation, ForeignObjectRel):
                yield relation.related_model._base_manager.filter(**{relation.field.name: self.pk})


def in_use_today() -> Q:
    """Return the condition that a purpose is in use today (Tokyo)."""
    today = clock.today()
    return Q(since__lte=today) & (Q(until=None) | Q(until__gte=today))


class PurposeQuerySet(models.QuerySet["Purpose"]):
    def in_use(self) -> Self:
        return self.filter(in_use_today())


class Purpose(Register):
    """A purpose of use of personal data (APPI Art. 17). Once used, its text is fixed: a changed one is a new record."""

    text_ja = models.TextField(_("Japanese"), max_length=300)
    text_en = models.TextField(_("English"), max_length=300)
    since = models.DateField(_("in use since"), default=clock.today)
    until = models.DateField(
        _("in use until"),
        null=True,
        blank=True,
        help_text=_("The last day on which data are collected for it. What was collected stays bound to it."),
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=10, help_text=_("A form with several purposes shows the lower number first.")
    )

    objects = PurposeQuerySet.as_manager()
    panels = [
        pair(_("Purpose, as visitors read it"), "text"),
        FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
        FieldPanel("order"),
    ]

    class Meta(Register.Meta):
        ordering = ["order", "pk"]
        verbose_name = _("purpose of use")
        verbose_name_plural = _("purposes of use")

    def __str__(self) -> str:
        return self.text()

    def text(self, language: str | None = None) -> str:
        return paired(self, "text", language)

    def clean(self) -> None:
        if self.until and self.until < self.since:
            raise ValidationError({"until": _("The last day cannot be before the first.")})
        if self.until and (page := self.pages().first()):
            message = gettext("The page “%(page)s” names this purpose. Take it off the page first.")
            raise ValidationError({"until": message % {"page": page.title}})
        before = Purpose.objects.filter(pk=self.pk).first()
        if before and (before.text_ja, before.text_en) != (self.text_ja, self.text_en) and self.is_used:
            raise ValidationError(
                _("This purpose is in use, so its words stand. Enter the new purpose as a new one and close this one.")
            )

    def pages(self) -> models.QuerySet[Page]:
        """Return the published pages that name this purpose beside a form."""
        named = [found.values("pk") for found in self.references() if issubclass(found.model, Page)]
        return Page.objects.live().filter(pk__in=named[0].union(*named[1:])) if named else Page.objects.none()


class LegalBasis(models.TextChoices):
    """The legal basis of entrusting data to somebody abroad (APPI Art. 28)."""

    ADEQUATE = "adequate", _("Country recognised as equal (EU, United Kingdom)")
    MEASURES = "measures", _("Contract that binds to equal measures")
    CONSENT = "consent", _("Consent of each person")


class ContractorQuerySet(models.QuerySet["Contractor"]):
    def engaged(self) -> Self:
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=clock.today()))

    def overdue(self) -> Self:
        return self.engaged().filter(review_due_on__lt=clock.today())


class Contractor(Register):
    """Somebody to whom the handling of personal data is entrusted, and the reviews of them (APPI Art. 25)."""

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
        pair(pgettext_lazy("of an office or person", "Name"), "name"),
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
