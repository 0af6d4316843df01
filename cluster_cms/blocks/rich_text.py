"""Running text: what editors may use in it, and the mark of its links that leave the site."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.blocks import RichTextBlock
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.rewriters import FIND_A_TAG, extract_attrs

from cluster_cms.blocks.links import is_safe_address, leaves_the_site

FEATURES = ["h3", "h4", "bold", "ol", "ul", "link", "document-link"]


class ExternalLinkHandler(LinkHandler):
    """Marks a link that leaves the site; Wagtail lets a handler write the opening tag only, so the words come first."""

    identifier = "external"

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        address = attrs.get("href", "")
        if not is_safe_address(address):
            return "<a>"
        if not leaves_the_site(address):
            return f'<a href="{escape(address)}">'
        words = gettext("External site: ")
        return format_html(
            '<a class="external" href="{}" rel="noopener"><span class="sr-only">{}</span>', address, words
        )


@hooks.register("register_rich_text_features")
def mark_links_that_leave(features: FeatureRegistry) -> None:
    features.register_link_type(ExternalLinkHandler)


class ProseBlock(RichTextBlock):
    """Running text with small headings, bold, lists and links; refuses links that hide where they lead."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("features", FEATURES)
        super().__init__(**options)

    def normalize(self, value: Any) -> Any:
        return super().normalize(str(value) if isinstance(value, Promise) else value)

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        for tag in FIND_A_TAG.findall(value.source if value else ""):
            address = extract_attrs(tag).get("href")
            if address is not None and not is_safe_address(address):
                raise ValidationError(
                    _("A link in this text leads to an address that is not allowed: %(address)s"),
                    params={"address": address},
                )
        return value

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs with small headings, bold words, lists and links.")
        template = "cluster_cms/blocks/prose.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = _(
            "<p>Resin is compounded, moulded and jetted under one roof. <b>Every lot is measured</b> before it "
            "leaves.</p>"
            "<ul><li>from one drawing</li><li>from one hundred grams</li></ul>"
        )
