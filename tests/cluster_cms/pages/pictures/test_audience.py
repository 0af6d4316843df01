"""Visitors get the sizes that public pages show; every other size is for staff, at an address that asks who it is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.template import Context, Template
from django.test import Client
from wagtail.models import Page

from cluster_cms.pages.media import CustomImage, CustomRendition
from cluster_cms.pages.pictures.audience import answering, tell
from tests.infrastructure.camera import jpeg, scene

BODY = '[{"type": "picture", "value": {"picture": {"image": %d, "decorative": true, "alt_text": ""}}}]'


@pytest.fixture
def picture(database: None, media: Path) -> CustomImage:
    return CustomImage.objects.create(title="a", file=ContentFile(jpeg(scene(2000, 1000)), "a.jpg"))


@pytest.fixture
def page(home_page: Page, picture: CustomImage) -> Page:
    """A company page whose draft shows the picture; the public one does not."""
    profile = home_page.get_children().get(slug="corporate-profile").specific
    profile.body = BODY % picture.pk
    profile.save_revision()
    return profile


def public_files(media: Path) -> list[str]:
    return sorted(path.name for path in media.glob("images/*"))


def test_what_the_admin_shows_is_for_staff_alone(
    editor: Client, visitor: Client, picture: CustomImage, media: Path
) -> None:
    for address in (
        "/admin/images/",
        "/admin/images/chooser/",
        f"/admin/images/{picture.pk}/",
        "/admin/images/?layout=list",
    ):
        assert editor.get(address).status_code == 200
    specs = set(CustomRendition.objects.filter(image=picture).values_list("filter_spec", flat=True))
    assert specs == {"max-165x165|staff", "max-800x600|staff", "original|staff"}
    assert public_files(media) == []
    for file in media.glob("staff_images/*"):
        assert visitor.get(f"/media/images/{file.name}").status_code == 404
        assert visitor.get(f"/media/staff_images/{file.name}").status_code == 404
        assert visitor.get(f"/admin/pictures/{file.name}").status_code == 302
        shown = editor.get(f"/admin/pictures/{file.name}")
        assert (shown.status_code, shown.headers["Content-Type"], shown.content) == (
            200,
            "image/jpeg",
            file.read_bytes(),
        )
        assert "private" in shown.headers["Cache-Control"]


def test_the_list_of_pictures_makes_no_size_twice(editor: Client, picture: CustomImage, media: Path) -> None:
    editor.get("/admin/images/")
    written = {path: path.stat().st_mtime_ns for path in media.glob("staff_images/*")}
    assert editor.get("/admin/images/").status_code == 200
    assert {path: path.stat().st_mtime_ns for path in media.glob("staff_images/*")} == written


def test_a_preview_of_a_draft_makes_nothing_public(
    editor: Client, page: Page, picture: CustomImage, media: Path
) -> None:
    draft = editor.get(f"/admin/pages/{page.pk}/view_draft/")
    assert ".a.width-1240.format-webp.staff.webp" in draft.content.decode()
    assert public_files(media) == []
    assert list(picture.renditions.values_list("filter_spec", flat=True)) == ["width-1240|format-webp|staff"]


def test_a_public_page_shows_the_public_size(visitor: Client, page: Page, picture: CustomImage, media: Path) -> None:
    page.get_latest_revision().publish()
    shown = visitor.get("/corporate-profile/").content.decode()
    (name,) = public_files(media)
    assert name == f"{picture.file_hash[:8]}.a.width-1240.webp"
    assert f'"/media/images/{name}"' in shown
    response = visitor.get(f"/media/images/{name}")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/webp")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "max-age=31536000, immutable" in response.headers["Cache-Control"]
    again = visitor.get(f"/media/images/{name}", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("spec", ["original", "original format-webp"])
def test_the_whole_original_is_not_public_even_if_a_template_asks(picture: CustomImage, media: Path, spec: str) -> None:
    template = Template("{% load wagtailimages_tags %}{% image picture " + spec + " %}")
    with answering(staff=False):
        assert "/admin/pictures/" in template.render(Context({"picture": picture}))
    assert public_files(media) == []


def test_who_asks_outside_a_request_gets_the_size_for_staff(picture: CustomImage) -> None:
    assert picture.get_rendition("max-9x9").filter_spec == "max-9x9|staff"
    assert {spec for spec in picture.get_renditions("max-8x8", "max-7x7")} == {"max-8x8|staff", "max-7x7|staff"}
    with answering(staff=False):
        assert picture.get_rendition("max-9x9").filter_spec == "max-9x9"
        assert CustomImage.objects.prefetch_renditions("max-9x9").get(pk=picture.pk).prefetched_renditions
        with answering(staff=True), answering(staff=False):
            assert picture.get_rendition("max-9x9").filter_spec == "max-9x9|staff"


def test_what_is_told_reaches_who_is_answered_and_nobody_else() -> None:
    tell("nobody hears")
    with answering(staff=True) as outer:
        tell("outer")
        with answering(staff=False) as inner:
            tell("inner")
            tell("")
    assert (outer, inner) == (["outer"], ["inner"])


def test_staff_without_the_admin_see_no_size_for_staff(
    picture: CustomImage, desk: Any, signed_in: Callable[[Any], Client]
) -> None:
    size = picture.get_rendition("max-9x9")
    assert signed_in(desk).get(size.url).status_code == 200
    desk.groups.clear()
    assert signed_in(desk).get(size.url).status_code == 302
