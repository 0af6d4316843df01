"""Marketing's own questions: every kind, stable keys, and answers that outlive their question."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import Locale

from contact.models.question import ContactQuestion
from contact.pages import ContactPage
from contact.public.form import InquiryForm
from contact.text.question_kinds import Kind
from tests.contact.visit import WRITTEN, Visit, texts
from tests.infrastructure.cast import take_down

COLOURS = "赤\n青\n\n赤\n緑 "


def form_with(question: ContactQuestion, **typed: Any) -> InquiryForm:
    return InquiryForm({**WRITTEN, **typed}, questions=[question])


def asked(kind: Kind, required: bool = False, choices: str = COLOURS) -> ContactQuestion:
    return ContactQuestion(key="extra", label="質問", kind=kind, required=required, choices=choices)


@pytest.mark.parametrize(
    "kind, typed, kept",
    [
        (Kind.TEXT, " 一行 ", "一行"),
        (Kind.LONG_TEXT, "一\r\n二", "一\n二"),
        (Kind.CHOICE, "青", "青"),
        (Kind.CHOICE, "", ""),
        (Kind.CHOICES, ["赤", "緑"], ["赤", "緑"]),
        (Kind.CHOICES, [], []),
        (Kind.NUMBER, "１，０００．５０", "1000.50"),
        (Kind.DATE, "２０２６年１２月１日", "2026-12-01"),
        (Kind.DATE, "2026/1/9", "2026-01-09"),
        (Kind.YES_NO, "no", "no"),
    ],
)
def test_a_question_of_each_kind_takes_its_answer(kind: Kind, typed: Any, kept: Any) -> None:
    form = form_with(asked(kind), q_extra=typed)
    assert form.is_valid(), form.errors
    assert form.answers()[-1] == {"key": "extra", "label": "質問", "kind": kind, "value": kept}


@pytest.mark.parametrize("kind", Kind.values)
def test_a_question_that_must_be_answered_says_so_by_its_label(kind: str) -> None:
    form = form_with(asked(Kind(kind), required=True))
    assert list(form.errors) == ["q_extra"]
    assert "質問" in form.problems()[0][1]


@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.CHOICES])
def test_an_answer_that_was_not_offered_is_refused(kind: Kind) -> None:
    assert form_with(asked(kind), q_extra=["黒"] if kind == Kind.CHOICES else "黒").errors["q_extra"]


@pytest.mark.parametrize("choices", [COLOURS, "\n".join(f"色{n}" for n in range(9))])
def test_who_need_not_answer_a_choice_can_leave_it(choices: str) -> None:
    assert form_with(asked(Kind.CHOICE, choices=choices)).is_valid()


def test_answers_survive_the_question_they_answered(visit: Callable[..., Visit], contact_page: ContactPage) -> None:
    inquiry = visit().send_all(q_quantity="500")
    contact_page.questions.all().delete()
    contact_page.save_revision().publish()
    inquiry.refresh_from_db()
    found = {answer["key"]: answer for answer in inquiry.answers}
    assert found["quantity"]["value"] == "500"
    assert found["quantity"]["label"]
    assert "quantity" in inquiry.question_keys


def test_a_key_is_made_once_and_outlives_a_new_label(contact_page: ContactPage) -> None:
    question = ContactQuestion(page=contact_page, label="用途", kind=Kind.TEXT)
    question.save()
    key = question.key
    question.label = "お使いみち"
    question.save()
    assert key
    assert ContactQuestion.objects.get(pk=question.pk).key == key


def test_keys_are_kept_when_the_page_is_copied_into_the_other_language(contact_page: ContactPage) -> None:
    english = contact_page.get_translations().get()
    take_down(english)
    english.delete()
    copy = contact_page.copy_for_translation(Locale.objects.get(language_code="en"))
    assert list(copy.questions.values_list("key", flat=True)) == list(
        contact_page.questions.values_list("key", flat=True)
    )


def test_an_answer_is_shown_in_the_language_of_the_page(visit: Callable[..., Visit], language: str) -> None:
    page = texts(visit(language).check(q_needed="2026-12-01"))
    assert {"ja": "2026年12月1日", "en": "1 December 2026"}[language] in page
