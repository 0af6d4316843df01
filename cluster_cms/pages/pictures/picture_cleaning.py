"""Turns an uploaded picture into what may be stored: upright, sRGB, of a size for the web, with nothing beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import Any

import filetype
import pillow_heif
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

from cluster_cms.pages.pictures.colours import in_srgb, is_foreign
from cluster_cms.pages.pictures.file_structure import carries_metadata
from cluster_cms.pages.pictures.metadata import metadata_groups
from cluster_cms.text.file_kinds import name_of_content, named_after_content

pillow_heif.register_heif_opener()

LONGEST_SIDE = 3200  # pixels; twice the widest place on a page, for dense screens
MOST_PIXELS = 50_000_000
MOST_PIXELS_JPEG = 110_000_000  # it is scaled while it is decoded, so that the whole never lies in memory
OWN_KINDS = ("jpg", "png", "webp", "gif", "avif", "heic")
READ = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "HEIF")
QUALITY = 90
STORED_MODES = ("1", "L", "LA", "P", "RGB", "RGBA")
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
DAMAGED = _("This picture is damaged or incomplete. Please copy it from the camera or telephone once more.")
TOO_MANY_PIXELS = _(
    "This picture has %(width)s × %(height)s pixels, too many to work on. Please make it smaller than %(most)s "
    "million pixels and upload it again."
)
NO_PICTURE = _("This file is no picture but %(kind)s. Please upload a JPEG, PNG, WebP, HEIC, AVIF or GIF picture.")
NOT_READ = _("This file cannot be read as a picture. Please upload a JPEG, PNG, WebP, HEIC, AVIF or GIF picture.")

one_at_a_time = Lock()  # in each process: a picture of 50 million pixels takes up to 500 MiB while it is worked on

Changes = dict[str, Any]  # stored as JSON; `changes.describe` makes a sentence of it


class CleanPicture(SimpleUploadedFile):
    """A picture that may be stored as it is, and what was changed in it."""

    def __init__(self, name: str, content: bytes, kind: str, changes: Changes) -> None:
        super().__init__(name, content, f"image/{kind.lower()}")
        self.changes = changes


@dataclass(frozen=True)
class Kind:
    """How pictures of one kind are stored."""

    name: str
    suffix: str
    options: dict[str, Any]
    other_suffixes: tuple[str, ...] = ()


JPEG = Kind("JPEG", ".jpg", {"quality": QUALITY}, (".jpeg",))
PNG = Kind("PNG", ".png", {})
WEBP = Kind("WEBP", ".webp", {"quality": QUALITY})


def clean_picture(file: Any, file_name: str, longest_side: int = LONGEST_SIDE) -> CleanPicture:
    """Return a clean copy of a picture, judged by its content; one that is clean already keeps its bytes.

    Its name fits its content; width and height are at most `longest_side` pixels.

    Raises ValidationError, in the active language, for what is no picture, is damaged, or has too many pixels.
    """
    if isinstance(file, CleanPicture):
        return file
    file.seek(0)
    content = file.read()
    with one_at_a_time, opened(content) as picture:
        came = str(picture.format).replace("MPO", "JPEG").replace("HEIF", "HEIC")
        kind, changes = kind_of(picture), seen_changes(picture)
        fits = max(picture.size) <= longest_side and picture.mode in STORED_MODES
        if not fits or carries_metadata(content):
            changes |= {"removed": metadata_groups(picture, content)}
            content, kind = redrawn(picture, longest_side, changes)
        else:
            picture.load()  # raises if it is damaged
    if kind.name != came:
        changes["kind"] = [came, kind.name]
    name = named_after_content(file_name, kind.suffix, kind.other_suffixes)
    if name != file_name and kind.name == came:
        changes["named"] = kind.suffix
    return CleanPicture(name, content, kind.name, {key: value for key, value in changes.items() if value})


@contextmanager
def opened(content: bytes) -> Iterator[Image.Image]:
    """Open a picture without decoding it. Raises ValidationError, also for an error while the body decodes it."""
    try:
        with Image.open(BytesIO(content), formats=READ) as picture:
            require_few_pixels(picture)
            yield picture
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise ValidationError(_("This picture has too many pixels to work on."), code="pixels") from error
    except UnidentifiedImageError as error:
        raise unidentified(content) from error
    except Exception as error:  # the libraries raise whatever a broken file leads them to
        raise ValidationError(DAMAGED, code="damaged") from error


def unidentified(content: bytes) -> ValidationError:
    """Return the reason why a file is not taken that is none of the pictures that can be read."""
    if filetype.guess_extension(content[:8192]) in OWN_KINDS:
        return ValidationError(DAMAGED, code="damaged")
    if kind := name_of_content(content):
        return ValidationError(NO_PICTURE, code="no_picture", params={"kind": kind})
    return ValidationError(NOT_READ, code="no_picture")


def require_few_pixels(picture: Image.Image) -> None:
    width, height = picture.size
    most = MOST_PIXELS_JPEG if is_scaled_while_read(picture) else MOST_PIXELS
    if width * height > most:
        values = {"width": width, "height": height, "most": most // 1_000_000}
        raise ValidationError(TOO_MANY_PIXELS, code="pixels", params=values)


def is_scaled_while_read(picture: Image.Image) -> bool:
    return picture.format in ("JPEG", "MPO") and "progressive" not in picture.info


def kind_of(picture: Image.Image) -> Kind:
    """Return the kind in which a picture is stored, by the kind in which it comes."""
    return {"PNG": PNG, "GIF": PNG, "WEBP": WEBP}.get(str(picture.format), JPEG)


def seen_changes(picture: Image.Image) -> Changes:
    """Return what will have changed, as far as it is seen before the picture is decoded."""
    return {
        "still": picture.format not in ("JPEG", "MPO") and getattr(picture, "is_animated", False),
        "colours": is_foreign(picture.info.get("icc_profile") or b""),
    }


def redrawn(picture: Image.Image, longest_side: int, changes: Changes) -> tuple[bytes, Kind]:
    """Return a new file of the same picture and its kind, and note in `changes` how it was turned and scaled."""
    way, (width, height) = orientation(picture), picture.size
    upright = [height, width] if way > 4 else [width, height]
    kind, info = kind_of(picture), picture.info
    picture.draft(picture.mode, (longest_side, longest_side))  # JPEG alone: decoded at a half, a quarter, an eighth
    picture.load()
    drawn: Image.Image = picture
    if picture.mode in ("1", "P"):  # these cannot be scaled smoothly
        drawn = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    drawn.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
    drawn.info = info
    drawn = in_srgb(drawn.transpose(TURNS[way]) if way in TURNS else drawn)
    changes["turned"] = way > 1
    changes["scaled"] = [*upright, *drawn.size] if [*drawn.size] != upright else None
    if kind is JPEG and drawn.mode == "RGBA":
        kind = WEBP
    drawn.info = {}  # else Pillow writes comment and profile again
    file = BytesIO()
    drawn.save(file, kind.name, **kind.options)
    return file.getvalue(), kind


def orientation(picture: Image.Image) -> int:
    """Return how the sensor lay (EXIF 2.32, 4.6.4 A): 1 to 8; HEIC is read upright."""
    try:
        found = picture.getexif().get(0x0112)
    except Exception:  # a broken EXIF is dropped, the picture is not
        return 1
    return found if found in TURNS and picture.format != "HEIF" else 1
