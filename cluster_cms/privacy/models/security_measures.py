"""The registers of what keeps personal data secure: measures, internal rules, and who answers for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cluster_cms import clock
from cluster_cms.pages.languages import paired
from cluster_cms.pages.site_settings import pair
from cluster_cms.privacy.models.registers import Register


class MeasureKind(models.TextChoices):
    """The kinds of measures of the commission's guidelines (general rules, part 10)."""

    ORGANISATIONAL = "organisational", pgettext_lazy("measure", "Organisation")
    PERSONNEL = "personnel", pgettext_lazy("measure", "People")
    PHYSICAL = "physical", pgettext_lazy("measure", "Premises")
    TECHNICAL = "technical", pgettext_lazy("measure", "Technology")
    EXTERNAL = "external", pgettext_lazy("measure", "External environment")


class SecurityMeasure(Register):
    """A measure against leaks, loss and damage of personal data (APPI Art. 23)."""

    kind = models.CharField(_("kind"), max_length=16, choices=MeasureKind)
    text_ja = models.TextField(_("Japanese"), max_length=500)
    text_en = models.TextField(_("English"), max_length=500)
    order = models.PositiveSmallIntegerField(_("order"), default=10)

    panels = [FieldPanel("kind"), pair(_("Measure"), "text"), FieldPanel("order")]

    class Meta(Register.Meta):
        ordering = ["kind", "order", "pk"]
        verbose_name = _("security measure")
        verbose_name_plural = _("security measures")

    def __str__(self) -> str:
        return paired(self, "text")


class InternalRule(Register):
    """A rule of the company about personal data, with its document."""

    title_ja = models.CharField(_("Japanese"), max_length=120)
    title_en = models.CharField(_("English"), max_length=120)
    document = models.ForeignKey(
        "cluster_cms.CustomDocument",
        verbose_name=_("document"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Only for a rule that everybody may read: the documents of this site are public."),
    )
    kept_at = models.CharField(
        _("kept at"), max_length=200, blank=True, help_text=_("Where staff find it, for example a folder or a binder.")
    )
    dated_on = models.DateField(_("date of the rule"))
    reviewed_on = models.DateField(_("last review"), null=True, blank=True)

    panels = [
        pair(_("Title"), "title"),
        FieldPanel("kept_at"),
        FieldPanel("document"),
        FieldRowPanel([FieldPanel("dated_on"), FieldPanel("reviewed_on")]),
    ]

    class Meta(Register.Meta):
        ordering = ["-dated_on", "pk"]
        verbose_name = _("internal rule")
        verbose_name_plural = _("internal rules")

    def __str__(self) -> str:
        return paired(self, "title")


class Administrator(Register):
    """Who is responsible for the personal data, since when; the newest one is so now."""

    name_ja = models.CharField(_("Japanese"), max_length=100)
    name_en = models.CharField(_("English"), max_length=100)
    office_ja = models.CharField(_("Japanese"), max_length=100)
    office_en = models.CharField(_("English"), max_length=100)
    since = models.DateField(_("since"), default=clock.today)

    panels = [
        pair(_("Office"), "office"),
        pair(pgettext_lazy("of an office or person", "Name"), "name"),
        FieldPanel("since"),
    ]

    class Meta(Register.Meta):
        ordering = ["-since", "-pk"]
        verbose_name = _("administrator of personal data")
        verbose_name_plural = _("administrators of personal data")

    def __str__(self) -> str:
        return f"{paired(self, 'office')} {paired(self, 'name')}"

    @classmethod
    def current(cls) -> "Administrator | None":
        """Return the administrator of today; None when nobody is registered."""
        return cls._default_manager.filter(since__lte=clock.today()).first()
