"""What was done, or refused, is told beside the button that was pressed, on pages opened at that place."""

import re
from typing import Any

import pytest

from contact.inquiries.handling import change_status, mark_answered
from contact.models import Status
from tests.contact.conftest import AtInquiry
from tests.contact.visit import texts

REPLY = {"subject": "試料の件", "body": "試料をお送りします。", "then": "answered"}
# The last part of the address, what is posted, and the section of the page that follows the message.
PRESSED: list[tuple[str, dict[str, Any], str]] = [
    ("answered", {}, 'class="desk"'),
    ("mark-spam", {}, 'class="desk"'),
    ("status", {"status": "open", "reason": "handling"}, 'id="handling-section"'),
    ("assign", {"assignee": "", "reason": "handling"}, 'id="handling-section"'),
    ("notes", {"text": "電話した"}, 'id="notes-section"'),
    ("notes", {"text": ""}, 'id="notes-section"'),
    ("reply", REPLY, 'id="reply-section"'),
    ("reply", REPLY | {"body": ""}, 'id="reply-section"'),
    ("replied", {"body": "電話で回答", "then": "answered"}, 'id="elsewhere-section"'),
    ("mail", {"text": ""}, 'id="elsewhere-section"'),
]


@pytest.mark.parametrize("form, data, section", PRESSED)
def test_the_answer_stands_once_just_above_its_section(
    at_inquiry: AtInquiry, form: str, data: dict[str, Any], section: str
) -> None:
    if form == "mark-spam":
        response = at_inquiry.client.post(
            f"/admin/inquiries/spam/{at_inquiry.inquiry.reference}/mark-spam/", {"version": "0"}, follow=True
        )
    else:
        response = at_inquiry.post(form, **data)
    page = texts(response)
    assert page.count('id="said" tabindex="-1"') == 1
    between = page.partition('id="said"')[2].partition(section)[0]
    assert between.count("<section") <= 1  # its own
    assert not re.search(r'<li class="(success|error|warning)[ "]', page.partition("<template")[0])


@pytest.mark.parametrize("form, data", [("notes", {"text": "x"}), ("answered", {}), ("reply", REPLY)])
def test_after_a_post_the_page_opens_at_the_answer(at_inquiry: AtInquiry, form: str, data: dict[str, Any]) -> None:
    assert at_inquiry.post(form, **data).redirect_chain[0][0].endswith("/#said")
    assert "#said" in texts(at_inquiry.client.get(at_inquiry.address)).partition('id="notes-section"')[2]


def test_the_green_button_refuses_what_a_colleague_has_changed(at_inquiry: AtInquiry, privacy_officer: Any) -> None:
    change_status(inquiry=at_inquiry.inquiry, to=Status.WAITING, version=0, actor=privacy_officer)
    for version in ("0", "", "x"):
        assert "保存していません" in texts(at_inquiry.post("answered", version=version))
    at_inquiry.inquiry.refresh_from_db()
    assert at_inquiry.inquiry.status == Status.WAITING


def test_the_green_button_says_when_it_was_answered_already(at_inquiry: AtInquiry, privacy_officer: Any) -> None:
    mark_answered(inquiry=at_inquiry.inquiry, actor=privacy_officer)
    assert "すでに" in texts(at_inquiry.post("answered", version=0)).partition('id="said"')[2]
