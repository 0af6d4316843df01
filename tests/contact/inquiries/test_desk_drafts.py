"""What is written and not sent is kept for its author alone, encrypted, and goes with the inquiry."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from contact.models import DeskDraft, Inquiry, Message
from contact.retention.erasure import erase_inquiry
from tests.contact.conftest import AtInquiry
from tests.contact.visit import texts
from tests.infrastructure.cast import SAME_ORIGIN
from tests.infrastructure.decrypted_dump import places_of

WRITTEN = "書きかけの返信です。納期は三週間です。"
QUIETLY = {"X-Requested-With": "XMLHttpRequest"}


@pytest.fixture
def kept(at_inquiry: AtInquiry) -> AtInquiry:
    """A clerk who has written the beginning of a reply and pressed “save the draft”."""
    response = at_inquiry.post("reply/draft", subject="試料の件", body=WRITTEN, then="waiting")
    assert "下書きを" in texts(response)
    return at_inquiry


def page(at: AtInquiry) -> str:
    return texts(at.client.get(at.address))


def test_the_draft_stands_in_the_form_again(kept: AtInquiry) -> None:
    shown = page(kept)
    assert WRITTEN in shown
    assert "の下書きです" in shown
    assert 'value="waiting" selected' in shown


def test_it_is_stored_encrypted_and_deleted_with_the_inquiry(kept: AtInquiry, desk: Any) -> None:
    assert places_of(WRITTEN) == {"contact_deskdraft.texts"}
    erase_inquiry(inquiry=Inquiry.objects.get(pk=kept.inquiry.pk), actor=desk)
    assert places_of(WRITTEN) == set()


def test_nobody_else_sees_it(
    kept: AtInquiry, privacy_officer: Any, signed_in: Callable[[Any], Client], inquiry: Inquiry
) -> None:
    other = AtInquiry(signed_in(privacy_officer), inquiry)
    assert WRITTEN not in page(other)


def test_a_draft_changes_nothing_of_the_inquiry(kept: AtInquiry) -> None:
    version = kept.inquiry.version
    kept.post("reply/draft", body=WRITTEN)
    kept.inquiry.refresh_from_db()
    assert kept.inquiry.version == version
    assert kept.acts() == ["inquiry.received"]


def test_sending_ends_the_draft(kept: AtInquiry) -> None:
    kept.post("reply", subject="試料の件", body=WRITTEN, then="answered")
    assert Message.objects.filter(inquiry=kept.inquiry).count() == 1
    assert not DeskDraft.objects.exists()


def test_a_draft_that_arrives_after_the_reply_is_not_shown(kept: AtInquiry) -> None:
    key = DeskDraft.objects.get().texts["key"]
    kept.post("reply", key=key, subject="試料の件", body=WRITTEN, then="answered")
    kept.post("reply/draft", key=key, body=WRITTEN)
    assert "の下書きです" not in page(kept)


def test_a_refused_reply_keeps_the_draft(kept: AtInquiry) -> None:
    kept.post("reply", subject="", body=WRITTEN, then="answered")
    assert DeskDraft.objects.exists()


def test_a_draft_can_be_thrown_away(kept: AtInquiry) -> None:
    kept.post("reply/draft", body=WRITTEN, discard="1")
    assert not DeskDraft.objects.exists()
    assert WRITTEN not in page(kept)


@pytest.mark.parametrize("form, field", [("notes", "text"), ("replied", "body")])
def test_a_script_keeps_the_other_forms_too_and_hears_when(at_inquiry: AtInquiry, form: str, field: str) -> None:
    address = f"{at_inquiry.address}{form}/draft/"
    response = at_inquiry.client.post(address, {field: WRITTEN}, headers=QUIETLY)
    assert "日本時間" in response.json()["said"]
    assert WRITTEN in page(at_inquiry)


def test_what_came_after_the_draft_was_begun_is_acknowledged_before_sending(
    kept: AtInquiry, privacy_officer: Any, signed_in: Callable[[Any], Client], inquiry: Inquiry
) -> None:
    AtInquiry(signed_in(privacy_officer), inquiry).post("reply", subject="件", body="先に送ります。", then="answered")
    shown = page(kept)
    assert "書き始めた後に届いたもの" in shown or "acknowledged" in shown


def test_a_draft_beyond_all_measure_is_refused(at_inquiry: AtInquiry) -> None:
    response = at_inquiry.post("reply/draft", body="長" * 80_001)
    assert "保存していません" in texts(response)
    assert not DeskDraft.objects.exists()


@pytest.mark.parametrize("form, words", [("reply", {"subject": "件", "body": WRITTEN}), ("notes", {"text": WRITTEN})])
def test_what_is_written_to_a_deleted_inquiry_is_shown_to_be_copied(
    at_inquiry: AtInquiry, desk: Any, form: str, words: dict[str, str]
) -> None:
    version = at_inquiry.inquiry.version
    erase_inquiry(inquiry=at_inquiry.inquiry, actor=desk)
    response = at_inquiry.client.post(f"{at_inquiry.address}{form}/", {**words, "version": version, "then": "answered"})
    assert response.status_code == 404
    assert "no-store" in response.headers["Cache-Control"]
    shown = texts(response)
    assert WRITTEN in shown
    assert "お問い合わせは削除されています" in shown
    assert places_of(WRITTEN) == set()


def test_a_stranger_is_sent_to_sign_in(kept: AtInquiry) -> None:
    response = Client(headers=SAME_ORIGIN).post(f"{kept.address}reply/draft/", {"body": WRITTEN})
    assert response.headers["Location"].startswith("/admin/account/login/")
