"""Pictures and documents: Wagtail's models as our own from the first migration, so that fields can be added."""

import re

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image

from cluster_cms.pages.documents.stored_documents import DocumentFieldFile
from cluster_cms.pages.pictures.audience import PUBLIC_FOLDER, STAFF_FOLDER, for_audience, is_for_staff
from cluster_cms.pages.pictures.stored_pictures import PictureFieldFile, PictureQuerySet
from cluster_cms.text.file_names import stored_name

SAID_BY_THE_ENDING = re.compile(r"\.format-\w+(\.smaller)?(?=\.\w+$)")  # the format; a page names dozens of sizes


class CustomImage(AbstractImage):
    """A picture; the alternative text belongs to where it is used, the description helps editors find it."""

    # What was changed when it was stored (`pictures.changes`); none: stored before pictures were cleaned.
    changes = models.JSONField(null=True, editable=False)

    whole = models.BooleanField(
        _("show the whole picture"),
        default=False,
        help_text=_("Never cropped, wherever it stands: for portraits, tall pictures, charts and maps."),
    )
    duotone = models.BooleanField(
        _("photograph in two tones"),
        default=False,
        help_text=_("For photographs: black becomes petrol, white stays white. Not where colour is the fact shown."),
    )
    at_night = models.ForeignKey(
        "self",
        verbose_name=_("picture for dark pages"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown in its place to visitors whose device is set to dark: the same drawing on a dark ground."),
    )

    objects = PictureQuerySet.as_manager()
    admin_form_fields = (*Image.admin_form_fields, "whole", "duotone", "at_night")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def get_upload_to(self, filename: str) -> str:
        """Return the path of an uploaded picture: Wagtail's would give kanji a Chinese reading."""
        return f"original_images/{stored_name(filename)}"

    @property
    def default_alt_text(self) -> str:
        """Return the description alone: Wagtail would offer the title, which is mostly the name of a file."""
        return str(self.description)

    def clean_filter_for_svg(self, filter: Filter) -> Filter:
        """Return the filter that is really used: Wagtail asks here before it looks for a size or makes one."""
        return for_audience(super().clean_filter_for_svg(filter))


class CustomRendition(AbstractRendition):
    """One size of a picture, for visitors or for staff."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_size")
        ]

    def __str__(self) -> str:
        return f"{self.image_id} {self.filter_spec}"

    def get_upload_to(self, filename: str) -> str:
        """Return the path of a size: its name tells the original's content, so that no name ever means another file."""
        folder = STAFF_FOLDER if is_for_staff(self.filter_spec) else PUBLIC_FOLDER
        name = SAID_BY_THE_ENDING.sub("", str(super().get_upload_to(filename)).partition("/")[2])
        return f"{folder}/{self.image.get_file_hash()[:8]}.{name}"

    @property
    def url(self) -> str:
        """Return the address of a view of ours: the storage itself is closed, be it a folder or a bucket."""
        view = "staff_picture" if is_for_staff(self.filter_spec) else "public_picture"
        return reverse(view, args=[self.file.name.rpartition("/")[2]])


class CustomDocument(AbstractDocument):
    """A file to download."""

    # What else it says beside its text (`documents.findings`): authors, comments, tracked changes.
    findings = models.JSONField(default=list, editable=False)

    admin_form_fields = Document.admin_form_fields


# Not fields of our own: Django would save those after width and height, and with the numbers of the uncleaned file.
CustomImage._meta.get_field("file").attr_class = PictureFieldFile
CustomDocument._meta.get_field("file").attr_class = DocumentFieldFile
