"""The company's own colour is taken only where it can be read, on paper and on dark screens."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override
from PIL import Image
from pytest_django import Settings
from wagtail.images import get_image_model
from wagtail.models import Site

from cluster_cms.pages.accent import DARK, LIGHT, contrast, least_contrast, on_dark, validate_accent
from cluster_cms.pages.site_settings import CompanySettings

READABLE = ("#006173", "#7A1FA2", "#000000", "#c00000", "#0000ff", "#003300")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("colour", READABLE)
def test_a_readable_colour_is_readable_on_dark_screens_too(colour: str) -> None:
    validate_accent(colour)
    assert least_contrast(colour, LIGHT) >= 4.5
    assert least_contrast(on_dark(colour), DARK) >= 7


@pytest.mark.parametrize("colour, reached", [("#777777", "4.23"), ("#ffffff", "1.00"), ("#ff0000", "3.78")])
def test_a_pale_colour_is_refused_with_the_ratio_it_reaches(colour: str, reached: str) -> None:
    company = CompanySettings(accent=colour)
    with pytest.raises(ValidationError) as refused, override("ja"):
        company.clean_fields(exclude=["site"])
    (sentence,) = refused.value.message_dict["accent"]
    assert reached in sentence


@pytest.mark.parametrize("colour", ["red", "#fff", "006173", "#00617g", "#006173;}", "#006173\n", "＃００６１７３"])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(ValidationError, match="#006173"):
        validate_accent(colour)


def test_the_stylesheet_of_the_colour_is_linked_and_kept_and_no_other_is_made(visitor: Client, site: Site) -> None:
    assert "/accent-" not in visitor.get("/").text
    assert visitor.get("/accent-7a1fa2.css").status_code == 404
    CompanySettings.objects.filter(site=site).update(accent="#7A1FA2", corporate_number="1234567890123")
    page = visitor.get("/en/").text
    assert 'href="/accent-7A1FA2.css"' in page
    assert "1234567890123" in page
    sheet = visitor.get("/accent-7A1FA2.css")
    assert "--accent: #7a1fa2" in sheet.text
    assert "--spark: #7a1fa2" in sheet.text
    assert "immutable" in sheet.headers["Cache-Control"]
    assert visitor.get("/accent-006173.css").status_code == 404


def test_sign_in_and_standalone_error_pages_have_the_colour_too(visitor: Client, site: Site) -> None:
    CompanySettings.objects.filter(site=site).update(accent="#7A1FA2")
    assert 'href="/accent-7A1FA2.css"' in visitor.get("/admin/account/login/").text
    failed = render_to_string("500.html", {"company": CompanySettings(accent="#7A1FA2")})
    assert 'href="/accent-7A1FA2.css"' in failed
    assert "accent-" not in render_to_string("500.html")


def test_the_drawn_picture_of_a_shared_page_takes_the_colour_and_a_new_address(visitor: Client, site: Site) -> None:
    old, with_orange = shared_picture(visitor)
    CompanySettings.objects.filter(site=site).update(accent="#7A1FA2")
    new, with_own = shared_picture(visitor)
    assert old != new
    assert ("#fb5b01" in with_orange, "#7a1fa2" in with_orange) == (True, False)
    assert ("#fb5b01" in with_own, "#7a1fa2" in with_own) == (False, True)
    assert visitor.get(old).status_code == 404


def test_the_logo_of_the_settings_is_shown_wherever_the_company_is_named(
    visitor: Client, site: Site, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    logo = ContentFile(png("#7a1fa2"), name="logo.png")
    picture = get_image_model().objects.create(title="Logo", file=logo)
    CompanySettings.objects.filter(site=site).update(logo=picture)
    page = visitor.get("/").text
    in_header = re.findall(r'class="brand".*?<img src="([^"]+)"', page, re.DOTALL)
    in_data = re.findall(r'"logo":"https?://[^/]+([^"]+)"', page)
    in_manifest = [icon["src"] for icon in visitor.get("/site.webmanifest").json()["icons"]]
    shown = [*in_header, *in_data, *in_manifest, "/favicon.ico"]
    assert len(shown) == 5
    assert {address: "#7a1fa2" in colours_of(visitor, address) for address in shown} == dict.fromkeys(shown, True)


def shared_picture(visitor: Client) -> tuple[str, set[str]]:
    """Return the address of the picture of a page without one, and its colours."""
    [address] = re.findall(r'property="og:image" content="https?://[^/]+([^"]+)"', visitor.get("/news/").text)
    return address, colours_of(visitor, address)


def colours_of(visitor: Client, address: str) -> set[str]:
    image = Image.open(BytesIO(visitor.get(address).content)).convert("RGB")
    pixels = image.tobytes()
    return {f"#{pixels[place : place + 3].hex()}" for place in range(0, len(pixels), 3)}


def png(colour: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (300, 200), colour).save(file, "PNG")
    return file.getvalue()
