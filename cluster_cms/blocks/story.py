"""The blocks of a page's body, and how they are grouped into sections."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock

from cluster_cms.blocks.column_table import ColumnTableBlock
from cluster_cms.blocks.explaining import NoticeBlock, QuotationBlock
from cluster_cms.blocks.gallery import GalleryBlock, VideoBlock
from cluster_cms.blocks.layout import CallBlock, CardsBlock, HeadingBlock
from cluster_cms.blocks.picture import PictureBlock
from cluster_cms.blocks.pointers import RelatedBlock
from cluster_cms.blocks.rich_text import ProseBlock
from cluster_cms.blocks.tables import TableBlock


@dataclass
class Section:
    """A heading with what follows it; the first section may have no heading, and a call stands alone."""

    heading: Any = None
    parts: list[Any] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """Return an id that survives edits and translation: both keep the id of the block."""
        return f"part-{str(self.heading.id)[:8]}"


def sections(blocks: Iterable[Any]) -> list[Section]:
    """Return the sections of a story: a heading opens one, a call to action is one of its own."""
    found: list[Section] = []
    alone = True
    for block in blocks:
        if block.block_type == "heading":
            found.append(Section(heading=block))
        elif alone or block.block_type == "call":
            found.append(Section(parts=[block]))
        else:
            found[-1].parts.append(block)
        alone = block.block_type == "call"
    return found


class StoryBlock(StreamBlock):
    """The body of a page: the blocks every editor has."""

    heading = HeadingBlock()
    text = ProseBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    table = TableBlock()
    column_table = ColumnTableBlock()
    notice = NoticeBlock()
    quotation = QuotationBlock()
    cards = CardsBlock()
    related = RelatedBlock()
    call = CallBlock()

    class Meta:
        icon = "list-ul"
        label = _("Story")
        description = _("The body of a page.")
        template = "cluster_cms/blocks/story.html"
        form_attrs = {"data-controller": "paste-button"}  # js/paste.js
        block_counts = {"call": {"max_num": 1}}

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return {**context, "sections": sections(value)}
