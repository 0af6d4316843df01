"""A question may be worded like anything: its answers keep a column of their own, under a heading of their own."""

import json
from collections.abc import Callable

from django.utils import translation

from contact.exports.columns import columns, question_labels
from contact.models import Inquiry
from contact.models.question import ContactQuestion
from contact.pages import ContactPage
from tests.contact.visit import Visit

WORDS = {"one": "お名前", "two": "受付日時（JST）", "three": "Submit time", "four": "お名前"}


def inquiry_with(page: ContactPage, here: Visit) -> Inquiry:
    """Ask questions worded like a core field, like a column and like each other; return what is answered."""
    page.questions = [ContactQuestion(key=key, label=label) for key, label in WORDS.items()]
    page.save_revision().publish()
    return here.send_all(**{f"q_{key}": f"答え{key}" for key in WORDS})


def test_answers_of_questions_with_equal_labels_are_stored_apart(
    contact_page: ContactPage, visit: Callable[..., Visit]
) -> None:
    stored = {one["key"]: one["value"] for one in inquiry_with(contact_page, visit()).answers}
    assert stored["name"] == "山田 太郎"
    assert {key: stored[key] for key in WORDS} == {key: f"答え{key}" for key in WORDS}


def test_no_two_columns_share_a_heading_or_a_key(contact_page: ContactPage, visit: Callable[..., Visit]) -> None:
    inquiry_with(contact_page, visit())
    with translation.override("ja"):
        found = columns(question_labels())
    for names in ([column.heading for column in found], [column.key for column in found]):
        assert sorted(names) == sorted(set(names)), json.dumps(names, ensure_ascii=False)
    assert "Submit time" in [column.heading for column in found]
    assert "お名前 [one]" in [column.heading for column in found]
