"""By whichever way a picture comes in, what is written to the disk is clean."""

import gc
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import Collection, UploadedFile
from wagtail.users.models import UserProfile

from cluster_cms.pages.media import CustomImage
from tests.infrastructure.camera import exif, jpeg, metadata_bytes, scene, shots, stored

Files = Callable[[], Iterator[Path]]
PHOTO = jpeg(scene(), exif=exif(6))


def upload(name: str = "IMG_1.jpg", content: bytes = PHOTO) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def form(**values: Any) -> dict[str, Any]:
    return {"title": "見本", "collection": Collection.objects.get().pk, **values}


def by_form(editor: Client) -> None:
    editor.post("/admin/images/add/", form(file=upload()))


def by_multiple_upload(editor: Client) -> None:
    editor.post("/admin/images/multiple/add/", form(**{"files[]": upload()}))


def by_chooser(editor: Client) -> None:
    editor.post("/admin/images/chooser/create/", form(**{"image-chooser-upload-file": upload()}, **chooser_form()))


def chooser_form() -> dict[str, Any]:
    return {f"image-chooser-upload-{name}": value for name, value in form().items()}


def by_replacing(editor: Client) -> None:
    picture = CustomImage.objects.create(title="vorher", file=ContentFile(jpeg(scene(64, 40)), "a.jpg"))
    editor.post(f"/admin/images/{picture.pk}/", form(file=upload()))


def by_code(editor: Client) -> None:
    CustomImage.objects.create(title="a", file=ContentFile(PHOTO, "a.jpg"))


def by_the_file_alone(editor: Client) -> None:
    CustomImage(title="a").file.save("a.jpg", ContentFile(PHOTO))


def by_many_at_once(editor: Client) -> None:
    CustomImage.objects.bulk_create([CustomImage(title="a", file=ContentFile(PHOTO, "a.jpg"))])


WAYS_IN = [by_form, by_multiple_upload, by_chooser, by_replacing, by_code, by_the_file_alone, by_many_at_once]


@pytest.mark.parametrize("way", WAYS_IN)
def test_what_is_stored_is_clean_and_its_record_says_so(
    way: Callable[[Client], None], editor: Client, stored_files: Files
) -> None:
    way(editor)
    picture = CustomImage.objects.latest("pk")
    assert (picture.width, picture.height, picture.changes["turned"]) == (200, 320, True)
    assert picture.get_file_size() == picture.file.size
    assert {metadata_bytes(file.read_bytes()) for file in stored_files()} == {0}


# Wagtail leaves the waiting file open.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_picture_that_waits_for_its_form_is_clean(editor: Client, media: Path, stored_files: Files) -> None:
    values = form(title="x" * 300, **{"files[]": upload("IMG.HEIC", heic())})
    response = editor.post("/admin/images/multiple/add/", values)
    waiting = UploadedFile.objects.get(pk=json.loads(response.content)["uploaded_file_id"])
    assert metadata_bytes((media / "wagtail_uploads/IMG.jpg").read_bytes()) == 0
    name = f"uploaded-image-{waiting.pk}"
    answers = {f"{name}-{key}": value for key, value in form().items()}
    editor.post(f"/admin/images/multiple/create_from_uploaded_image/{waiting.pk}/", answers)
    assert CustomImage.objects.latest("pk").width == 320
    assert {metadata_bytes(file.read_bytes()) for file in stored_files()} == {0}
    gc.collect()


def heic() -> bytes:
    return stored(scene(), "HEIF", exif=exif())


def test_a_document_that_waits_for_its_form_is_no_picture(database: None, media: Path) -> None:
    waiting = UploadedFile(for_content_type=ContentType.objects.get(model="customdocument"))
    waiting.file.save("a.txt", ContentFile(b"text"))
    assert (media / "wagtail_uploads/a.txt").read_bytes() == b"text"


@pytest.mark.parametrize(
    "name, content", [("me.jpg", PHOTO), ("me.HEIC", stored(scene(800, 500), "HEIF", exif=exif()))]
)
def test_the_picture_of_a_person_is_clean_and_for_staff(
    name: str, content: bytes, marketing: Any, editor: Client, visitor: Client, stored_files: Files
) -> None:
    editor.post("/admin/account/", {**ACCOUNT, "avatar-avatar": upload(name, content)})
    profile = UserProfile.objects.get(user=marketing)
    assert profile.avatar.name.endswith(".jpg")
    assert [metadata_bytes(file.read_bytes()) for file in stored_files()] == [0]
    address = f"/admin/pictures/people/{marketing.pk}/{Path(profile.avatar.name).name}"
    assert address.encode() in editor.get("/admin/").content
    assert (editor.get(address).status_code, visitor.get(address).status_code) == (200, 302)
    assert visitor.get(f"/media/{profile.avatar.name}").status_code == 404


ACCOUNT = {
    "name_email-first_name": "Hana",
    "name_email-last_name": "Mihon",
    "name_email-email": "hana@example.com",
    "locale-preferred_language": "ja",
    "locale-current_time_zone": "Asia/Tokyo",
    "theme-theme": "system",
    "theme-contrast": "system",
    "theme-density": "default",
}


def test_a_broken_picture_of_a_person_is_an_error_at_the_field(editor: Client) -> None:
    broken = upload("me.jpg", jpeg(scene(800, 500))[:900])
    response = editor.post("/admin/account/", {**ACCOUNT, "avatar-avatar": broken})
    assert "この画像は壊れているか" in response.content.decode()


def test_of_thirty_camera_pictures_no_public_byte_says_more_than_the_picture(
    editor: Client, visitor: Client, media: Path, stored_files: Files
) -> None:
    """The figure of the decision record: bytes of metadata in every file, whoever may read it."""
    for shot in shots():
        answer = editor.post("/admin/images/multiple/add/", form(**{"files[]": upload(shot.name, shot.content)}))
        assert json.loads(answer.content)["success"], shot.name
    assert CustomImage.objects.filter(title="見本").count() == 30
    editor.get("/admin/images/?layout=list")
    for picture in CustomImage.objects.filter(title="見本"):
        picture.get_rendition("max-800x600")  # as the page of a picture shows it
    found = {file: metadata_bytes(file.read_bytes()) for file in stored_files()}
    assert len(found) > 90
    assert sum(found.values()) == 0
    assert not (media / "images").exists()


def test_the_editor_is_told_what_was_changed(editor: Client, media: Path) -> None:
    answer = json.loads(editor.post("/admin/images/multiple/add/", form(**{"files[]": upload()})).content)
    assert "撮影場所" in answer["form"]
    added = editor.post("/admin/images/add/", form(file=upload("IMG.HEIC", heic())), follow=True)
    assert "HEICをJPEGに変換しました" in added.content.decode()
    picture = CustomImage.objects.latest("pk")
    assert "HEICをJPEGに変換しました" in editor.get(f"/admin/images/{picture.pk}/").content.decode()


def test_a_picture_that_cannot_be_read_is_an_error_at_the_field_and_nothing_is_stored(
    editor: Client, stored_files: Files
) -> None:
    for name, content in (("a.jpg", PHOTO[:500]), ("a.jpg", b"<html>"), ("a.png", b""), ("a.heic", heic()[:400])):
        response = editor.post("/admin/images/add/", form(file=upload(name, content)))
        assert (response.status_code, list(response.context["form"].errors)) == (200, ["file"])
        answer = json.loads(
            editor.post("/admin/images/multiple/add/", form(**{"files[]": upload(name, content)})).content
        )
        assert not answer["success"]
        assert "。" in answer["error_message"]
    assert list(stored_files()) == []
