"""The head of each page tells search engines and cards its address, languages, words, picture and data."""

import json
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from cluster_cms.pages.card_picture import fingerprint
from cluster_cms.pages.media import CustomImage
from cluster_cms.pages.page_description import LONGEST, shortened
from cluster_cms.pages.structured_data import json_ld
from tests.home.making import company_page

HOSTILE = "</script><script>alert(1)</script><!--&\u2028"


def graph(body: str) -> list[dict[str, Any]]:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body, re.DOTALL)
    found: list[dict[str, Any]] = json.loads(text)["@graph"]
    return found


def test_structured_data_cannot_end_its_element() -> None:
    text = json_ld([{"name": HOSTILE}])
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text)["@graph"] == [{"name": HOSTILE}]


@pytest.mark.parametrize(
    "text,expected",
    [
        ("<p>短い。</p>", "短い。"),
        ("文。" * 100, "文。" * 80),
        ("A first sentence. " * 20, ("A first sentence. " * 8).strip()),
        ("語" * 300, "語" * (LONGEST - 1) + "…"),
        ("word " * 60, ("word " * 31).strip() + "…"),
        ("Version 1.5 of\n\nit", "Version 1.5 of it"),
    ],
)
def test_a_description_ends_with_a_sentence(text: str, expected: str) -> None:
    assert shortened(text) == expected
    assert len(expected) <= LONGEST


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/corporate-profile/", "/news/", "/privacy-policy/"])
def test_a_page_names_itself_and_both_languages(address: str, visitor: Client) -> None:
    body = visitor.get(f"{address}?utm_source=letter").text
    own, other = f"{settings.SITE_URL}{address}", f"{settings.SITE_URL}/en{address}"
    assert re.findall(r'rel="canonical" href="([^"]+)"', body) == [own]
    variants = dict(re.findall(r'hreflang="([\w-]+)" href="(http[^"]+)"', body))
    assert variants == {"ja": own, "en": other, "x-default": own}


@pytest.mark.django_db
def test_an_english_page_leads_everybody_else_to_the_japanese_one(visitor: Client) -> None:
    body = visitor.get("/en/corporate-profile/").text
    assert f'hreflang="x-default" href="{settings.SITE_URL}/corporate-profile/"' in body


@pytest.mark.django_db
@pytest.mark.parametrize("asked, named", [("?page=1", ""), ("?page=2", "?page=2"), ("?page=x", ""), ("?page=０２", "")])
def test_a_list_names_its_further_pages_and_no_other_parameter(asked: str, named: str, visitor: Client) -> None:
    body = visitor.get(f"/news/{asked}").text
    assert f'rel="canonical" href="{settings.SITE_URL}/news/{named}"' in body


@pytest.mark.django_db
def test_what_editors_wrote_for_search_engines_comes_before_the_summary(visitor: Client) -> None:
    company_page(slug="shared", search_description="検索用。", listing_summary="一覧用。")
    assert '<meta name="description" content="検索用。">' in visitor.get("/shared/").text


@pytest.mark.django_db
def test_a_picture_chosen_for_sharing_is_shown_in_the_size_of_cards(visitor: Client) -> None:
    picture = CustomImage.objects.earliest("pk")
    company_page(slug="shared", sharing_image=picture)
    body = visitor.get("/shared/").text
    (address,) = re.findall(r'og:image" content="([^"]+)"', body)
    assert address.startswith(f"{settings.SITE_URL}/media/images/")
    assert visitor.get(address.removeprefix(settings.SITE_URL)).headers["Content-Type"] == "image/jpeg"


@pytest.mark.django_db
def test_a_card_has_the_title_that_editors_wrote_and_a_drawn_picture(visitor: Client) -> None:
    company_page(slug="shared", sharing_title="見出し <b>", lead="一文目。")
    body = visitor.get("/shared/").text
    assert '<meta property="og:title" content="見出し &lt;b&gt;">' in body
    assert '<meta name="description" content="一文目。">' in body
    (picture,) = re.findall(r'og:image" content="([^"]+)"', body)
    answer = visitor.get(picture.removeprefix(settings.SITE_URL))
    assert (answer.status_code, answer.content[16:24]) == (200, b"\x00\x00\x04\xb0\x00\x00\x02\x76")


@pytest.mark.django_db
def test_pictures_are_drawn_for_titles_of_public_pages_alone(visitor: Client) -> None:
    draft, public = company_page(slug="draft", live=False), company_page(slug="public", title="公開")
    own, another = fingerprint("公開"), "0123456789abcdef"
    asked = [(draft.pk, fingerprint(draft.title)), (public.pk, another), (999_999, own), (public.pk, own)]
    found = [visitor.get(f"/media/cards/{pk}-{seed}.png").status_code for pk, seed in asked]
    assert found == [404, 404, 404, 200]


@pytest.mark.django_db
def test_an_absent_page_states_nothing(visitor: Client) -> None:
    assert not re.findall("canonical|ld\\+json|og:", visitor.get("/nothing/").text)
