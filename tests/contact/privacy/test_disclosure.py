"""What the page shows: all that is held of exactly this address, what was written only under its reference."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from cluster_cms.privacy.personal_data import personal_models
from cluster_cms.security.crypto import EncryptedField
from contact.inquiries.handling import change_status, hold_inquiry
from contact.models import Direction, Inquiry, Message, MessageChannel, Note, Status
from contact.privacy import magic_links
from tests.contact.privacy.conftest import OTHER
from tests.contact.privacy.person import Writer
from tests.contact.visit import WRITTEN, Visit, texts
from tests.infrastructure.cast import Clock


def test_every_model_with_a_personal_column_is_known_to_disclosure_and_deletion() -> None:
    personal = {
        model
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if isinstance(field, EncryptedField) or field.name == "email_hmac"
    }
    of_staff = {"AccountNotice", "FormerAddress", "SecondFactorSecret"}  # of accounts, not of people who write
    of_staff |= {"DeskDraft", "Incident"}  # drafts go with their inquiry; an incident's record names nobody
    assert {model.__name__ for model in personal - personal_models()} == of_staff


def test_without_the_reference_no_word_of_what_was_written_is_shown(writer: Writer, inquiry: Inquiry) -> None:
    page = texts(writer.open())
    for hidden in (WRITTEN["name"], WRITTEN["company"], WRITTEN["phone"], "CX-210", inquiry.reference):
        assert hidden not in page
    assert str(inquiry.get_subject_display()) in page
    assert inquiry.reference not in str(writer.copy())


@pytest.mark.parametrize("write", [str, str.lower, lambda code: code.replace("-", " "), lambda code: f"　{code}　"])
def test_the_reference_opens_what_was_written_however_it_is_typed(
    writer: Writer, inquiry: Inquiry, write: Callable[[str], str]
) -> None:
    writer.open()
    response = writer.act("reference", reference=write(inquiry.reference))
    shown = (WRITTEN["name"], WRITTEN["company"], WRITTEN["phone"], "CX-210", inquiry.purpose, inquiry.reference)
    assert writer.sees(response, *shown) == []


def test_a_reference_of_somebody_else_opens_nothing(
    writer: Writer, inquiry: Inquiry, others_inquiry: Inquiry, language: str
) -> None:
    writer.open()
    response = writer.act("reference", reference=others_inquiry.reference)
    assert response.status_code == 422
    assert "ほかの人の本文" not in texts(writer.act("see"))
    assert OTHER not in texts(response)


def test_ten_wrong_references_are_enough(writer: Writer, inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(magic_links, "MAX_WRONG_REFERENCES", 2)
    writer.open()
    answers = [writer.act("reference", reference="2222-2222").status_code for _time in range(3)]
    assert answers == [422, 422, 429]
    assert writer.act("reference", reference=inquiry.reference).status_code == 429


@pytest.fixture
def answered(inquiry: Inquiry, desk: Any) -> Inquiry:
    """The inquiry with a reply and two notes, one of which may be disclosed."""
    about = {"inquiry": inquiry, "author_id": desk.pk}
    Message.objects.create(
        **about,
        direction=Direction.OUT,
        channel=MessageChannel.HERE,
        subject="ご返答",
        body="試料をお送りしました。",
        language="ja",
    )
    Note.objects.create(**about, text="在庫を確認した。", disclosable=True)
    Note.objects.create(**about, text="内密の所見。")
    return inquiry


def test_replies_and_notes_marked_for_it_are_shown_and_other_notes_are_not(writer: Writer, answered: Inquiry) -> None:
    writer.open()
    page = texts(writer.act("reference", reference=answered.reference))
    assert "試料をお送りしました。" in page
    assert "在庫を確認した。" in page
    assert "内密の所見。" not in page + str(writer.copy())


def test_accesses_are_disclosed_by_role_and_not_by_name(
    writer: Writer, inquiry: Inquiry, desk: Any, privacy_officer: Any, signed_in: Callable[[Any], Client]
) -> None:
    for person in (desk, privacy_officer):
        person.last_name = "Kanariya"
        person.save()
        signed_in(person).get(f"/admin/inquiries/{inquiry.reference}/")
    writer.open()
    page = texts(writer.act("reference", reference=inquiry.reference))
    assert "Kanariya" not in page
    assert writer.sees(writer.act("see"), "相談窓口", "個人情報保護の責任者") == []
    roles = [look["role"] for look in writer.copy()["inquiries"][0]["access_entries"]]
    assert {"相談窓口", "個人情報保護の責任者"} <= set(roles)


def test_the_copy_for_programs_holds_what_the_page_shows(writer: Writer, answered: Inquiry) -> None:
    writer.open()
    writer.act("reference", reference=answered.reference)
    response = writer.act("copy")
    assert response.headers["Content-Type"].startswith("application/json")
    assert response.headers["Content-Disposition"].startswith('attachment; filename="your-data-')
    assert response.headers["Cache-Control"] == "no-store"
    [held] = writer.copy()["inquiries"]
    assert (held["message"], held["mail"], held["messages"][0]["text"]) == (
        WRITTEN["message"],
        WRITTEN["mail"],
        "試料をお送りしました。",
    )


def test_it_says_when_an_inquiry_goes_and_what_keeps_it(
    writer: Writer, inquiry: Inquiry, desk: Any, privacy_officer: Any, clock: Clock
) -> None:
    clock.set("2026-12-01 12:00")
    writer.open()
    assert "お問い合わせの完了から" in texts(writer.act("see"))
    change_status(inquiry=inquiry, to=Status.CLOSED, version=0, actor=desk)
    assert "2027年12月1日" in texts(writer.act("see"))
    hold_inquiry(inquiry=inquiry, actor=privacy_officer, reason="訴訟のため")
    assert "訴訟のため" not in texts(writer.act("see"))
    assert "訴訟のため" in texts(writer.act("reference", reference=inquiry.reference))


def test_the_policy_that_was_agreed_to_is_linked(writer: Writer, inquiry: Inquiry) -> None:
    writer.open()
    page = texts(writer.act("reference", reference=inquiry.reference))
    assert inquiry.policy_revision.address("ja") in page


def test_suspected_spam_is_held_too_and_therefore_shown(writer: Writer, visit: Callable[..., Visit]) -> None:
    visit().send_all(website="https://d.example", message="https://a.example https://b.example https://c.example")
    writer.open()
    assert len(writer.copy()["inquiries"]) == 1
