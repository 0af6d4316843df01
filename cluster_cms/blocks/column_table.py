"""A table with any number of columns, whose cells are text."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import TextBlock
from wagtail.contrib.typed_table_block.blocks import (
    TypedTable,
    TypedTableBlock,
    TypedTableBlockValidationError,
)


class ColumnTableBlock(TypedTableBlock):
    """Wagtail's table with one type of column; it needs a name, which screen readers say before it."""

    text = TextBlock(label=pgettext_lazy("type of a column", "Text"), required=False, rows=1)

    class Meta:
        icon = "table"
        group = _("Tables and facts")
        label = _("Table with columns")
        description = _("Any number of columns. Copy the cells in Excel and paste them into the first cell.")
        template = "cluster_cms/blocks/column_table.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {
            "columns": [{"type": "text", "heading": _("Grade")}, {"type": "text", "heading": _("Grain size")}],
            "rows": [{"values": ["NB-1", "0.3 µm"]}, {"values": ["NB-2", "5 µm"]}],
            "caption": _("Grades (sample)"),
        }

    def clean(self, table: TypedTable) -> TypedTable:
        """Require a name and a cell, except of a draft."""
        table = super().clean(table)
        if self.is_deferred_validation:
            return table
        if not (table.columns and table.row_data):
            raise TypedTableBlockValidationError(non_block_errors=[ValidationError(_("Add a column and a row."))])
        if not table.caption.strip():
            message = _("Write the name of the table; screen readers say it before the table.")
            raise TypedTableBlockValidationError(non_block_errors=[ValidationError(message)])
        return table

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add whether any column has a heading."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return {**context, "has_headings": any(column["heading"] for column in value.columns)}
