"""A product: one record for both languages, its part numbers, and a value for each property."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, Orderable, RevisionMixin
from wagtail.search import index

from cluster_cms.pages.site_settings import pair
from cluster_cms.text.near_names import folded
from products.models.dictionary import Application, Family, Named, Property
from products.text.units import LARGEST, PLACES

DIGITS = len(str(int(LARGEST))) - 1 + PLACES


class Status(models.TextChoices):
    """Whether a product can be ordered."""

    NEW = "new", pgettext_lazy("product", "New")
    AVAILABLE = "available", pgettext_lazy("product", "Available")
    NOT_FOR_NEW_DESIGNS = "not_for_new_designs", pgettext_lazy("product", "Not for new designs")
    LAST_ORDER = "last_order", pgettext_lazy("product", "Last order")
    DISCONTINUED = "discontinued", pgettext_lazy("product", "Discontinued")


class Product(index.Indexed, DraftStateMixin, RevisionMixin, ClusterableModel, Named):
    """A product. Its pages in both languages show this record, so that a figure stands in one place."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="products", verbose_name=_("family"))
    summary_ja = models.TextField(_("Japanese"), max_length=300, blank=True)
    summary_en = models.TextField(_("English"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.AVAILABLE)
    last_order_on = models.DateField(_("last day for orders"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("successor")
    )
    applications = ParentalManyToManyField(
        Application, blank=True, related_name="products", verbose_name=_("applications")
    )
    picture = models.ForeignKey(
        "cluster_cms.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture or drawing"),
    )
    related = ParentalManyToManyField("self", blank=True, symmetrical=False, verbose_name=_("related products"))
    sort_order = models.PositiveSmallIntegerField(_("order within the family"), default=0)

    panels = [
        FieldPanel("key"),
        pair(pgettext_lazy("product", "Name"), "name"),
        FieldPanel("family"),
        pair(pgettext_lazy("product", "Summary"), "summary"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("status"), FieldPanel("last_order_on")]), FieldPanel("successor")],
            heading=_("Can it be ordered?"),
        ),
        FieldPanel("picture"),
        InlinePanel("values", label=_("value"), heading=_("Properties")),
        InlinePanel("part_numbers", label=_("part number"), heading=_("Part numbers")),
        FieldPanel("applications"),
        FieldPanel("related"),
        FieldPanel("sort_order"),
    ]
    search_fields = [
        index.AutocompleteField("key"),
        index.AutocompleteField("name_ja"),
        index.AutocompleteField("name_en"),
    ]

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["family_id", "sort_order", "pk"]

    def clean(self) -> None:
        """Raise ValidationError for a last order without its day, and for successors that lead back here."""
        super().clean()
        if self.status == Status.LAST_ORDER and not self.last_order_on:
            raise ValidationError({"last_order_on": _("Write the last day on which this product can be ordered.")})
        if leads_back(self.successor, self.pk):
            raise ValidationError({"successor": _("Its successors lead back to this product.")})


def leads_back(successor: Product | None, start: int | None) -> bool:
    """Return whether the successors of a product come back to where they began."""
    seen: set[int | None] = {start}
    while successor is not None:
        if successor.pk in seen:
            return start is not None
        seen.add(successor.pk)
        successor = successor.successor
    return False


class PartNumber(Orderable):
    """A number under which a product, or one of its options, is ordered, or was."""

    product = ParentalKey(Product, on_delete=models.CASCADE, related_name="part_numbers")
    number = models.CharField(_("part number"), max_length=60)
    option_ja = models.CharField(_("option in Japanese"), max_length=100, blank=True)
    option_en = models.CharField(_("option in English"), max_length=100, blank=True)
    former = models.BooleanField(_("former number"), default=False)
    folded = models.CharField(max_length=60, db_index=True, editable=False)

    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("former")]),
        FieldRowPanel([FieldPanel("option_ja"), FieldPanel("option_en")]),
    ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = folded(self.number)[:60]
        super().save(*args, **kwargs)


class PropertyValue(Orderable):
    """What a product measures of a property, in its unit: a typical value, or a range, or limits; or words."""

    product = ParentalKey(Product, on_delete=models.CASCADE, related_name="values")
    property = models.ForeignKey(Property, on_delete=models.PROTECT, related_name="values", verbose_name=_("property"))
    minimum = models.DecimalField(_("minimum"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)
    typical = models.DecimalField(_("typical"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)
    maximum = models.DecimalField(_("maximum"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)
    text_ja = models.CharField(_("in words, Japanese"), max_length=100, blank=True)
    text_en = models.CharField(_("in words, English"), max_length=100, blank=True)
    condition_ja = models.CharField(_("condition, Japanese"), max_length=100, blank=True)
    condition_en = models.CharField(_("condition, English"), max_length=100, blank=True)
    method = models.CharField(_("test method"), max_length=60, blank=True)

    panels = [
        FieldPanel("property"),
        FieldRowPanel([FieldPanel("minimum"), FieldPanel("typical"), FieldPanel("maximum")]),
        FieldRowPanel([FieldPanel("text_ja"), FieldPanel("text_en")]),
        FieldRowPanel([FieldPanel("condition_ja"), FieldPanel("condition_en"), FieldPanel("method")]),
    ]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["product", "property"], name="one_value_of_a_property")]

    def __str__(self) -> str:
        return str(self.property)

    def numbers(self) -> list[Decimal]:
        """Return minimum, typical and maximum, as far as they are stated."""
        return [one for one in (self.minimum, self.typical, self.maximum) if one is not None]

    def clean(self) -> None:
        """Raise ValidationError for numbers out of order, and for words in place of numbers or the other way."""
        super().clean()
        if self.property_id is None:
            return
        if complaint := complaint_about(self.property, self.numbers(), bool(self.text_ja or self.text_en)):
            raise ValidationError({complaint[0]: complaint[1]})


def complaint_about(what: Property, numbers: list[Decimal], words: bool) -> tuple[str, Any] | None:
    """Return the field that is wrong in a value of a property and why; None where nothing is."""
    if numbers != sorted(numbers):
        return "maximum", _("Minimum, typical and maximum are not in this order.")
    if numbers and not what.is_measured:
        return "typical", _("This property is said in words.")
    if words and what.is_measured:
        return "text_ja", _("This property is measured: write numbers, in %(unit)s.") % {"unit": what.unit or "1"}
    return None if numbers or words else ("typical", _("Write a value."))
