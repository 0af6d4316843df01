"""Marketing uploads a photo from a telephone in the real screen, and reads what became of it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from cluster_cms.pages.media import CustomImage
from cluster_cms.security.accounts import User
from tests.infrastructure.browser import StaffPage
from tests.infrastructure.camera import exif, scene, stored

pytestmark = pytest.mark.browser
SHOWN = "(picture) => picture.complete && picture.naturalWidth"


def assert_shown(page: Page, selector: str) -> None:
    picture = page.locator(selector).first
    page.wait_for_function(SHOWN, arg=picture.element_handle())
    assert "/admin/pictures/" in str(picture.get_attribute("src"))


def test_a_photo_of_a_telephone_is_taken_and_shown(
    staff_page: StaffPage, marketing: User, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    photo = tmp_path / "IMG_0042.HEIC"
    photo.write_bytes(stored(scene(4032, 3024), "HEIF", exif=exif()))
    page = staff_page(marketing)
    page.goto("/admin/images/multiple/add/")
    page.locator("#fileupload").set_input_files(photo)
    expect(page.locator("#upload-list")).to_contain_text("4032×3024から3200×2400画素に縮小しました")
    expect(page.locator("#upload-list")).to_contain_text("撮影場所")
    page.goto("/admin/images/")
    assert_shown(page, "img[src*=max-165x165]")
    picture = CustomImage.objects.latest("pk")
    page.goto(f"/admin/images/{picture.pk}/")
    assert_shown(page, "img[data-original-width]")
    assert not (tmp_path / "media/images").exists()
