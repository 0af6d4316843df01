"""Brings the pixels of a picture into sRGB, which browsers take a picture without a profile for."""

from io import BytesIO

from PIL import Image, ImageCms

SRGB = ImageCms.createProfile("sRGB")
MODES = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK"}  # by the profile's own name for its colours


def in_srgb(picture: Image.Image) -> Image.Image:
    """Return the picture in sRGB as RGB, RGBA or L; a profile that cannot be read counts as sRGB."""
    profile = picture.info.get("icc_profile")
    alpha = transparency(picture)
    plain = without_alpha(picture)
    if profile and (converted := by_profile(plain, profile)):
        plain = converted
    if plain.mode not in ("L", "RGB"):
        plain = plain.convert("RGB")
    if alpha:
        plain = plain.convert("RGB")
        plain.putalpha(alpha)
    return plain


def is_foreign(profile: bytes) -> bool:
    """Return whether a profile describes other colours than sRGB."""
    try:
        return "sRGB" not in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError):
        return False


def transparency(picture: Image.Image) -> Image.Image | None:
    """Return the picture's transparency if it has any that shows."""
    if not picture.has_transparency_data:
        return None
    alpha = picture.convert("RGBA").getchannel("A")
    return None if alpha.getextrema() == (255, 255) else alpha


def without_alpha(picture: Image.Image) -> Image.Image:
    """Return the colours alone, 8 bits each: L, RGB or CMYK."""
    if picture.mode in ("L", "RGB", "CMYK"):
        return picture
    if picture.mode.startswith("I"):  # 16 bits of grey; Pillow would cut, not scale, them
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in ("1", "LA", "La"):
        return picture.convert("L")
    return picture.convert("RGB")


def by_profile(picture: Image.Image, profile: bytes) -> Image.Image | None:
    """Return the picture converted from its profile to sRGB; None when the two do not fit."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = MODES.get(source.profile.xcolor_space)
        if mode is None or (picture.mode == "CMYK") != (mode == "CMYK"):
            return None
        return ImageCms.profileToProfile(picture.convert(mode), source, SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
