"""In which files a picture is made for a place, and how wide browsers are told that it stands there."""

from types import SimpleNamespace
from typing import Any

import pytest
from wagtail.images.models import Filter

from cluster_cms.pages.pictures import places
from cluster_cms.pages.pictures.places import PLACES, base_spec, columns, sizes, specs, widths


def picture(width: int = 3200, height: int = 2400, name: str = "a.jpg", **fields: Any) -> Any:
    return SimpleNamespace(
        width=width, height=height, file=SimpleNamespace(name=name), **{"whole": False, "duotone": False, **fields}
    )


@pytest.mark.parametrize(
    "name, kinds",
    [
        ("a.jpg", ["avif", "webp", "jpeg"]),
        ("a.JPEG", ["avif", "webp", "jpeg"]),
        ("a.webp", ["avif", "webp"]),
        ("a.png", ["webp", "png"]),
        ("of-before.gif", ["avif", "webp", "jpeg"]),
    ],
)
def test_the_stored_kind_stands_behind_smaller_ones(name: str, kinds: list[str]) -> None:
    found = [spec.partition("format-")[2].partition("|")[0] for spec in specs(PLACES["card"], picture(name=name))]
    assert list(dict.fromkeys(found)) == kinds


def test_webp_alone_is_made_where_the_machine_knows_no_avif(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "check", lambda feature: False)
    assert not [spec for spec in specs(PLACES["card"], picture()) if "avif" in spec]


@pytest.mark.parametrize(
    "width, height, fields, made",
    [
        (3200, 2400, {}, [320, 480, 800, 1200]),
        (500, 2000, {}, [320, 480, 800]),  # the last one gives the 500 pixels that there are
        (480, 360, {}, [320, 480]),
        (1, 1, {}, [320]),
        (2000, 300, {}, [320, 480]),  # four to three of it are 400 pixels
        (300, 2000, {"whole": True}, [320, 480, 800, 1200]),
    ],
)
def test_no_width_is_made_twice_and_none_above_the_original(
    width: int, height: int, fields: dict[str, Any], made: list[int]
) -> None:
    assert widths(PLACES["card"], picture(width, height, **fields)) == made


def test_a_whole_picture_is_never_cropped_in_any_place() -> None:
    for name, place in PLACES.items():
        assert not [one for one in specs(place, picture(whole=True)) if "fill" in one], name
    assert any("fill" in one for one in specs(PLACES["card"], picture()))


def test_a_whole_tall_picture_is_no_wider_than_its_height_allows() -> None:
    assert sizes(PLACES["plate"], picture(600, 1200, whole=True)).startswith("min(256px, ")
    assert "256px" not in sizes(PLACES["plate"], picture(600, 1200))


def test_more_pictures_in_a_grid_are_narrower_until_no_more_fit() -> None:
    assert len(columns(1, 13)) == 1
    assert [len(columns(count, 13)) for count in (2, 3, 5, 12)] == [2, 3, 5, 5]
    assert columns(2, 13)[0] == (30.1, f"({places.PAGE} - 1.5rem) / 2")


def test_the_first_file_of_a_place_is_made_for_no_other_one() -> None:
    for kept in (picture(), picture(whole=True), picture(name="a.png"), picture(name="a.webp", duotone=True)):
        made = {name: {base_spec(place, kept), *specs(place, kept)} for name, place in PLACES.items()}
        for name, place in PLACES.items():
            assert [other for other in PLACES if base_spec(place, kept) in made[other]] == [name]


def test_filters_are_ones_that_wagtail_knows() -> None:
    for place in PLACES.values():
        for name in ("a.jpg", "a.png", "a.webp"):
            for shown in (picture(name=name), picture(name=name, whole=True), picture(name=name, duotone=True)):
                assert all(Filter(spec).operations for spec in specs(place, shown))
