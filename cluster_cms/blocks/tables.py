"""The table of facts in two columns; a row can quote a figure of a product, which then stands in one place."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import CharBlock, ChoiceBlock, ListBlock, StructBlock, StructValue, TextBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from cluster_cms.pages.languages import active_language
from cluster_cms.pages.quoted_figures import Figure, find_figure, quantity_choices


class RowBlock(StructBlock):
    """One fact: what it is, and its value."""

    heading = CharBlock(label=pgettext_lazy("layout", "What"), max_length=60)
    text = TextBlock(label=_("Value"), rows=2, help_text=_("A new line here is a new line on the page."))

    class Meta:
        icon = "minus"
        label = _("Row")
        label_format = "{heading}: {text}"
        form_classname = "struct-block side-by-side"


class QuotingRowValue(StructValue):
    """The value of a row: what it quotes."""

    @property
    def is_quoted(self) -> bool:
        return bool(self.get("quantity"))

    @property
    def figure(self) -> Figure | None:
        """Return what is quoted, in the active language; None where the product is gone or does not state it."""
        product = self.get("product")
        return find_figure(product, self["quantity"], active_language()) if product and self.is_quoted else None

    @property
    def is_public(self) -> bool:
        """Tell whether visitors see the row: one whose figure is gone is left out."""
        return not self.is_quoted or self.figure is not None


class QuotingRowBlock(RowBlock):
    """One fact, written or quoted from a product."""

    heading = CharBlock(
        label=pgettext_lazy("layout", "What"),
        max_length=60,
        required=False,
        help_text=_("Empty in a quoted row: the name of the property."),
    )
    text = TextBlock(
        label=_("Value"), rows=2, required=False, help_text=_("A new line here is a new line on the page.")
    )
    product = SnippetChooserBlock("products.Product", label=_("Or quoted from a product"), required=False)
    quantity = ChoiceBlock(
        label=pgettext_lazy("of a product", "Property"),
        choices=quantity_choices,
        required=False,
        help_text=_("Value, unit and condition are those of the product, and change with it."),
    )

    class Meta:
        value_class = QuotingRowValue

    def clean(self, value: Any) -> Any:
        """Require a written fact, or a product with a property that it states; a draft may be incomplete."""
        row = super().clean(value)
        if not self.is_deferred_validation and (errors := faults(row)):
            raise StructBlockValidationError(
                block_errors={name: ValidationError(message) for name, message in errors.items()}
            )
        return row

    def get_searchable_content(self, value: Any) -> list[str]:
        """Return what visitors see of the row."""
        if not value.is_quoted:
            return list(super().get_searchable_content(value))
        figure = value.figure
        return [value["heading"] or figure.name, figure.text, figure.condition] if figure else []


def faults(row: Any) -> dict[str, Any]:
    """Return what is wrong with a row, by the name of the field."""
    product, quantity = row.get("product"), row.get("quantity")
    if not product and not quantity:
        empty = {"heading": _("Write what the row is about."), "text": _("Write a value, or quote one.")}
        return {name: message for name, message in empty.items() if not row.get(name)}
    if row.get("text"):
        return {"text": _("Write a value or quote one, not both.")}
    if not product:
        return {"product": _("Choose the product whose figure is quoted.")}
    if not quantity:
        return {"quantity": _("Choose the property that is quoted.")}
    if row.figure is None:
        return {"quantity": _("The product does not state this, or is not published: visitors would not see the row.")}
    return {}


class TableValue(StructValue):
    """The value of a table: the rows that visitors see."""

    @property
    def public_rows(self) -> list[Any]:
        return [row for row in self["rows"] if row.is_public]


class TableBlock(StructBlock):
    """A table of facts in two columns, such as the outline of the company."""

    caption = CharBlock(
        label=_("Name of the table"), max_length=80, help_text=_("Not shown; screen readers say it before the table.")
    )
    rows = ListBlock(QuotingRowBlock(), label=_("Rows"), min_num=1, collapsed=True)
    note = CharBlock(
        label=_("Note under the table"), max_length=200, required=False, help_text=_("Source, date or condition.")
    )

    class Meta:
        icon = "table"
        group = _("Tables and facts")
        label = _("Data table")
        description = _("Facts in two columns; figures of products can be quoted, so that they stand in one place.")
        template = "cluster_cms/blocks/table.html"
        value_class = TableValue
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {
            "caption": _("Company outline"),
            "rows": [
                {"heading": _("Founded"), "text": _("1 April 1986")},
                {"heading": _("Capital"), "text": _("JPY 120 million")},
                {"heading": _("Employees"), "text": _("84 (April 2026)")},
            ],
        }
        label_format = "{caption}"
