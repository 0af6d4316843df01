"""Links that editors make: unsafe addresses are refused, links that leave the site are marked."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import translation
from wagtail.blocks import StructValue
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from cluster_cms.blocks.links import LinkBlock, is_safe_address
from cluster_cms.blocks.rich_text import ProseBlock

UNSAFE = [
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "//evil.example/",
    "/\\evil.example/",
    "https:\\\\evil.example",
    "https://",
    "https://bank.example@evil.example/",
    "http://[broken",
    "evil.example",
    "mailto:",
    "",
]
SAFE = [
    "/",
    "/contact-us/",
    "#part-1",
    "https://example.com/",
    "http://example.com",
    "mailto:desk@example.com",
    "tel:+81-0",
]


def link(**values: object) -> StructValue:
    return LinkBlock().to_python({"text": "Words", "page": None, "address": "", **values})


@pytest.mark.parametrize("address", UNSAFE)
def test_an_unsafe_address_is_refused_and_never_printed(address: str) -> None:
    assert not is_safe_address(address)
    with pytest.raises(ValidationError):
        LinkBlock().clean(link(address=address))
    assert "<a" not in LinkBlock().render(link(address=address))


@pytest.mark.parametrize("address", SAFE)
def test_a_safe_address_is_accepted(address: str, database: None) -> None:
    assert is_safe_address(address)
    assert LinkBlock().clean(link(address=address)).href == address


@pytest.mark.parametrize("address", ["//evil.example/", "javascript:alert(1)"])
def test_running_text_refuses_an_unsafe_link(address: str) -> None:
    block = ProseBlock()
    with pytest.raises(ValidationError):
        block.clean(RichText(f'<p><a href="{address}">x</a></p>'))


@pytest.mark.parametrize("language, words", [("ja", "（外部サイト）"), ("en", " (external site)")])
def test_a_link_that_leaves_is_marked_in_the_language_of_the_page(language: str, words: str, database: None) -> None:
    with translation.override(language):
        shown = LinkBlock().render(link(address="https://example.com/"))
    assert 'class="external"' in shown
    assert 'rel="noopener"' in shown
    assert f'<span class="sr-only">{words}</span>' in shown


@pytest.mark.parametrize("language, words", [("ja", "外部サイト："), ("en", "External site: ")])
def test_a_link_that_leaves_is_marked_in_running_text(language: str, words: str, database: None) -> None:
    with translation.override(language):
        shown = ProseBlock().render(RichText('<p><a href="https://example.com/?a=1&amp;b=2">x</a></p>'))
    assert (
        f'<a class="external" href="https://example.com/?a=1&amp;b=2" rel="noopener"><span class="sr-only">{words}'
        in shown
    )


def test_a_full_address_of_our_own_is_no_external_link(site_host: str) -> None:
    address = f"http://{site_host}/news/"
    assert "external" not in LinkBlock().render(link(address=address))
    assert "external" not in ProseBlock().render(RichText(f'<p><a href="{address}">x</a></p>'))


def test_a_link_to_a_page_follows_the_language(language: str, home_page: Page) -> None:
    with translation.override(language):
        assert link(page=home_page.pk).href == ("/" if language == "ja" else "/en/")


def test_a_link_to_a_draft_is_not_printed(home_page: Page) -> None:
    page = home_page.get_children().live().first()
    page.unpublish()
    assert "<a" not in LinkBlock().render(link(page=page.pk))


def test_a_link_is_either_to_a_page_or_to_an_address(home_page: Page) -> None:
    with pytest.raises(ValidationError):
        LinkBlock().clean(link(page=home_page.pk, address="https://example.com/"))


@pytest.mark.parametrize("values", [{"text": ""}, {"text": "Words"}, {"text": "", "address": "/"}])
def test_a_link_needs_words_and_a_target_before_it_is_published(values: dict[str, str]) -> None:
    block = LinkBlock()
    with pytest.raises(ValidationError):
        block.clean(link(**values))
    assert block.clean_deferred(link(**values)).get("page") is None


def test_an_optional_link_may_be_empty_but_not_half() -> None:
    block = LinkBlock(required=False)
    assert block.clean(link(text="")).get("text") == ""
    with pytest.raises(ValidationError):
        block.clean(link(text="Words"))


@pytest.fixture
def site_host(site: Site) -> str:
    return str(site.hostname)


@pytest.mark.django_db
def test_pages_are_looked_up_for_links_that_have_one(home_page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def pages(*chosen: int | None) -> list[int | None]:
        found = LinkBlock().bulk_to_python([{"text": "a", "page": page} for page in chosen])
        return [value["page"] and value["page"].pk for value in found]

    assert pages(None, home_page.pk, None, home_page.pk, 0) == [None, home_page.pk, None, home_page.pk, None]
    monkeypatch.setattr(QuerySet, "in_bulk", None)  # not even called
    assert pages(None, None) == [None, None]
