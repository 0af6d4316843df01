"""Running text: what editors may use in it, and the mark of its links that leave the site."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.template import Library
from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.blocks import RichTextBlock
from wagtail.fields import RichTextField
from wagtail.rich_text import LinkHandler, RichText
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.rewriters import FIND_A_TAG, extract_attrs

from cluster_cms.blocks.links import is_safe_address, leaves_the_site

register = Library()  # the template library `prose` (settings)
WORDS = ["bold", "superscript", "subscript"]  # every running text allows them: m², H₂O
FEATURES = ["h3", "h4", *WORDS, "ol", "ul", "link", "document-link"]


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


def refuse_unsafe_links(source: str) -> None:
    """Raise ValidationError for a text with a link to an address that is not safe (see `is_safe_address`)."""
    for tag in FIND_A_TAG.finditer(source):
        if address := unsafe_address(tag):
            raise ValidationError(
                _("A link in this text leads to an address that is not allowed: %(address)s"),
                params={"address": address},
            )


def unsafe_address(tag: re.Match[str]) -> str:
    """Return the address of a link's opening tag if it is not safe; else nothing."""
    address = extract_attrs(tag[0]).get("href")
    return "" if address is None or is_safe_address(address) else address or " "


@register.filter
def prose(value: RichText | str | None) -> str:
    """Return stored running text as HTML; a link whose address is not safe leads nowhere, however it was stored."""
    source = value.source if isinstance(value, RichText) else value or ""
    return str(RichText(FIND_A_TAG.sub(lambda tag: "<a>" if unsafe_address(tag) else tag[0], source)))


class ProseField(RichTextField):
    """Running text as a field of a page, under the same rules as the block."""

    default_validators = [refuse_unsafe_links]

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Return it as Wagtail's own field: migrations need not know the difference."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.fields.RichTextField", args, kwargs


class ProseBlock(RichTextBlock):
    """Running text with small headings, bold, lists and links; refuses links that hide where they lead."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("features", FEATURES)
        super().__init__(**options)

    def normalize(self, value: Any) -> Any:
        return super().normalize(str(value) if isinstance(value, Promise) else value)

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        refuse_unsafe_links(value.source if value else "")
        return value

    class Meta:
        icon = "pilcrow"
        group = _("Text and headings")
        label = _("Text")
        description = _("Paragraphs with small headings, bold words, lists and links.")
        template = "cluster_cms/blocks/prose.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = _(
            "<p>Resin is compounded, moulded and jetted under one roof. <b>Every lot is measured</b> before it "
            "leaves.</p>"
            "<ul><li>from one drawing</li><li>from one hundred grams</li></ul>"
        )
