"""Blocks with several pictures, and with a video of one's own."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import CharBlock, ListBlock, StructBlock, StructValue, TextBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock

from cluster_cms.blocks.picture import DescribedImageBlock, newest_picture

VIDEOS = ("mp4", "webm")
CAPTIONS = ("vtt",)


class GalleryPictureBlock(StructBlock):
    """One picture of a gallery."""

    picture = DescribedImageBlock(label=_("Picture"))
    caption = CharBlock(
        label=pgettext_lazy("picture", "Caption"),
        max_length=120,
        required=False,
        help_text=_("What, where, when. Say so when it is a sample."),
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        label_format = "{caption}"


class GalleryBlock(StructBlock):
    """Pictures side by side."""

    pictures = ListBlock(GalleryPictureBlock(), label=_("Pictures"), min_num=2, max_num=24)

    class Meta:
        icon = "image"
        group = _("Pictures and video")
        label = _("Gallery")
        description = _("Pictures side by side, each with its caption.")
        template = "cluster_cms/blocks/gallery.html"
        preview_template = "cluster_cms/blocks/preview.html"

    def get_preview_value(self) -> Any:
        value = self.to_python({"pictures": [{"caption": str(_("Sample"))}] * 3})
        for one in value["pictures"]:
            one["picture"] = newest_picture()
        return value


class VideoValue(StructValue):
    """The value of a video: the content type of its file."""

    @cached_property
    def content_type(self) -> str:
        video = self.get("video")
        return str(video.content_type) if video else ""


class VideoBlock(StructBlock):
    """A video of the document library, with captions for those who do not hear it."""

    video = DocumentChooserBlock(label=_("Video"), help_text=_("MP4 or WebM, among the documents of this site."))
    poster = DescribedImageBlock(label=_("Picture before it plays"), required=False)
    captions = DocumentChooserBlock(
        label=_("Captions"), required=False, help_text=_("A WebVTT file (.vtt). Needed where anybody speaks.")
    )
    title = CharBlock(label=_("Title"), max_length=80)
    text = TextBlock(
        label=_("What it shows"),
        max_length=500,
        rows=3,
        help_text=_("For those who cannot watch it: what happens, and what is said."),
    )

    class Meta:
        icon = "media"
        group = _("Pictures and video")
        label = _("Video")
        description = _("A video of your own, with captions. Nothing is fetched from other companies.")
        template = "cluster_cms/blocks/video.html"
        preview_template = "cluster_cms/blocks/preview.html"
        preview_value = {"title": _("Drops in flight (sample)"), "text": _("Drops leave the nozzle one by one.")}
        value_class = VideoValue
        label_format = "{title}"

    def clean(self, value: Any) -> Any:
        """Raise StructBlockValidationError for a file that is no video, or no captions."""
        value = super().clean(value)
        self.clean_files(value)
        return value

    @staticmethod
    def clean_files(value: Any) -> None:
        wanted = (
            ("video", VIDEOS, _("Choose a video: an MP4 or WebM file.")),
            ("captions", CAPTIONS, _("Choose captions: a WebVTT file (.vtt).")),
        )
        errors = {
            name: ValidationError(message)
            for name, endings, message in wanted
            if value.get(name) and value[name].file_extension not in endings
        }
        if errors:
            raise StructBlockValidationError(block_errors=errors)
