"""Blocks that structure a page: heading, cards side by side, and the call that closes a page."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock, StructValue, TextBlock

from cluster_cms.blocks.links import LinkBlock, LinkedPageBlock, public_address
from cluster_cms.blocks.picture import DescribedImageBlock


class HeadingBlock(StructBlock):
    """Opens a section: the heading stands in the margin, whatever follows stands beside it."""

    title = CharBlock(label=_("Heading"), max_length=80)
    note = TextBlock(
        label=_("Note under the heading"), max_length=200, required=False, rows=2, help_text=_("One or two lines.")
    )
    link = LinkBlock(label=_("Way on"), required=False, collapsed=True)

    class Meta:
        icon = "title"
        group = _("Text and headings")
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


class CardValue(StructValue):
    """The value of a card: the address of its page."""

    @cached_property
    def href(self) -> str:
        """Return the address of its page; empty when there is none, or it is not public."""
        page = self.get("page")
        return public_address(page) if page else ""


class CardBlock(StructBlock):
    """One card; the whole of it is the target of the link."""

    title = CharBlock(label=_("Title"), max_length=60)
    text = TextBlock(label=_("Text"), max_length=160, required=False, rows=2, help_text=_("Two lines read best."))
    picture = DescribedImageBlock(label=_("Picture"), required=False)
    page = LinkedPageBlock(label=_("Leads to"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Card")
        value_class = CardValue
        label_format = "{title}"


class CardsBlock(StructBlock):
    """Cards side by side, each leading to a page."""

    cards = ListBlock(CardBlock(), label=_("Cards"), min_num=1, max_num=12)

    class Meta:
        icon = "grip"
        group = _("Ways on")
        label = _("Cards")
        description = _("Pictures with a title and two lines, side by side, each leading to a page.")
        template = "cluster_cms/blocks/cards.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {
            "cards": [
                {"title": _("Epoxy compounds"), "text": _("Resins that neither shrink nor warp.")},
                {"title": _("Micro moulding"), "text": _("Gears, channels and lens barrels in microns.")},
                {"title": _("Inkjet and dispensing"), "text": _("The right amount in the right place.")},
            ]
        }


class CallBlock(StructBlock):
    """The call at the end of a page: two lines and one button on a dark band."""

    title = CharBlock(label=_("Title"), max_length=60)
    text = TextBlock(label=_("Text"), max_length=200, required=False, rows=2)
    link = LinkBlock(label=_("Button"))

    class Meta:
        icon = "mail"
        group = _("Ways on")
        label = _("Call to action")
        description = _("A dark band with two lines and one button. Last on a page, and once.")
        template = "cluster_cms/blocks/call.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {
            "title": _("No drawing yet? Ask us anyway."),
            "text": _("An engineer answers within two working days."),
            "link": {"text": _("Ask an engineer"), "address": "/"},
        }
        label_format = "{title}"
