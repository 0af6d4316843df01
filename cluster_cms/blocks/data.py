"""Blocks that hold facts."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock, TextBlock


class RowBlock(StructBlock):
    """One fact: what it is, and its value."""

    heading = CharBlock(label=_("What"), max_length=60)
    text = TextBlock(label=_("Value"), rows=2, help_text=_("A new line here is a new line on the page."))

    class Meta:
        icon = "minus"
        label = _("Row")
        label_format = "{heading}: {text}"


class TableBlock(StructBlock):
    """A table of facts in two columns, such as the outline of the company."""

    caption = CharBlock(
        label=_("Name of the table"), max_length=80, help_text=_("Not shown; screen readers say it before the table.")
    )
    rows = ListBlock(RowBlock(), label=_("Rows"), min_num=1)
    note = CharBlock(
        label=_("Note under the table"), max_length=200, required=False, help_text=_("Source, date or condition.")
    )

    class Meta:
        icon = "table"
        label = _("Data table")
        description = _("Facts in two columns: what it is, and its value.")
        template = "cluster_cms/blocks/table.html"
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
