"""A picture that a visitor attaches says neither where nor with what it was taken."""

from io import BytesIO

from PIL import Image

from contact.models import AttachedFile
from tests.contact.attachments.conftest import FileVisit


def photograph() -> bytes:
    picture, exif = Image.new("RGB", (40, 30), "red"), Image.Exif()
    exif[0x010F] = "Kamera Works"
    exif.get_ifd(0x8825)[1] = "N"
    picture.save(file := BytesIO(), "JPEG", exif=exif)
    return file.getvalue()


def test_place_and_camera_are_removed(form: FileVisit) -> None:
    content = photograph()
    assert b"Kamera Works" in content
    assert form.check(("写真.jpg", content)).status_code == 200
    kept = AttachedFile.objects.get()
    assert (kept.name, kept.kind) == ("写真.jpg", "jpg")
    assert b"Kamera Works" not in kept.read()


def test_a_picture_that_says_nothing_keeps_its_bytes(form: FileVisit) -> None:
    Image.new("RGB", (40, 30), "red").save(file := BytesIO(), "PNG")
    form.check(("scan.png", file.getvalue()))
    assert AttachedFile.objects.get().read() == file.getvalue()
