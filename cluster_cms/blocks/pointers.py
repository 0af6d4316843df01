"""Blocks that lead on: contents of the page, related pages, the pages below this one."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, ListBlock, StaticBlock, StructBlock
from wagtail.images import get_image_model
from wagtail.models import Page

from cluster_cms.blocks.links import LinkedPageBlock
from cluster_cms.pages.base_page import BasePage
from cluster_cms.pages.languages import active_language
from cluster_cms.pages.sites import locales_of


class ContentsBlock(StaticBlock):
    """Links to the headings of the page."""

    class Meta:
        icon = "list-ul"
        group = _("Ways on")
        label = _("Contents of this page")
        admin_text = _("Links to all headings of this page, in one row.")
        description = _("Links to all headings of this page, in one row. For long pages, at the top.")
        template = "cluster_cms/blocks/contents.html"
        preview_template = "cluster_cms/blocks/preview.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        shown = [section for section in context.get("sections", []) if section.heading]
        entries = [(section.anchor, section.heading.value["title"]) for section in shown]
        return {**context, "entries": entries or [("", self.label)]}


class RelatedBlock(StructBlock):
    """Pages that an editor chose."""

    pages = ListBlock(LinkedPageBlock(label=_("Page")), label=_("Pages"), min_num=1, max_num=12)

    class Meta:
        icon = "link"
        group = _("Ways on")
        label = _("Related pages")
        description = _("Titles and summaries of pages that you choose.")
        template = "cluster_cms/blocks/related.html"
        preview_template = "cluster_cms/blocks/preview.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return {**context, "rows": in_this_language(value["pages"])}

    def get_preview_value(self) -> Any:
        return self.to_python({"pages": list(newest_pages().values_list("pk", flat=True))})


class ChildrenBlock(StructBlock):
    """The public pages below the page, in the order of the tree."""

    pictures = BooleanBlock(
        label=_("With pictures"), required=False, help_text=_("The picture in lists of each page, if it has one.")
    )

    class Meta:
        icon = "folder-open-1"
        group = _("Ways on")
        label = _("Pages below this one")
        description = _("Titles and summaries of all public pages below this page; new ones appear by themselves.")
        template = "cluster_cms/blocks/children.html"
        preview_template = "cluster_cms/blocks/preview.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        page = context.get("page")
        below = page.get_children().live().public() if page and page.pk else Page.objects.none()
        rows = of_this_site(below if page else newest_pages())
        return {**context, "rows": with_pictures(rows) if value.get("pictures") else rows}


def newest_pages() -> Any:
    """Return three public pages of the active language, for previews."""
    return Page.objects.live().filter(locale__in=locales_of(active_language()), depth__gt=2).order_by("-pk")[:3]


def of_this_site(pages: Any) -> list[BasePage]:
    """Return the pages with title and summary, by one query for each type."""
    return [page for page in pages.specific() if isinstance(page, BasePage)]


def with_pictures(pages: list[BasePage]) -> list[BasePage]:
    """Return the pages with their pictures, also those for dark pages, and what was rendered, by two queries."""
    chosen = get_image_model().objects.filter(pk__in=[page.listing_image_id for page in pages])
    wanted = Q(pk__in=chosen) | Q(pk__in=chosen.values("at_night"))
    found = get_image_model().objects.filter(wanted).prefetch_renditions().in_bulk()
    for picture in found.values():
        picture.at_night = found.get(picture.at_night_id)
    for page in pages:
        page.listing_image = found.get(page.listing_image_id)
    return pages


def in_this_language(chosen: Iterable[Page | None]) -> list[BasePage]:
    """Return the public pages among those chosen, each in the active language where it is translated."""
    wanted = [page.pk for page in chosen if page is not None]
    found = {page.pk: page for page in of_this_site(Page.objects.filter(pk__in=wanted))}
    shown = [found[pk].localized for pk in wanted if pk in found]
    return [page for page in dict.fromkeys(shown) if page.live]
