"""A clause block gains, loses and renames a field: what was promulgated stays the same, byte for byte."""

from typing import Any

import pytest
from django.test import Client
from wagtail import blocks

from policy.ledger.verification import chain_faults
from policy.models.revisions import PolicyRevision
from policy.pages import PolicyPage
from policy.text.blocks import BilingualLine, BilingualText, ItemBlock


class OtherClauseBlock(blocks.StructBlock):
    """The clause of another year: `lead` is now `body`, `closing` is gone, `remark` is new."""

    heading = BilingualLine()
    body = BilingualText(required=False)
    items = blocks.ListBlock(ItemBlock(), default=[])
    remark = blocks.CharBlock(default="New in this year")
    shows_desk = blocks.BooleanBlock(required=False)
    anchor = blocks.CharBlock(required=False)


@pytest.fixture
def other_schema(policy_page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    field = PolicyPage._meta.get_field("clauses")
    monkeypatch.setattr(field, "stream_block", blocks.StreamBlock([("clause", OtherClauseBlock())]))


def test_wagtail_itself_loses_the_words(other_schema: None) -> None:
    page = PolicyRevision.objects.get(number=3).wagtail_revision.as_object()
    assert "lead" not in page.clauses[0].value
    assert page.clauses[0].value["remark"] == "New in this year"


def test_the_frozen_page_does_not(other_schema: None, language: str, visitor: Client) -> None:
    row = PolicyRevision.objects.get(number=3)
    text = visitor.get(f"{'' if language == 'ja' else '/en'}/privacy-policy/v/3/").text
    assert row.html(language) in text
    assert list(chain_faults()) == []
