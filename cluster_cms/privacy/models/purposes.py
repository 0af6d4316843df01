"""The register of purposes."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page

from cluster_cms import clock
from cluster_cms.pages.languages import paired
from cluster_cms.pages.site_settings import pair
from cluster_cms.privacy.models.register import Register


def in_use_today() -> Q:
    today = clock.today()
    return Q(since__lte=today) & (Q(until=None) | Q(until__gte=today))


class PurposeQuerySet(models.QuerySet["Purpose"]):
    def in_use(self) -> Self:
        return self.filter(in_use_today())


class Purpose(Register):
    """What personal data may be used for (APPI Art. 17). Once used, its words stand: a changed purpose is another."""

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
            told = gettext("The page “%(page)s” names this purpose. Take it off the page first.") % {"page": page.title}
            raise ValidationError({"until": told})
        before = Purpose.objects.filter(pk=self.pk).first()
        if before and (before.text_ja, before.text_en) != (self.text_ja, self.text_en) and self.is_used:
            raise ValidationError(
                _("This purpose is in use, so its words stand. Enter the new purpose as a new one and close this one.")
            )

    def pages(self) -> models.QuerySet[Page]:
        """Return the published pages that name this purpose beside a form."""
        named = [found.values("pk") for found in self.references() if issubclass(found.model, Page)]
        return Page.objects.live().filter(pk__in=named[0].union(*named[1:])) if named else Page.objects.none()
