"""What a page says of a picture: first one file, then all of them; broken ones by their words."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.template import Context, Template
from django.test import RequestFactory

from cluster_cms.operations.picture_sizes import make_missing_sizes
from cluster_cms.pages.media import CustomImage
from cluster_cms.pages.pictures.audience import answering
from tests.infrastructure.camera import MARKS, XMP, exif, jpeg, scene

TAG = Template('{% load picture_tags %}{% shown_picture picture "card" %}')


def stored(name: str = "a.jpg", **fields: Any) -> CustomImage:
    return CustomImage.objects.create(
        title="Gear", description="Gear", file=ContentFile(jpeg(scene(500, 700)), name), **fields
    )


@pytest.fixture
def picture(database: None, media: Path) -> CustomImage:
    return stored()


def shown(picture: CustomImage | None, template: Template = TAG, **context: Any) -> str:
    with answering(staff=False):
        return template.render(Context({"picture": picture, **context}))


def test_a_visitor_waits_for_one_file_and_the_worker_makes_the_rest(picture: CustomImage) -> None:
    first = shown(picture)
    assert picture.renditions.count() == 1
    assert "<source" not in first
    assert make_missing_sizes() == 7  # three widths of AVIF, three of WebP, one JPEG
    later = shown(CustomImage.objects.latest("pk"))
    assert [later.count(one) for one in ('type="image/avif"', 'type="image/webp"', "320w")] == [1, 1, 2]
    assert later.count(".jpg") == 1
    assert make_missing_sizes() == 0


def test_the_worker_stops_in_time_and_goes_on_later(picture: CustomImage) -> None:
    shown(picture)
    assert make_missing_sizes(seconds=-1) == 0
    assert make_missing_sizes() == 7


def test_staff_who_preview_make_one_file(picture: CustomImage) -> None:
    with answering(staff=True):
        assert ".staff." in TAG.render(Context({"picture": picture}))
    assert picture.renditions.count() == 1
    assert make_missing_sizes() == 0


def test_the_first_picture_of_a_page_is_fetched_at_once_and_the_others_later(picture: CustomImage) -> None:
    request = RequestFactory().get("/")
    both = [shown(picture, request=request) for _ in range(2)]
    assert ["fetchpriority" in one for one in both] == [True, False]
    assert ['loading="lazy"' in one for one in both] == [False, True]
    assert all('width="' in one and 'height="' in one for one in both)


@pytest.mark.parametrize("damage", ["missing", "broken", "empty"])
def test_a_picture_whose_file_is_lost_is_named(picture: CustomImage, media: Path, damage: str) -> None:
    path = media / picture.file.name
    path.unlink() if damage == "missing" else path.write_bytes(b"" if damage == "empty" else b"no picture")
    assert shown(picture) == '<span class="no-picture muted">Gear</span>'
    decorative = CustomImage.objects.latest("pk")
    decorative.decorative = True
    assert shown(decorative) == shown(None) == ""


def test_what_a_camera_wrote_reaches_no_file_of_any_format(database: None, media: Path) -> None:
    photo = CustomImage.objects.create(
        title="a", file=ContentFile(jpeg(scene(500, 700), exif=exif(1), xmp=XMP), "a.jpg")
    )
    shown(photo)
    make_missing_sizes()
    files = [path.read_bytes() for path in (media / "images").iterdir()]
    assert len(files) == photo.renditions.count() == 8
    assert not [mark for mark in MARKS for file in files if mark in file and mark != b"ftyp"]  # of AVIF itself


def test_a_webp_is_shown_in_its_widest_file_where_nothing_says_how_wide(database: None, media: Path) -> None:
    content = BytesIO()
    scene(500, 700).save(content, "WEBP")
    photo = CustomImage.objects.create(title="a", file=ContentFile(content.getvalue(), "a.webp"))
    shown(photo)
    make_missing_sizes()
    found = shown(CustomImage.objects.latest("pk"))
    assert 'width="500"' in found.partition("<img")[2]
    assert found.count("<source") == 1


def test_words_of_an_editor_are_text(picture: CustomImage) -> None:
    picture.contextual_alt_text = '"><script>'
    assert "<script>" not in shown(picture)


def test_a_focal_point_reaches_the_style_sheet(picture: CustomImage) -> None:
    picture.focal_point_x, picture.focal_point_y = 250, 0
    picture.focal_point_width = picture.focal_point_height = 20
    found = shown(picture, Template('{% load picture_tags %}{% shown_picture picture "plate" %}'))
    assert 'data-x="5"' in found
    assert 'data-y="0"' in found


def test_another_picture_stands_on_dark_pages(picture: CustomImage) -> None:
    night = stored("night.jpg")
    picture.at_night = night
    found = shown(picture)
    assert found.index("screen and (prefers-color-scheme: dark)") < found.index("<img")
    assert "night" in found.partition("<img")[0]
    assert 'class="lit"' in found


def test_two_pictures_of_one_name_have_files_of_different_names(picture: CustomImage, media: Path) -> None:
    shown(picture)
    name = picture.renditions.get().file.name
    picture.delete()
    (media / name).unlink()
    (media / picture.file.name).unlink()
    other = CustomImage.objects.create(title="b", file=ContentFile(jpeg(scene(800, 600)), "a.jpg"))
    shown(other)
    assert other.renditions.get().file.name != name
