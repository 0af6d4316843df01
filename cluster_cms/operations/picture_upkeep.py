"""Cleans the pictures that were stored before pictures were cleaned (`manage.py clean_pictures`, and a job)."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from wagtail.users.models import UserProfile

from cluster_cms import clock
from cluster_cms.operations.jobs import Job
from cluster_cms.pages.media import CustomImage, CustomRendition
from cluster_cms.pages.pictures.audience import PUBLIC_FOLDER, STAFF_FOLDER
from cluster_cms.pages.pictures.file_structure import carries_metadata
from cluster_cms.pages.pictures.picture_cleaning import clean_picture
from cluster_cms.pages.pictures.stored_pictures import AVATAR_SIDE
from cluster_cms.pages.pictures.withdrawal import withdraw_pictures

ONE_HOUR = timedelta(hours=1)
logger = logging.getLogger(__name__)


@dataclass
class Outcome:
    """How many files were looked at, cleaned, deleted and could not be read."""

    seen: int = 0
    cleaned: int = 0
    unreadable: int = 0
    deleted: set[str] = field(default_factory=set)  # files of sizes

    def line(self) -> str:
        return (
            f"{self.seen} pictures seen, {self.cleaned} cleaned, {len(self.deleted)} sizes deleted, "
            f"{self.unreadable} could not be read"
        )


def picture_upkeep() -> Job:
    return Job(name="pictures", every=timedelta(days=1), run=keep_pictures)


def keep_pictures() -> None:
    """Clean the pictures stored before an update, once; withdraw those that nothing public shows."""
    withdraw_pictures()
    waiting = CustomImage.objects.filter(changes__isnull=True)
    if waiting.exists():
        logger.info("pictures of before: %s", clean_pictures(waiting).line())


def clean_pictures(pictures: Iterable[CustomImage]) -> Outcome:
    """Clean the files of pictures and avatars where they carry anything, and delete sizes made of uncleaned ones."""
    outcome = Outcome()
    for picture in pictures:
        outcome.seen += 1
        clean_stored(picture, outcome)
    for profile in UserProfile.objects.exclude(avatar="").exclude(avatar=None):
        outcome.seen += 1
        replace_unclean(profile, "avatar", outcome, AVATAR_SIDE)
    outcome.deleted |= delete_nameless_files()
    return outcome


def clean_stored(picture: CustomImage, outcome: Outcome) -> None:
    """Replace the file of one picture if it carries anything, and its sizes if they were made of such a file."""
    size, was_checked = (picture.width, picture.height), picture.changes is not None
    with transaction.atomic():
        replaced = replace_unclean(picture, "file", outcome)
        if replaced:
            scale_focal_point(picture, size)
            picture._set_image_file_metadata()
            picture.file.close()
            picture.save()
        elif was_checked:
            return
        elif replaced is False:
            CustomImage.objects.filter(pk=picture.pk).update(changes={})
        outcome.deleted |= set(picture.renditions.values_list("file", flat=True))
        picture.renditions.all().delete()


def replace_unclean(record: Any, field: str, outcome: Outcome, *longest_side: int) -> bool | None:
    """Store a clean file in place of one that carries anything; the old one goes once the row names the new one.

    Returns whether it did; None when the file cannot be read, so that the next run tries again.
    """
    file = getattr(record, field)
    name, storage = file.name, file.storage
    try:
        with storage.open(name, "rb") as stored:
            if not carries_metadata(stored.read()):
                return False
            picture = clean_picture(stored, name.rpartition("/")[2], *longest_side)
    except (OSError, ValidationError) as error:
        outcome.unreadable += 1
        logger.warning("picture %s of %s cannot be cleaned: %s", record.pk, record._meta.label, type(error).__name__)
        return None
    file.save(picture.name, picture, save=field == "avatar")
    transaction.on_commit(partial(storage.delete, name))
    outcome.cleaned += 1
    return True


def scale_focal_point(picture: CustomImage, size: tuple[int, int]) -> None:
    """Keep the focal point where it was chosen: on the picture as it is shown, in parts of its width and height."""
    for axis, extent, old, new in (("x", "width", size[0], picture.width), ("y", "height", size[1], picture.height)):
        for name in (f"focal_point_{axis}", f"focal_point_{extent}"):
            if (value := getattr(picture, name)) is not None and old:
                setattr(picture, name, round(value * new / old))


def delete_nameless_files() -> set[str]:
    """Delete the files in the folders of sizes that no row names; return their names. New ones wait for their row."""
    lying = {name for folder in (PUBLIC_FOLDER, STAFF_FOLDER) for name in files_in(folder)}
    nameless = lying - set(CustomRendition.objects.values_list("file", flat=True))
    old = {name for name in nameless if clock.now() - default_storage.get_modified_time(name) > ONE_HOUR}
    for name in old:
        default_storage.delete(name)
    return old


def files_in(folder: str) -> list[str]:
    try:
        return [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
    except FileNotFoundError:
        return []
