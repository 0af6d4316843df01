"""Photographs in two tones, and the smaller of two ways to store a drawing."""

from PIL import Image, ImageDraw

from cluster_cms.pages.pictures.tones import in_duotone, is_smaller_lossless


def test_black_becomes_petrol_and_white_stays_paper() -> None:
    picture = Image.new("RGB", (3, 1), "white")
    picture.putpixel((0, 0), (0, 0, 0))
    picture.putpixel((1, 0), (255, 0, 0))
    toned = in_duotone(picture)
    assert (toned.getpixel((0, 0)), toned.getpixel((2, 0))) == ((0, 0x37, 0x41), (255, 255, 255))
    red = toned.tobytes()[3:6]
    assert red == bytes(sorted(red))
    assert red[0] < red[2]


def test_pictures_of_every_mode_are_toned_and_keep_what_is_transparent() -> None:
    for mode in ("L", "LA", "P", "RGB", "RGBA"):
        assert in_duotone(Image.new("RGB", (2, 2), "black").convert(mode)).convert("RGB").getpixel((0, 0)) == (
            0,
            55,
            65,
        )
    assert in_duotone(Image.new("RGBA", (1, 1), (0, 0, 0, 40))).getpixel((0, 0)) == (0, 55, 65, 40)


def test_a_halftone_is_stored_without_loss_and_a_photograph_with() -> None:
    halftone = Image.new("RGB", (300, 300), "white")
    draw = ImageDraw.Draw(halftone)
    for at in range(900):
        x, y = at % 30 * 10, at // 30 * 10
        draw.ellipse((x, y, x + 7, y + 7), fill="#003741")
    assert is_smaller_lossless(halftone)
    assert not is_smaller_lossless(Image.effect_noise((300, 300), 60).convert("RGB"))
