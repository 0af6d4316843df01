"""On the screen lines are moved, pairs are set and files are read, with nothing but submit buttons."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from policy.pages import PolicyPage
from tests.policy.pasting.test_word_files import POLICY

ENGLISH = "1. Use\nWe answer.\n(a) letters\n2. Desk\nCall us.\n"
JAPANESE = "1. 甲\n答えます。\n2. 乙\nお電話ください。\n"


@pytest.fixture
def address(policy_page: PolicyPage) -> str:
    return reverse("policy_paste", args=[policy_page.pk])


@pytest.fixture
def client(signed_in: Callable[[AbstractBaseUser], Client], legal: AbstractBaseUser) -> Client:
    return signed_in(legal)


def draft_of(page: PolicyPage) -> list[dict[str, dict[str, str]]]:
    draft = PolicyPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return [block.value for block in draft.clauses]


def test_an_arrow_moves_a_line_and_the_move_stays(client: Client, address: str, policy_page: PolicyPage) -> None:
    before = policy_page.revisions.count()
    response = client.post(address, {"text_en": ENGLISH, "move": "en:3.0:out"})
    assert response.context["form"]["moves_en"].value() == "3.0:out"
    assert b'id="en-3.0"' in response.content
    assert [line.depth for line in response.context["lines"][0][2]][2] == 0
    assert policy_page.revisions.count() == before


def test_a_move_is_taken_back(client: Client, address: str) -> None:
    response = client.post(address, {"text_en": ENGLISH, "moves_en": "3.0:out 4.0:in", "move": "en:undo"})
    assert response.context["form"]["moves_en"].value() == "3.0:out"


def test_a_source_line_stands_beside_each_result(client: Client, address: str) -> None:
    found = client.post(address, {"text_en": ENGLISH}).context["lines"][0][2]
    assert [(line.source, line.words) for line in found][2] == ("(a) letters", "letters")
    assert len({line.key for line in found}) == len(found)


def test_a_pair_is_set_by_hand(client: Client, address: str, policy_page: PolicyPage) -> None:
    given = {"text_ja": JAPANESE, "text_en": ENGLISH, "pair_1": "4", "pair_3": "1"}
    shown = client.post(address, given).context["shown"]
    assert [(pair.chosen, pair.is_unsure) for pair in shown.pairs] == [("4", False), ("1", False)]
    seen = policy_page.latest_revision_id or ""
    client.post(address, {**given, "go": "save", "mode": "replace", "seen": seen})
    assert [clause["heading"]["en"] for clause in draft_of(policy_page)] == ["Desk", "Use"]


def test_a_counterpart_can_be_refused(client: Client, address: str) -> None:
    shown = client.post(address, {"text_ja": JAPANESE, "text_en": ENGLISH, "pair_1": "none"}).context["shown"]
    assert len(shown.rows) == 3


def test_a_word_file_takes_the_place_of_the_field(client: Client, address: str) -> None:
    response = client.post(address, {"file_ja": SimpleUploadedFile("規程.docx", POLICY), "go": "look"})
    assert response.context["form"].cleaned_data["text_ja"].startswith("# 見本規程")
    headings = [row[0].clause.heading for row in response.context["shown"].rows]
    assert [one for one in headings if one] == ["目的", "提供", "保存", "窓口"]


def test_a_file_that_is_none_is_refused_and_the_text_stays(client: Client, address: str) -> None:
    response = client.post(address, {"file_en": SimpleUploadedFile("a.docx", b"no"), "text_en": ENGLISH, "go": "look"})
    assert response.status_code == 200
    assert [str(message) for message in response.context["messages"]]
    assert response.context["form"].cleaned_data["text_en"] == ENGLISH


def test_a_clipboard_is_answered_as_lines(client: Client, address: str) -> None:
    answer = client.post(address, {"go": "read", "html": "<ol><li>Use</li></ol>"}).json()
    assert answer == {"text": "1. Use", "left_out": []}


def test_one_language_keeps_every_item_of_the_other(client: Client, address: str, policy_page: PolicyPage) -> None:
    held = [clause["heading"]["ja"] for clause in draft_of(policy_page)]
    seen = policy_page.latest_revision_id or ""
    client.post(address, {"text_en": "1. Cookies\nNone.\n", "go": "save", "mode": "replace", "seen": seen})
    assert [clause["heading"]["ja"] for clause in draft_of(policy_page)] == held
