"""The blocks of editors: they explain themselves, and they render in both languages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.blocks import Block, ListBlock
from wagtail.users.models import UserProfile

from cluster_cms.blocks.picture import PictureBlock
from cluster_cms.blocks.story import sections
from cluster_cms.pages.media import CustomImage
from home.blocks.company_story import CompanyStoryBlock
from home.models import CompanyPage

STORY = CompanyStoryBlock()
DEEPEST = 2  # a list in a block; what lies deeper is lost in the editor
BLOCKS = pytest.mark.parametrize("block", STORY.child_blocks.values(), ids=STORY.child_blocks)


def story(*items: tuple[str, object]) -> list[object]:
    """Return the blocks of a story as a page holds them."""
    return list(STORY.to_python([{"type": kind, "value": value} for kind, value in items]))


def depth(block: Block) -> int:
    """Return how many lists lie in one another."""
    below = [*getattr(block, "child_blocks", {}).values(), *filter(None, [getattr(block, "child_block", None)])]
    return isinstance(block, ListBlock) + max(map(depth, below), default=0)


def test_blocks_are_offered_in_groups_of_six_at_most() -> None:
    groups = {str(name): len(blocks) for name, blocks in STORY.grouped_child_blocks()}
    assert "" not in groups
    assert max(groups.values()) <= 6


@BLOCKS
def test_a_block_explains_itself(block: Block) -> None:
    assert len(str(block.get_description())) > 10
    assert block.meta.icon != "placeholder"
    assert block.meta.group
    assert block.is_previewable
    assert depth(block) <= DEEPEST
    get_template(block.meta.template)
    assert block.meta.template.rpartition("/")[2].removesuffix(".html") in (block.name, "prose")


@BLOCKS
@pytest.mark.django_db
def test_a_block_speaks_japanese_to_japanese_editors(block: Block) -> None:
    with translation.override("en"):
        english = [str(block.label), str(block.get_description())]
    with translation.override("ja"):
        assert not {str(block.label), str(block.get_description())} & set(english)


def test_blocks_are_previewed_in_the_look_of_the_site(
    language: str, marketing: AbstractBaseUser, signed_in: Callable[[AbstractBaseUser], Client]
) -> None:
    profile = UserProfile.get_for_user(marketing)
    profile.preferred_language = language
    profile.save()
    staff = signed_in(marketing)
    offered = CompanyPage._meta.get_field("body").stream_block.child_blocks
    for block in offered.values():
        page = staff.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
        assert (block.name, page.status_code, f'<html lang="{language}"' in page.text, "5-blocks" in page.text) == (
            block.name,
            200,
            True,
            True,
        )


@BLOCKS
def test_a_block_shows_its_own_sample(block: Block, language: str, database: None) -> None:
    with translation.override(language):
        shown = block.render(block.get_preview_value())
    assert len(shown.strip()) > 20


@pytest.mark.django_db
def test_a_heading_opens_a_section_and_a_call_stands_alone() -> None:
    parts = sections(
        story(("text", "<p>a</p>"), ("heading", {"title": "b"}), ("text", "<p>c</p>"), ("call", {"title": "d"}))
    )
    assert [(bool(part.heading), [block.block_type for block in part.parts]) for part in parts] == [
        (False, ["text"]),
        (True, ["text"]),
        (False, ["call"]),
    ]


@pytest.mark.django_db
def test_text_after_a_call_begins_anew() -> None:
    parts = sections(story(("call", {"title": "a"}), ("text", "<p>b</p>"), ("text", "<p>c</p>")))
    assert [len(part.parts) for part in parts] == [1, 2]


def picture_with(**words: object) -> dict[str, Any]:
    image = CustomImage.objects.order_by("pk").first()
    assert image is not None
    block = PictureBlock()
    value = {"picture": {"image": image.pk, **words}, "caption": "", "text": "", "position": "wide"}
    return {"block": block, "value": block.to_python(value)}


def test_a_picture_needs_words_or_the_mark_of_decoration(database: None) -> None:
    bare = picture_with(decorative=False, alt_text="")
    with pytest.raises(ValidationError):
        bare["block"].clean(bare["value"])
    for words in ({"decorative": False, "alt_text": "A gear"}, {"decorative": True, "alt_text": ""}):
        good = picture_with(**words)
        assert good["block"].clean(good["value"])


def test_a_draft_may_wait_for_the_words_of_a_picture(database: None) -> None:
    bare = picture_with(decorative=False, alt_text="")
    assert bare["block"].clean_deferred(bare["value"])


def test_a_picture_tells_its_words_to_who_cannot_see_it(database: None) -> None:
    described, hidden = picture_with(decorative=False, alt_text="A gear"), picture_with(decorative=True, alt_text="")
    assert 'alt="A gear"' in described["block"].render(described["value"])
    assert 'alt=""' in hidden["block"].render(hidden["value"])
