"""The dictionary: properties with their units, families of products that share them, and applications."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from cluster_cms.pages.languages import paired
from cluster_cms.pages.site_settings import pair
from products.text.units import UNITS, UnitFamily, spelled

KEY = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*\Z", _("Use lower case letters a to z, digits, and hyphens between them.")
)


class Named(models.Model):
    """Abstract base of a record with a key, by which addresses and files name it, and a name in both languages."""

    key = models.CharField(
        pgettext_lazy("product", "key"),
        max_length=60,
        unique=True,
        validators=[KEY],
        help_text=_("In addresses and in the Excel file. Letters a to z, digits and hyphens."),
    )
    name_ja = models.CharField(_("Japanese"), max_length=100)
    name_en = models.CharField(_("English"), max_length=100)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return paired(self, "name")


class Property(Named):
    """A quality that products are measured by, or that is said in words."""

    symbol = models.CharField(_("symbol"), max_length=20, blank=True, help_text=_("For example Tg or ρ."))
    definition_ja = models.TextField(_("Japanese"), max_length=300, blank=True)
    definition_en = models.TextField(_("English"), max_length=300, blank=True)
    unit_family = models.CharField(_("kind of quantity"), max_length=20, choices=UnitFamily)
    unit = models.CharField(_("unit"), max_length=20, blank=True, help_text=_("In which all its values are written."))
    in_finder = models.BooleanField(_("in the finder"), default=False, help_text=_("Visitors search by its range."))
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    panels = [
        FieldPanel("key"),
        pair(pgettext_lazy("product", "Name"), "name"),
        FieldPanel("symbol"),
        pair(_("Definition"), "definition"),
        FieldRowPanel([FieldPanel("unit_family"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("in_finder"), FieldPanel("sort_order")]),
    ]

    class Meta:
        verbose_name = _("property")
        verbose_name_plural = _("properties")
        ordering = ["sort_order", "pk"]

    def clean(self) -> None:
        """Spell the unit as usual. Raises ValidationError for a unit of another kind, or that values are stored in."""
        super().clean()
        self.unit = spelled(self.unit)
        units = UNITS.get(self.unit_family, {})
        if self.unit not in units:
            known = ", ".join(unit or str(_("(none)")) for unit in units)
            raise ValidationError({"unit": _("This kind of quantity has these units: %(units)s") % {"units": known}})
        stored = Property.objects.filter(pk=self.pk).first()
        if stored and stored.unit != self.unit and self.values.exists():
            raise ValidationError(
                {"unit": _("Values are stored in %(unit)s. Make a new property.") % {"unit": stored.unit}}
            )

    @property
    def is_measured(self) -> bool:
        return self.unit_family != UnitFamily.TEXT


class Family(ClusterableModel, Named):
    """A group of products with the same properties."""

    summary_ja = models.TextField(_("Japanese"), max_length=300, blank=True)
    summary_en = models.TextField(_("English"), max_length=300, blank=True)

    panels = [
        FieldPanel("key"),
        pair(pgettext_lazy("product", "Name"), "name"),
        pair(pgettext_lazy("product", "Summary"), "summary"),
        InlinePanel("family_properties", label=_("property"), heading=_("Properties, in this order")),
    ]

    class Meta:
        verbose_name = _("product family")
        verbose_name_plural = _("product families")
        ordering = ["pk"]


class FamilyProperty(Orderable):
    """A property of a family, in its place."""

    family = ParentalKey(Family, on_delete=models.CASCADE, related_name="family_properties")
    property = models.ForeignKey(Property, on_delete=models.PROTECT, related_name="+", verbose_name=_("property"))

    panels = [FieldPanel("property")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["family", "property"], name="one_property_of_a_family")]

    def __str__(self) -> str:
        return str(self.property)


class Application(Named):
    """What products are used for."""

    panels = [FieldPanel("key"), pair(pgettext_lazy("product", "Name"), "name")]

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["pk"]
