"""Operations on the tones of a picture, and the choice of the smaller of two ways to store a drawing."""

from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image
from wagtail.images.image_operations import FilterOperation

ENDS = ((0x00, 0xFF), (0x37, 0xFF), (0x41, 0xFF))  # red, green, blue: petrol and paper of the tokens


@cache
def duotone_table() -> list[int]:
    """Return the table by which each grey becomes a tone between petrol and paper, channel after channel."""
    return [round(low + (high - low) * grey / 255) for low, high in ENDS for grey in range(256)]


def in_duotone(picture: Image.Image) -> Image.Image:
    """Return a picture in petrol and paper; what is transparent stays so."""
    grey = picture.convert("RGBA").convert("LA")
    toned = Image.merge("RGB", [grey.getchannel("L")] * 3).point(duotone_table())
    if picture.has_transparency_data:
        toned.putalpha(grey.getchannel("A"))
    return toned


def is_smaller_lossless(picture: Image.Image, quality: int = 80) -> bool:
    """Return whether WebP without loss takes fewer bytes than with it, as it does for drawings and halftones."""
    lossless, lossy = BytesIO(), BytesIO()
    picture.save(lossless, "WEBP", lossless=True)
    picture.save(lossy, "WEBP", quality=quality)
    return len(lossless.getvalue()) < len(lossy.getvalue())


class Duotone(FilterOperation):
    """The operation `duotone`: black becomes petrol, white stays paper."""

    def construct(self) -> None:
        """Take no parameters."""

    def run(self, willow: Any, image: Any, env: dict[str, Any]) -> Any:
        return type(willow)(in_duotone(willow.image))


class Smaller(FilterOperation):
    """The operation `smaller` behind `format-webp`: stored without loss where that takes fewer bytes."""

    def construct(self) -> None:
        """Take no parameters."""

    def run(self, willow: Any, image: Any, env: dict[str, Any]) -> Any:
        if is_smaller_lossless(willow.image):
            env["output-format-options"] = ("lossless",)
        return willow
