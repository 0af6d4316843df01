"""All running text of the site goes through one block or field, whose links are checked when stored and when shown."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField

from cluster_cms.blocks.rich_text import ProseBlock, ProseField, prose

UNSAFE = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java&#10;script:alert(1)",
    "&#106;avascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "//evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "https://our.example@evil.example",
    "file:///etc/passwd",
    "",
]
SAFE = ["/company/", "#top", "https://example.com/?a=1&amp;b=2", "mailto:desk@example.com", "tel:0612345678"]


def all_blocks(block: blocks.Block) -> Iterator[blocks.Block]:
    yield block
    children = getattr(block, "child_blocks", {}).values()
    for child in [*children, *filter(None, [getattr(block, "child_block", None)])]:
        yield from all_blocks(child)


def test_there_is_no_other_running_text() -> None:
    ours = {"cluster_cms", "home", "library", "products", "policy", "contact", "search"}
    fields = [one for model in apps.get_models() if model._meta.app_label in ours for one in model._meta.local_fields]
    streams = [one.stream_block for one in fields if isinstance(one, StreamField)]
    texts = [one for stream in streams for one in all_blocks(stream) if isinstance(one, blocks.RichTextBlock)]
    assert {type(one) for one in texts} == {ProseBlock}
    assert {type(one) for one in fields if isinstance(one, RichTextField)} == {ProseField}
    assert not [one for stream in streams for one in all_blocks(stream) if isinstance(one, blocks.RawHTMLBlock)]


@pytest.mark.parametrize("address", UNSAFE)
def test_an_unsafe_link_is_refused_and_shown_without_target(address: str) -> None:
    text = f'<p><a href="{address}">here</a></p>'
    with pytest.raises(ValidationError):
        ProseBlock().clean(ProseBlock().to_python(text))
    with pytest.raises(ValidationError):
        ProseField(blank=True).run_validators(text)
    link = BeautifulSoup(prose(text), "html.parser").a
    assert link is not None
    assert (link.get("href"), link.text) == (None, "here")


@pytest.mark.parametrize("address", SAFE)
def test_a_safe_link_stays(database: None, address: str) -> None:
    text = f'<p><a href="{address}">here</a></p>'
    ProseField(blank=True).run_validators(text)
    assert f'href="{address}"' in prose(text)
