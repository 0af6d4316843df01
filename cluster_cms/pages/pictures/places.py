"""The places of a page in which a picture stands: how it is cropped there, in which widths it is made, how wide it is.

`sizes` repeats the layout of the style sheets for browsers, which choose a file before they know it (HTML, 4.8.4.2.2).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from PIL.features import check

KINDS = {".png": "png", ".webp": "webp"}  # the rest is JPEG
GUTTERS = "clamp(2rem, .8rem + 6vw, 6rem)"  # both together, as --gutter
WHOLE_WIDTH = f"100vw - {GUTTERS}"
PAGE = f"min(77rem, {WHOLE_WIDTH})"  # as .wrap
DUOTONE = "|duotone"
MOST_COLUMNS = 5


Lengths = tuple[tuple[float, str], ...]  # from how wide a window on, in rem; the last one: 0


@dataclass(frozen=True)
class PicturePlace:
    """A place for pictures; widths and heights are pixels."""

    widths: tuple[int, ...]  # of the files
    base: int  # width of the file made at once, as in no other place: it tells the worker where a picture is shown
    shown: Lengths  # how wide it is on the page
    ratio: float = 0  # width by height when it is cropped; 0: not by us
    height: int = 0  # the greatest height at which it is shown
    column: float = 0  # the least width of a column of its grid, in rem; how many there are decides how wide each is

    def among(self, count: int) -> "PicturePlace":
        """Return the place in a grid of so many pictures."""
        return replace(self, shown=columns(count, self.column)) if self.column and count else self


def columns(count: int, least: float, gap: float = 1.5) -> Lengths:
    """Return how wide a column of `repeat(auto-fit, minmax(least, 1fr))` is; least and gap are rem."""
    steps = []
    for number in range(min(count, MOST_COLUMNS), 1, -1):
        page = number * least + (number - 1) * gap
        window = min((page + 0.8) / 0.94, page + 6)  # in which the page is so wide: see GUTTERS
        steps.append((round(window, 1), f"({PAGE} - {(number - 1) * gap:g}rem) / {number}"))
    return (*steps, (0, WHOLE_WIDTH))


EIGHT_OF_TWELVE: Lengths = ((60.5, f"({PAGE} - 3rem) * 2 / 3"), (0, WHOLE_WIDTH))
HALF: Lengths = ((51, f"min(24rem, ({PAGE} - 3rem) * 5 / 12)"), (0, f"min(24rem, {WHOLE_WIDTH})"))
THIRD: Lengths = ((43.5, f"({PAGE} - 3rem) / 3"), (0, "5.5rem"))
PLACES = {
    "opening": PicturePlace((480, 800, 1200, 1600), 900, EIGHT_OF_TWELVE, height=544),
    "plate": PicturePlace((480, 800, 1280, 1860), 1240, ((0, PAGE),), height=512),
    "half": PicturePlace((400, 600, 800), 560, HALF),
    "portrait": PicturePlace((400, 600, 800), 600, HALF, ratio=5 / 6),
    "gallery": PicturePlace((320, 480, 800, 1200), 720, columns(4, 15), column=15),
    "card": PicturePlace((320, 480, 800, 1200), 640, columns(3, 13), ratio=4 / 3, column=13),
    "family": PicturePlace((176, 320, 480, 800), 560, THIRD, ratio=4 / 3),
    "row": PicturePlace((128, 256), 256, ((0, "8rem"),), ratio=1),
    "column": PicturePlace((160, 320, 480, 600), 300, ((60, "18rem"), (0, "8rem")), ratio=4 / 3),
    "map": PicturePlace((1000,), 1000, ((0, PAGE),)),
}


def kind_of(picture: Any) -> str:
    """Return in which format a picture is stored: jpeg, png or webp."""
    return KINDS.get(PurePath(picture.file.name).suffix.lower(), "jpeg")


def base_spec(place: PicturePlace, picture: Any) -> str:
    """Return the filter of the one file by which a picture can be shown at all."""
    return spec(place, picture, place.base, "webp")


def specs(place: PicturePlace, picture: Any) -> list[str]:
    """Return the filters of all files of a picture in a place, the smaller ones of a kind first."""
    own = kind_of(picture)
    made = [kind for kind in made_kinds(own) if kind != own]
    wide = [spec(place, picture, width, kind) for kind in made for width in widths(place, picture)]
    rest = widths(place, picture) if own == "webp" else (place.base,)
    return [*wide, *(spec(place, picture, width, own) for width in rest)]


def made_kinds(own: str) -> tuple[str, ...]:
    """Return the formats beside the stored one: AVIF for photographs; drawings are smaller in lossless WebP."""
    return ("avif", "webp") if own != "png" and check("avif") else ("webp",)


def spec(place: PicturePlace, picture: Any, width: int, kind: str) -> str:
    colours = DUOTONE if picture.duotone else ""
    smaller = "|smaller" if kind == "webp" and kind_of(picture) == "png" else ""
    return f"{shape(place, picture, width)}{colours}|format-{kind}{smaller}"


def shape(place: PicturePlace, picture: Any, width: int) -> str:
    """Return the operation that makes a picture so wide: cropped, whole within the place's box, or in its own shape."""
    if place.ratio:
        return f"{'max' if picture.whole else 'fill'}-{width}x{round(width / place.ratio)}"
    if picture.whole and place.height:
        return f"max-{width}x{place.height * 2}"
    return f"width-{width}"


def widths(place: PicturePlace, picture: Any) -> list[int]:
    """Return the widths that differ: no picture is made larger than it is."""
    most = picture.width
    if place.ratio:
        fit = max if picture.whole else min
        most = fit(picture.width, picture.height * place.ratio)
    elif picture.whole and place.height:
        most = min(most, place.height * 2 * picture.width / picture.height)
    return list(until(place.widths, most))


def until(ascending: tuple[int, ...], most: float) -> Iterator[int]:
    for width in ascending:
        yield width
        if width >= most:
            return


def computed(length: str) -> str:
    return f"calc({length})" if " " in length else length


def sizes(place: PicturePlace, picture: Any) -> str:
    """Return the attribute `sizes` of a picture in a place; one shown whole is no wider than its height allows."""
    most = ""
    if picture.whole and place.height and picture.height:
        most = f"{round(place.height * picture.width / picture.height)}px"
    shown = ((window, f"min({most}, {length})" if most else computed(length)) for window, length in place.shown)
    return ", ".join(f"(min-width: {window:g}rem) {length}" if window else length for window, length in shown)
