"""A picture is turned upright, brought into sRGB, scaled, and stripped of everything that is no picture."""

from io import BytesIO
from typing import Any
from zlib import compress

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import override
from PIL import Image

from cluster_cms.pages.pictures import picture_cleaning as cleaning
from cluster_cms.pages.pictures.changes import describe
from cluster_cms.pages.pictures.picture_cleaning import CleanPicture, clean_picture
from tests.infrastructure.camera import (
    FILM,
    Shot,
    exif,
    jpeg,
    metadata_bytes,
    scene,
    shots,
    stored,
    wide_gamut,
    with_chunk,
    with_segment,
)

SHOTS = list(shots())


def clean(content: bytes, name: str = "picture.jpg") -> CleanPicture:
    return clean_picture(ContentFile(content), name)


def pixel(picture: Image.Image, at: tuple[int, int] = (40, 40)) -> Any:
    """Return the channels of one pixel; Pillow's types allow a number for a picture of one channel."""
    return picture.getpixel(at)


def opened(picture: CleanPicture) -> Image.Image:
    return Image.open(BytesIO(picture.read()))


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_nothing_but_the_picture_is_left(shot: Shot) -> None:
    picture = clean(shot.content, shot.name)
    content = picture.read()
    shown = Image.open(BytesIO(content))
    assert (shown.size, shown.format in ("JPEG", "PNG")) == (shot.upright, not shot.name.endswith("webp"))
    assert metadata_bytes(content) == 0 < metadata_bytes(shot.content)
    again = clean(content, str(picture.name))
    assert (again.read(), again.changes) == (content, {})


def test_a_picture_stands_upright_however_the_camera_lay() -> None:
    for shot in SHOTS[:8]:
        red, _green, blue = pixel(opened(clean(shot.content)))
        assert (red > 200, blue < 60) == (True, True), shot.name


def test_a_picture_that_is_clean_keeps_its_bytes() -> None:
    for content, name in (
        (jpeg(scene()), "a.jpg"),
        (jpeg(scene(), progressive=True), "b.JPEG"),
        (stored(scene(), "PNG"), "c.png"),
        (stored(scene().convert("P"), "PNG"), "d.png"),
        (stored(scene(), "WEBP"), "e.webp"),
        (stored(scene(), "WEBP", lossless=True), "f.webp"),
    ):
        picture = clean(content, name)
        assert (picture.read(), picture.name, picture.changes) == (content, name, {})


UNUSUAL = {
    "grey of 16 bits": (stored(Image.new("I;16", (8, 8), 40_000), "PNG"), (156, 156, 156)),
    "grey with transparency": (stored(Image.new("LA", (8, 8), (90, 200)), "PNG", exif=exif()), (90, 90, 90)),
    "black and white": (stored(Image.new("1", (8, 8), 1), "PNG", exif=exif()), (255, 255, 255)),
    "a palette": (stored(Image.new("P", (8, 8), 0), "GIF"), (0, 0, 0)),
    "inks": (jpeg(Image.new("CMYK", (8, 8), (0, 0, 0, 255))), (0, 0, 0)),
    "a broken profile": (jpeg(Image.new("RGB", (8, 8), "white"), icc_profile=b"no profile"), (255, 255, 255)),
    "a profile for other colours": (stored(Image.new("L", (8, 8), 99), "PNG", icc_profile=wide_gamut()), (99, 99, 99)),
    "broken EXIF": (with_segment(jpeg(Image.new("L", (8, 8), 9)), 0xE1, b"Exif\0\0II*\0\xff\xff\xff\xff"), (9, 9, 9)),
    "an impossible way of lying": (jpeg(Image.new("L", (8, 8), 9), exif=exif(77)), (9, 9, 9)),
}


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
@pytest.mark.parametrize("kind", UNUSUAL)
def test_unusual_pixels_become_ordinary_ones(kind: str) -> None:
    content, colour = UNUSUAL[kind]
    shown = opened(clean(content)).convert("RGB")
    found = pixel(shown, (2, 2))
    assert all(abs(have - want) < 4 for have, want in zip(found, colour, strict=True)), found


def test_wide_colours_are_brought_into_srgb_and_transparency_stays() -> None:
    glass = scene().convert("RGBA")
    glass.putalpha(128)
    shown = opened(clean(stored(glass, "PNG", icc_profile=wide_gamut())))
    red, green, _blue, alpha = pixel(shown)
    assert (red > 245, green < 20, alpha) == (True, True, 128)
    assert "icc_profile" not in shown.info


def test_glass_from_a_telephone_becomes_webp() -> None:
    glass = scene().convert("RGBA")
    glass.putalpha(128)
    picture = clean(stored(glass, "HEIF"), "IMG_1.HEIC")
    assert (picture.name, opened(picture).mode) == ("IMG_1.webp", "RGBA")
    assert picture.changes["kind"] == ["HEIC", "WEBP"]


