"""Blocks with a picture."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock, ImageBlockComparison
from wagtail.images.models import AbstractImage

from cluster_cms.blocks.rich_text import ProseBlock
from cluster_cms.text.file_names import is_file_name


class Position(models.TextChoices):
    WIDE = "wide", _("Full width, text below")
    START = "start", _("Picture left, text right")
    END = "end", _("Text left, picture right")


class PositionBlock(ChoiceBlock):
    """A choice of positions, which says nothing to the search."""

    def get_searchable_content(self, value: Any) -> list[str]:
        return []


class DescribedImageComparison(ImageBlockComparison):
    """Wagtail's comparison, which fails on a picture that is empty."""

    def htmlvalue(self, val: Any) -> str:
        return str(super().htmlvalue(val)) if val else ""


class DescribedImageBlock(ImageBlock):
    """Wagtail's picture with alternative text, whose labels say in both languages what they are for."""

    def __init__(self, required: bool = True, **options: Any) -> None:
        super().__init__(required=required, **options)
        self.child_blocks["image"].label = _("File")
        self.child_blocks["decorative"].label = _("Decoration only, it says nothing of its own")
        self.child_blocks["alt_text"].label = _("Alternative text: what the picture shows")

    def clean(self, value: Any) -> Any:
        """Refuse the name of a file as alternative text; a draft may have one for now."""
        picture = super().clean(value)
        if picture and not self.is_deferred_validation and is_file_name(picture.contextual_alt_text or ""):
            message = _("This is the name of a file. Write what the picture shows.")
            raise StructBlockValidationError(block_errors={"alt_text": ValidationError(message)})
        return picture

    def get_comparison_class(self) -> type[ImageBlockComparison]:
        return DescribedImageComparison


def newest_picture() -> AbstractImage | None:
    """Return the newest picture of the library as decoration, for the preview of a block."""
    picture = get_image_model().objects.order_by("-created_at").first()
    if picture:
        picture.contextual_alt_text, picture.decorative = "", True
    return picture


class PictureBlock(StructBlock):
    """A picture, with text if wanted; it needs an alternative text or the mark that it is decoration only."""

    picture = DescribedImageBlock(label=_("Picture"))
    caption = CharBlock(
        label=pgettext_lazy("picture", "Caption"),
        max_length=120,
        required=False,
        help_text=_("What, where, when. Say so when it is a sample."),
    )
    text = ProseBlock(label=_("Text"), required=False)
    position = PositionBlock(label=_("Position"), choices=Position.choices, default=Position.WIDE)

    class Meta:
        icon = "image"
        group = _("Pictures and video")
        label = _("Picture with text")
        description = _("A picture over the full width, or beside a text.")
        template = "cluster_cms/blocks/picture.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {
            "caption": _("Grains of three sizes, packed (sample)"),
            "text": _("<p>Coarse and fine grains lie close together, so the resin neither shrinks nor warps.</p>"),
            "position": Position.START,
        }
        label_format = "{caption}"

    def get_preview_value(self) -> Any:
        value = super().get_preview_value()
        value["picture"] = newest_picture()
        return value
