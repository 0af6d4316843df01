"""Blocks that lead on: contents of the page, related pages, the pages below this one."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, ListBlock, StaticBlock, StructBlock
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
        return {**context, "rows": of_this_site(below if page else newest_pages())}


def newest_pages() -> Any:
    """Return three public pages of the active language, for previews."""
    return Page.objects.live().filter(locale__in=locales_of(active_language()), depth__gt=2).order_by("-pk")[:3]


def of_this_site(pages: Any) -> list[BasePage]:
    """Return the pages with title and summary, by one query for each type."""
    return [page for page in pages.specific() if isinstance(page, BasePage)]


def in_this_language(chosen: Iterable[Page | None]) -> list[BasePage]:
    """Return the public pages among those chosen, each in the active language where it is translated."""
    wanted = [page.pk for page in chosen if page is not None]
    found = {page.pk: page for page in of_this_site(Page.objects.filter(pk__in=wanted))}
    shown = [found[pk].localized for pk in wanted if pk in found]
    return [page for page in dict.fromkeys(shown) if page.live]
