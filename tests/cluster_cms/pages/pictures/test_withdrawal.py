"""A picture is public as long as a public page shows it, and no longer."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Page

from cluster_cms.pages.media import CustomImage
from cluster_cms.pages.pictures.withdrawal import shown_pictures, withdraw_pictures
from tests.cluster_cms.pages.pictures.test_audience import BODY, public_files
from tests.infrastructure.camera import jpeg, scene

Commit = Callable[..., AbstractContextManager[object]]


@pytest.fixture
def picture(database: None, media: Path) -> CustomImage:
    return CustomImage.objects.create(title="a", file=ContentFile(jpeg(scene(2000, 1000)), "a.jpg"))


@pytest.fixture
def page(home_page: Page, picture: CustomImage, visitor: Client, media: Path) -> Page:
    """A public page that shows the picture, and has been read."""
    profile = home_page.get_children().get(slug="corporate-profile").specific
    profile.body = BODY % picture.pk
    profile.save_revision().publish()
    visitor.get("/corporate-profile/")
    assert public_files(media)
    return profile


def test_a_picture_of_a_public_page_stays(page: Page, picture: CustomImage, media: Path) -> None:
    picture.get_rendition("max-9x9")
    page.body = ""
    page.save_revision()
    assert withdraw_pictures() == 0
    assert picture.renditions.count() == 2
    assert picture.pk in shown_pictures()


def withdrawn(media: Path, picture: CustomImage) -> bool:
    return not public_files(media) and (media / picture.file.name).exists()


@pytest.mark.parametrize("way", ["unpublish", "publish without", "delete"])
def test_it_is_withdrawn_at_once_with_the_page(
    page: Page, picture: CustomImage, media: Path, way: str, django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        if way == "unpublish":
            page.unpublish()
        elif way == "delete":
            page.delete()
        else:
            page.body = ""
            page.save_revision().publish()
    assert withdrawn(media, picture)


def test_it_goes_with_the_picture(
    page: Page, picture: CustomImage, stored_files: object, media: Path, django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        picture.delete()
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_one_that_a_draft_alone_shows_is_not_public(page: Page, picture: CustomImage) -> None:
    Page.objects.filter(pk=page.pk).update(live=False)
    assert picture.pk not in shown_pictures()
    assert withdraw_pictures() == 1