def test_the_name_follows_the_content() -> None:
    png, photo = stored(scene(), "PNG"), jpeg(scene())
    for content, given, name in (
        (png, "IMG.JPG", "IMG.png"),
        (photo, "photo", "photo.jpg"),
        (photo, "photo.JPEG", "photo.JPEG"),
        (photo, "Sample v1.2", "Sample v1.2.jpg"),
        (photo, "a.png.jpg", "a.png.jpg"),
        (photo, "a.jpg.exe", "a.jpg"),
        (photo, "見本.HEIC", "見本.jpg"),
    ):
        assert clean(content, given).name == name


def test_what_was_changed_is_said_in_one_sentence_in_both_languages() -> None:
    changes = clean(stored(scene(4000, 100), "HEIF", exif=exif()), "IMG.heic").changes
    with override("en"):
        assert describe(changes) == (
            "What was changed in the picture: HEIC was converted to JPEG, it was scaled from 4000 × 100 to 3200 × 80 "
            "pixels, removed from the file: the place where it was taken, details of camera, person and time."
        )
    with override("ja"):
        assert "4000×100" in describe(changes)
        assert "撮影場所" in describe(changes)
    assert describe({}) == describe(None) == ""


def test_each_kind_of_change_is_named() -> None:
    moving = stored(scene(), "GIF", save_all=True, append_images=[scene(320, 200).rotate(180)])
    for content, name, wanted in (
        (SHOTS[5].content, "a.jpg", {"turned", "removed"}),
        (moving, "a.gif", {"kind", "still", "removed"}),
        (jpeg(scene(), icc_profile=wide_gamut()), "a.jpg", {"colours", "removed"}),
        (stored(scene(), "PNG"), "a.jpg", {"named"}),
    ):
        assert set(clean(content, name).changes) == wanted


def removed_from(content: bytes) -> list[str]:
    return sorted(clean(content).changes["removed"])


def test_what_was_removed_is_grouped_by_what_it_tells() -> None:
    by_name = {shot.name: shot.content for shot in SHOTS}
    assert removed_from(by_name["turned-1.jpg"]) == ["camera", "place"]
    assert removed_from(by_name["xmp.jpg"]) == ["camera", "place", "texts"]
    assert removed_from(by_name["comment.jpg"]) == ["texts"]
    assert removed_from(by_name["two-pictures.jpg"]) == ["camera", "more", "place"]
    assert removed_from(jpeg(scene()) + FILM) == ["more"]
    assert removed_from(by_name["time.png"]) == ["other"]


REFUSED = {
    "a web page": b"<!DOCTYPE html><html><body>hello</body></html>",
    "a drawing that can act": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    "a PDF": b"%PDF-1.7\n%%EOF",
    "a program": b"MZ\x90\x00" + bytes(300),
    "an archive": b"PK\x03\x04" + bytes(60),
    "a drawing of Photoshop": b"8BPS\x00\x01" + bytes(60),
    "a text": b"hello",
    "noise": bytes(range(256)),
    "a photo cut off": jpeg(scene())[:600],
    "a large photo cut off": jpeg(scene(4000, 3000), exif=exif())[:20_000],
    "a photo whose head alone came": jpeg(scene())[:30],
    "a PNG cut off": stored(scene(), "PNG")[:-40],
    "a WebP cut off": stored(scene(), "WEBP")[:100],
    "a HEIC cut off": stored(scene(), "HEIF")[:300],
    "an AVIF cut off": stored(scene(), "AVIF")[:200],
    "a GIF cut off": stored(scene(), "GIF")[:30],
    "a PNG that claims a huge size": stored(scene(), "PNG").replace(b"\x00\x00\x01\x40", b"\x00\xff\xff\x00", 1),
    "a text that unpacks to too much": with_chunk(stored(scene(), "PNG"), b"zTXt", b"a\0\0" + compress(bytes(2**21))),
}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_no_sound_picture_is_refused_with_a_reason(language: str) -> None:
    for kind, content in REFUSED.items():
        with override(language):
            with pytest.raises(ValidationError) as refusal:
                clean(content)
            text = refusal.value.messages[0]
        assert text.isascii() == (language == "en"), (kind, text)


def test_the_reason_says_what_the_file_is() -> None:
    with override("en"), pytest.raises(ValidationError, match="but a web page"):
        clean(REFUSED["a web page"])


def test_more_pixels_than_memory_has_room_for_are_refused_before_they_are_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = stored(scene(), "PNG")
    monkeypatch.setattr(cleaning, "MOST_PIXELS", 1_000)
    monkeypatch.setattr(Image.Image, "load", None)
    with override("en"), pytest.raises(ValidationError, match="320 × 200 pixels"):
        clean(content)
