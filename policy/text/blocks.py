"""The blocks of a policy: clauses, each with its Japanese and English text side by side."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.admin.widgets import AdminDateInput

from cluster_cms.blocks.column_table import ColumnTableBlock
from cluster_cms.text.day_fields import DayField

ANCHOR = r"^[a-z][a-z0-9-]{1,39}$"
SIDE_BY_SIDE = "bilingual"


class BilingualLine(blocks.StructBlock):
    """One line in both languages."""

    ja = blocks.CharBlock(label=_("Japanese"), max_length=200)
    en = blocks.CharBlock(label=_("English"), max_length=200)

    class Meta:
        form_classname = SIDE_BY_SIDE


class BilingualText(blocks.StructBlock):
    """A text in both languages; every line break begins a new paragraph."""

    def __init__(self, *, required: bool = True, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(
            [
                ("ja", blocks.TextBlock(label=_("Japanese"), required=required, rows=rows)),
                ("en", blocks.TextBlock(label=_("English"), required=required, rows=rows)),
            ],
            **kwargs,
        )

    class Meta:
        form_classname = SIDE_BY_SIDE


class AnchorBlock(blocks.FieldBlock):
    """The permanent address of a clause: filled when the draft is saved, never typed."""

    def __init__(self, required: bool = False, help_text: Any = None, **kwargs: Any) -> None:
        self.field_options: dict[str, Any] = {"required": required, "help_text": help_text}
        super().__init__(**kwargs)

    @cached_property
    def field(self) -> forms.CharField:
        return forms.CharField(
            max_length=40,
            validators=[RegexValidator(ANCHOR)],
            widget=forms.TextInput(attrs={"readonly": True, "class": "policy-anchor"}),
            **self.field_options,
        )


class DayBlock(blocks.DateBlock):
    """A day, typed as people write it."""

    @cached_property
    def field(self) -> forms.DateField:
        return DayField(widget=AdminDateInput, **self.field_options)


class ItemBlock(blocks.StructBlock):
    """An item of a clause: (1), with its own sub-items: ア."""

    text = BilingualText(rows=2, label=pgettext_lazy("policy", "Words"))
    subitems = blocks.ListBlock(
        BilingualText(rows=2, label=_("Sub-item")), default=[], label=_("Sub-items"), required=False
    )

    class Meta:
        label = _("Item")
        form_classname = "policy-item"


class BilingualTable(blocks.StructBlock):
    """A table in both languages, each with its own name, columns and cells."""

    ja = ColumnTableBlock(label=_("Japanese"))
    en = ColumnTableBlock(label=_("English"))

    class Meta:
        icon = "table"
        label = pgettext_lazy("policy", "Table")


class BodyBlock(blocks.StructBlock):
    """What clauses and supplementary provisions have in common."""

    heading = BilingualLine(label=_("Heading"))
    lead = BilingualText(
        required=False,
        rows=5,
        label=pgettext_lazy("policy", "Text"),
        help_text=_("Each line break begins a new paragraph."),
    )
    items = blocks.ListBlock(
        ItemBlock(),
        default=[],
        label=_("Items"),
        required=False,
        help_text=_("Their numbers are written by the site, in the form of the policy."),
    )
    tables = blocks.ListBlock(
        BilingualTable(),
        default=[],
        label=_("Tables"),
        required=False,
        collapsed=True,
        help_text=_("Tables stand after the items, one in each language, with the same columns and rows."),
    )
    closing = BilingualText(required=False, rows=2, label=_("Text after the items and tables"))


class ClauseBlock(BodyBlock):
    """One numbered clause. Numbers of clauses, items and sub-items are computed, never typed."""

    shows_desk = blocks.BooleanBlock(
        required=False,
        label=_("Name, telephone and email address of the desk stand in this clause"),
        help_text=_("They are taken from the settings and frozen with the revision."),
    )
    anchor = AnchorBlock(
        required=False,
        label=_("Permanent address"),
        help_text=_("Written by the site when the English heading is first saved; links to it work for ever."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Clause")
        label_format = "{heading}"
        form_classname = "policy-clause struct-block"


class SupplementBlock(BodyBlock):
    """The head of supplementary provisions (附則) or a schedule; the clauses after it are counted from 1."""

    dated = DayBlock(
        required=False, label=pgettext_lazy("policy", "Date"), help_text=_("Printed in brackets after the heading.")
    )
    anchor = AnchorBlock(
        required=False,
        label=_("Permanent address"),
        help_text=_("Written by the site when the English heading is first saved; links to it work for ever."),
    )

    class Meta:
        icon = "title"
        label = _("Supplementary provisions")
        label_format = "{heading}"
        form_classname = "policy-clause struct-block"
