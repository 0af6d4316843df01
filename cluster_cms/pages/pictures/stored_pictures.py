"""Cleans a picture where it is written into the storage, whichever way it came: the last place before the disk."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.images.models import Filter, ImageQuerySet, WagtailImageFieldFile
from wagtail.models import UploadedFile
from wagtail.users.models import UserProfile
from wagtail.utils.file import hash_filelike

from cluster_cms.pages.pictures.audience import for_audience, tell
from cluster_cms.pages.pictures.changes import describe
from cluster_cms.pages.pictures.picture_cleaning import clean_picture

AVATAR_SIDE = 400  # pixels, as Wagtail scales it


class PictureFieldFile(WagtailImageFieldFile):
    """The file of a picture of the library. Raises ValidationError for what cannot be cleaned."""

    def save(self, name: str, content: Any, save: bool = True) -> None:
        picture = clean_picture(content, name)
        self.instance.changes = picture.changes
        tell(describe(picture.changes))
        self.instance.file_hash = hash_filelike(picture)
        super().save(picture.name, picture, save)


class PictureQuerySet(ImageQuerySet):
    """Wagtail's, which fetches the renditions of who is asking."""

    def prefetch_renditions(self, *filters: Any) -> Any:
        wanted = (Filter(one) if isinstance(one, str) else one for one in filters)
        return super().prefetch_renditions(*map(for_audience, wanted))


@receiver(pre_save, sender=UploadedFile)
def clean_waiting_upload(instance: UploadedFile, **kwargs: Any) -> None:
    """Clean a picture that waits in the multiple upload until its form is filled in."""
    kind = instance.for_content_type
    if kind and kind.model_class()._meta.get_field("file").attr_class is PictureFieldFile:
        clean_unsaved(instance, "file")


@receiver(pre_save, sender=UserProfile)
def clean_avatar(instance: UserProfile, **kwargs: Any) -> None:
    clean_unsaved(instance, "avatar", AVATAR_SIDE)


def clean_unsaved(instance: Model, field: str, *longest_side: int) -> None:
    file = getattr(instance, field)
    if file and not file._committed:
        setattr(instance, field, clean_picture(file.file, file.name, *longest_side))
