"""Pictures stored before pictures were cleaned are cleaned once, and what was made of them goes."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from pytest_django import Settings
from wagtail.users.models import UserProfile

from cluster_cms.operations.picture_upkeep import keep_pictures, picture_upkeep
from cluster_cms.pages.media import CustomImage, CustomRendition
from cluster_cms.security.accounts import User
from tests.infrastructure.camera import Shot, exif, jpeg, metadata_bytes, scene, shots

Commit = Callable[..., AbstractContextManager[object]]


@pytest.fixture
def media(settings: Settings, tmp_path: Path, database: None) -> Path:
    """An empty media folder, and an empty library."""
    settings.MEDIA_ROOT = tmp_path / "media"
    CustomImage.objects.all().delete()
    return tmp_path / "media"


def store_as_before(shot: Shot, **values: int) -> CustomImage:
    """Store a picture as it came, as the site did before."""
    name = default_storage.save(f"original_images/{shot.name}", ContentFile(shot.content))
    width, height = (200, 320) if shot.upright == (320, 200) else (320, 200)
    [picture] = CustomImage.objects.bulk_create([CustomImage(title=shot.name, width=width, height=height, **values)])
    CustomImage.objects.filter(pk=picture.pk).update(file=name, width=width, height=height)
    size = ContentFile(jpeg(scene(), exif=exif()), f"{shot.name}.original.jpg")
    picture = CustomImage.objects.get(pk=picture.pk)
    CustomRendition.objects.create(image=picture, filter_spec="original", file=size)
    return picture


def clean() -> str:
    out = StringIO()
    call_command("clean_pictures", stdout=out)
    return out.getvalue()


def bytes_of_metadata(media: Path) -> int:
    return sum(metadata_bytes(path.read_bytes()) for path in media.rglob("*") if path.is_file())


def test_every_stored_picture_is_cleaned_and_its_sizes_go(
    media: Path, django_capture_on_commit_callbacks: Commit
) -> None:
    for shot in shots():
        if not shot.name.endswith("megapixels.jpg"):
            store_as_before(shot)
    assert bytes_of_metadata(media) > 30_000
    with django_capture_on_commit_callbacks(execute=True):
        assert clean() == "29 pictures seen, 29 cleaned, 29 sizes deleted, 0 could not be read\n"
    assert bytes_of_metadata(media) == 0
    assert len([path for path in media.rglob("*") if path.is_file()]) == 29
    assert clean() == "29 pictures seen, 0 cleaned, 0 sizes deleted, 0 could not be read\n"


def test_the_point_of_interest_stays_where_it_was_seen(media: Path, django_capture_on_commit_callbacks: Commit) -> None:
    turned = Shot("a.jpg", jpeg(scene(), exif=exif(6)), (320, 200))
    picture = store_as_before(turned, focal_point_x=50, focal_point_y=80, focal_point_width=20, focal_point_height=40)
    with django_capture_on_commit_callbacks(execute=True):
        clean()
    picture.refresh_from_db()
    assert (picture.width, picture.height) == (200, 320)
    point = (picture.focal_point_x, picture.focal_point_y, picture.focal_point_width, picture.focal_point_height)
    assert point == (50, 80, 20, 40)


def test_pictures_of_persons_and_files_that_no_row_names_are_looked_at(
    media: Path, django_capture_on_commit_callbacks: Commit
) -> None:
    profile = UserProfile.get_for_user(User.objects.get(username="desk"))
    name = default_storage.save("avatar_images/me.jpg", ContentFile(jpeg(scene(), exif=exif())))
    UserProfile.objects.filter(pk=profile.pk).update(avatar=name)
    default_storage.save("images/new.webp", ContentFile(jpeg(scene())))
    default_storage.save("images/left.original.jpg", ContentFile(jpeg(scene(), exif=exif())))
    os.utime(media / "images/left.original.jpg", (0, 0))
    with django_capture_on_commit_callbacks(execute=True):
        assert clean() == "1 pictures seen, 1 cleaned, 1 sizes deleted, 0 could not be read\n"
    assert bytes_of_metadata(media) == 0
    assert clean() == "1 pictures seen, 0 cleaned, 0 sizes deleted, 0 could not be read\n"


def test_a_picture_that_cannot_be_read_is_counted_and_stays(media: Path) -> None:
    picture = store_as_before(Shot("a.jpg", jpeg(scene(), exif=exif())[:500], (320, 200)))
    missing = store_as_before(Shot("b.jpg", jpeg(scene(), exif=exif()), (320, 200)))
    (media / missing.file.name).unlink()
    assert "0 cleaned, 2 sizes deleted, 2 could not be read" in clean()
    assert (media / picture.file.name).exists()
    assert CustomImage.objects.filter(changes__isnull=True).count() == 2


def test_the_worker_does_it_once_and_then_nothing(
    media: Path, django_capture_on_commit_callbacks: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = store_as_before(Shot("a.jpg", jpeg(scene(), exif=exif(6)), (320, 200)))
    with django_capture_on_commit_callbacks(execute=True):
        picture_upkeep().run()
    picture.refresh_from_db()
    assert (bytes_of_metadata(media), picture.changes) == (0, {"turned": True, "removed": ["place", "camera"]})
    monkeypatch.delattr("cluster_cms.operations.picture_upkeep.clean_pictures")
    keep_pictures()
