"""Blocks that are words: the heading that opens a section, and running text."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, TextBlock

from cluster_cms.blocks.links import LinkBlock
from cluster_cms.blocks.rich_text import ProseBlock

__all__ = ["HeadingBlock", "ProseBlock"]


class HeadingBlock(StructBlock):
    """Opens a section: the heading stands in the margin, whatever follows stands beside it."""

    title = CharBlock(label=_("Heading"), max_length=80)
    note = TextBlock(
        label=_("Note under the heading"), max_length=200, required=False, rows=2, help_text=_("One or two lines.")
    )
    link = LinkBlock(label=_("Way on"), required=False, collapsed=True)

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Opens a new section: a line, the heading on the left, what follows on the right.")
        template = "cluster_cms/blocks/heading.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {
            "title": _("Business outline"),
            "note": _("Three businesses, joined by one skill."),
            "link": {"text": _("About the company"), "address": "/"},
        }
        label_format = "{title}"
