"""Names what a picture's file says beside the picture, in groups that its maker understands."""

from typing import Any

from PIL import Image

PLACE_WORDS = (b"GPSLatitude", b"GPSLongitude", b"Iptc4xmpCore:Location", b"photoshop:City")
EXIF_DETAILS, EXIF_PLACE, ORIENTATION = 0x8769, 0x8825, 0x0112
# Keys of Pillow's `info` behind which texts of persons and programs stand.
TEXTS = ("xmp", "XML:com.adobe.xmp", "photoshop", "comment", "Raw profile type exif", "Raw profile type iptc")


def metadata_groups(picture: Image.Image, content: bytes) -> list[str]:
    """Return which of "place", "camera", "texts" and "more" a picture carries; "other" when it is something else."""
    groups = [*exif_groups(picture), *text_groups(picture, content)]
    if has_more_pictures(picture, content):
        groups.append("more")
    return list(dict.fromkeys(groups)) or ["other"]


def exif_groups(picture: Image.Image) -> list[str]:
    try:
        exif = picture.getexif()
        place, camera = exif.get_ifd(EXIF_PLACE), set(exif) - {ORIENTATION, EXIF_PLACE}
    except Exception:  # a broken EXIF is removed like a sound one
        return ["camera"]
    return [*(["place"] if place else []), *(["camera"] if camera else [])]


def text_groups(picture: Image.Image, content: bytes) -> list[str]:
    info: dict[Any, Any] = picture.info
    has_texts = any(info.get(name) for name in TEXTS) or any(mark in content for mark in (b"tEXt", b"zTXt", b"iTXt"))
    has_place = any(word in content for word in PLACE_WORDS)
    return [*(["place"] if has_place else []), *(["texts"] if has_texts else [])]


def has_more_pictures(picture: Image.Image, content: bytes) -> bool:
    """Return whether a second picture, a preview or a film hangs behind the picture."""
    if picture.format == "MPO" or picture.info.get("thumbnails") or picture.info.get("depth_images"):
        return True
    return picture.format == "JPEG" and not content.rstrip(b"\0").endswith(b"\xff\xd9")
