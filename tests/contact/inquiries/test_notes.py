"""The desk notes for itself: once for each key, by reference alone in the chain, never lost to a colleague."""

from typing import Any
from uuid import uuid4

import pytest

from cluster_cms.security.audit import AuditEntry
from contact.inquiries.handling import StaleVersion
from contact.inquiries.messages import write_note
from contact.models import Inquiry, Note
from tests.contact.conftest import AtInquiry
from tests.contact.visit import texts

WORDS = "電話で確認済み。\n折り返し不要。"


def test_a_note_is_kept_with_author_and_mark(at_inquiry: AtInquiry, desk: Any) -> None:
    page = texts(at_inquiry.post("notes", text=WORDS, disclosable="on"))
    note = Note.objects.get()
    assert (note.text, note.author_id, note.disclosable, note.inquiry_id) == (
        WORDS,
        desk.pk,
        True,
        at_inquiry.inquiry.pk,
    )
    assert "電話で確認済み。" in page
    assert "メモを保存しました" in page


def test_a_note_raises_the_version_and_is_recorded_without_its_words(at_inquiry: AtInquiry) -> None:
    at_inquiry.post("notes", text=WORDS)
    at_inquiry.inquiry.refresh_from_db()
    assert (at_inquiry.inquiry.version, at_inquiry.inquiry.status) == (1, "new")
    assert at_inquiry.acts() == ["inquiry.received", "inquiry.noted"]
    assert AuditEntry.objects.get(action="inquiry.noted").data == "{}"


def test_a_second_click_writes_nothing_twice(at_inquiry: AtInquiry) -> None:
    key = str(uuid4())
    for _click in range(2):
        page = texts(at_inquiry.post("notes", text=WORDS, key=key, version=0))
        assert "メモを保存しました" in page
    assert Note.objects.count() == 1


def test_a_note_on_a_stale_version_is_refused_and_kept_in_the_form(at_inquiry: AtInquiry, privacy_officer: Any) -> None:
    write_note(
        inquiry=at_inquiry.inquiry, key=uuid4(), text="別件", disclosable=False, version=0, actor=privacy_officer
    )
    page = texts(at_inquiry.post("notes", text=WORDS, version=0))
    assert "保存していません" in page
    assert "メモを記入" in page
    assert "折り返し不要。</textarea>" in page
    assert 'name="version" value="1" id="note-version"' in page
    assert Note.objects.count() == 1


def test_the_verb_itself_refuses_an_older_version(inquiry: Inquiry, desk: Any) -> None:
    with pytest.raises(StaleVersion):
        write_note(inquiry=inquiry, key=uuid4(), text="x", disclosable=False, version=7, actor=desk)
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    "data", [{"text": " 　\n"}, {"text": ""}, {}, {"text": "長" * 20_001}, {"text": "a", "version": "x"}]
)
def test_an_invalid_note_is_reported_and_kept_in_the_form(at_inquiry: AtInquiry, data: dict[str, Any]) -> None:
    response = at_inquiry.post("notes", **data)
    assert response.status_code == 200
    assert data.get("text", "").strip()[:9] in texts(response)
    assert "保存していません" in texts(response)
    assert not Note.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "0" * 31])
def test_a_damaged_key_stops_nobody(at_inquiry: AtInquiry, key: str) -> None:
    at_inquiry.post("notes", text=WORDS, key=key)
    assert Note.objects.get().text == WORDS


def test_markup_in_a_note_is_only_text(at_inquiry: AtInquiry) -> None:
    page = at_inquiry.post("notes", text="<script>alert(1)</script>").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
