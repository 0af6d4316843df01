"""Blocks of measured numbers: key figures, and a case with its figures before and after."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock

from cluster_cms.blocks.rich_text import ProseBlock


class FigureBlock(StructBlock):
    """One measured number."""

    number = CharBlock(label=_("Number"), max_length=12, help_text=_("Half-width digits, for example 0.3 or ±2."))
    unit = CharBlock(label=_("Unit"), max_length=12)
    label = CharBlock(label=_("What it measures"), max_length=40)

    class Meta:
        icon = "order"
        label = _("Figure")
        label_format = "{number} {unit} {label}"


class FiguresBlock(StructBlock):
    """Two to four key figures on a ruler."""

    figures = ListBlock(FigureBlock(), label=_("Figures"), min_num=2, max_num=4)
    note = CharBlock(label=_("Source or date"), max_length=120, required=False)

    class Meta:
        icon = "order"
        group = _("Tables and facts")
        label = _("Key figures")
        description = _("Two to four measured numbers on a ruler, each with its unit.")
        template = "home/blocks/figures.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {
            "figures": [
                {"number": "0.3", "unit": "µm", "label": _("finest filler grain")},
                {"number": "±2", "unit": "µm", "label": _("moulding tolerance")},
                {"number": "1", "unit": "pL", "label": _("smallest drop")},
            ]
        }


class ChangeBlock(StructBlock):
    """One number before and after."""

    label = CharBlock(label=_("What it measures"), max_length=40)
    before = CharBlock(label=_("Before"), max_length=12)
    after = CharBlock(label=_("After"), max_length=12)
    unit = CharBlock(label=_("Unit"), max_length=12)

    class Meta:
        icon = "order"
        label = _("Figure before and after")
        label_format = "{label}: {before} → {after} {unit}"


class CaseBlock(StructBlock):
    """How a product is used: the problem, what was done, the result, and the figures that show it."""

    field = CharBlock(
        label=_("Customer, use and time"), max_length=120, help_text=_("Name a customer only with their consent.")
    )
    problem = ProseBlock(label=_("The problem"))
    done = ProseBlock(label=_("What we did"))
    result = ProseBlock(label=_("The result"))
    figures = ListBlock(ChangeBlock(), label=_("Figures before and after"), min_num=0, max_num=3)

    class Meta:
        icon = "doc-full"
        group = _("Company")
        label = _("Case")
        description = _("A use of your products: the problem, what you did, the result, figures before and after.")
        template = "home/blocks/case.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {
            "field": _("Distance sensor for cars (sample)"),
            "problem": _("<p>Each lens moved as its adhesive cured.</p>"),
            "done": _("<p>We changed the grains of the resin.</p>"),
            "result": _("<p>No lens is adjusted any more.</p>"),
            "figures": [{"label": _("mean movement"), "before": "5.9", "after": "0.8", "unit": "µm"}],
        }
        label_format = "{field}"
