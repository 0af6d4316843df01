"""A question is asked about its subjects alone, without a script, and what is not asked is not stored."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from contact.models.question import ContactQuestion
from contact.pages import ContactPage, translation_mismatches
from contact.public.form import InquiryForm
from contact.public.notices import FormNotice
from contact.text.question_kinds import Kind
from tests.contact.visit import WRITTEN, Visit, hidden_fields, texts
from tests.infrastructure.cast import Clock


@pytest.fixture
def asks_where_to(contact_page: ContactPage) -> ContactPage:
    """Asks those alone who want a sample where to send it, and nobody else anything."""
    asked = ContactQuestion(key="where", label="お届け先", kind=Kind.TEXT, required=True, subjects=["sample"])
    contact_page.questions = [asked]
    contact_page.save_revision().publish()
    return ContactPage.objects.get(pk=contact_page.pk)


def test_the_subject_of_the_address_brings_its_questions(asks_where_to: ContactPage, visitor: Client) -> None:
    for query, asked in (("", False), ("?for=sample", True), ("?for=quote", False)):
        assert ("お届け先" in texts(visitor.get(f"/contact-us/{query}"))) == asked


def test_a_subject_that_asks_more_is_followed_by_its_questions(
    asks_where_to: ContactPage, visit: Callable[..., Visit]
) -> None:
    here = visit()
    asked = here.check(subject="sample")
    assert asked.context["notice"] is FormNotice.MORE_QUESTIONS
    assert WRITTEN["message"] in texts(asked)
    assert 'name="agreement" required id="field-agreement" checked' in asked.text
    typed = {**WRITTEN, **hidden_fields(asked), "step": "confirm", "subject": "sample"}
    missing = here.client.post(here.address, typed)
    assert list(missing.context["form"].errors) == ["q_where"]
    assert "大阪府" in texts(here.client.post(here.address, {**typed, "q_where": "大阪府"}))


def test_an_answer_to_what_is_not_asked_is_given_back_and_not_stored(
    asks_where_to: ContactPage, visit: Callable[..., Visit]
) -> None:
    assert visit().check(subject="careers", q_where="大阪府").context["unmatched_values"] == ["大阪府"]
    inquiry = visit().send_all(subject="careers", q_where="")
    assert "where" not in inquiry.question_keys


def test_a_change_of_what_others_are_asked_concerns_nobody_else(
    asks_where_to: ContactPage, visit: Callable[..., Visit]
) -> None:
    here = visit()
    before = here.hidden()
    asks_where_to.questions = []
    asks_where_to.save_revision().publish()
    answer = here.client.post(here.address, {**before, **WRITTEN, "step": "confirm", "subject": "careers"})
    assert "signed_draft" in answer.context


def test_marketing_is_told_when_the_other_language_asks_others(asks_where_to: ContactPage) -> None:
    other = asks_where_to.get_translations().get().specific
    other.questions = [ContactQuestion(key="where", label="Where to", kind=Kind.TEXT, required=True)]
    other.save_revision()
    assert len(list(translation_mismatches(asks_where_to))) == 1


@pytest.mark.parametrize("words", [("いちばん早くて", "2026年12月8日"), ("The earliest day is", "8 December 2026")])
def test_a_day_counted_from_today_is_stated_and_held(clock: Clock, words: tuple[str, str]) -> None:
    clock.set("2026-12-01 00:30")  # in London it is November
    asked = ContactQuestion(key="extra", label="質問", kind=Kind.DATE, earliest_in=7)
    with override("ja" if "2026年" in words[1] else "en"):
        hint = str(InquiryForm(questions=[asked]).fields["q_extra"].help_text)
    assert all(word in hint for word in words)
    days = ["2026-12-07", "2026-12-08"]
    taken = [day for day in days if InquiryForm({**WRITTEN, "q_extra": day}, questions=[asked]).is_valid()]
    assert taken == days[1:]


@pytest.mark.parametrize("code, words", [("ja", "文字まで"), ("en", "Up to ")])
def test_every_text_says_its_limit_beforehand(code: str, words: str) -> None:
    kinds = (Kind.TEXT, Kind.LONG_TEXT, Kind.NUMBER, Kind.DATE)
    asked = [ContactQuestion(key=str(kind), label=str(kind), kind=kind, help_text="Hint.") for kind in kinds]
    with override(code):
        form = InquiryForm(questions=asked)
        told = [bound.name for bound in form.answer_fields() if words in str(bound.help_text)]
        limited = form["message"]
        assert f'aria-describedby="{limited.aria_describedby}"' in str(limited)
    assert told == ["company", "name", "phone", "message", "q_text", "q_long_text"]
    assert "5,000" in str(limited.help_text)


def test_going_back_from_the_check_keeps_the_agreement_of_a_whole_draft(visit: Callable[..., Visit]) -> None:
    here = visit()
    draft = here.draft()
    ticked = {text: 'id="field-agreement" checked' in here.send(text, "change").text for text in (draft, f"{draft}x")}
    assert ticked == {draft: True, f"{draft}x": False}


def test_a_new_purpose_is_agreed_to_anew(visit: Callable[..., Visit], contact_page: ContactPage) -> None:
    here = visit()
    draft: Any = here.draft()
    contact_page.purposes.clear()
    contact_page.purposes.add(*contact_page.purposes.model.objects.in_use().order_by("-pk")[:1])
    contact_page.save_revision().publish()
    assert 'id="field-agreement" checked' not in here.send(draft, "change").text
