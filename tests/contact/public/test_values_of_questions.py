"""A day, a number or a choice is kept, converted with certainty, or asked for again with every character kept."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from django.utils.translation import override

from contact.inquiries.receive import fingerprint
from contact.models.question import ContactQuestion
from contact.pages import ContactPage
from contact.public.form import InquiryForm
from contact.public.form_flow import rows
from contact.public.refilling import initial_from_answers, unmatched_values_of_draft, values_not_offered
from contact.text.answers import Answer, are_answers
from contact.text.question_kinds import Kind
from tests.contact.visit import WRITTEN, Visit, texts
from tests.infrastructure.cast import Clock


def question(kind: Kind, **settings: Any) -> ContactQuestion:
    return ContactQuestion(key="extra", label="質問", kind=kind, **settings)


def form_of(asked: ContactQuestion, typed: Any, **more: Any) -> InquiryForm:
    return InquiryForm({**WRITTEN, "q_extra": typed, **more}, questions=[asked])


def answered(asked: ContactQuestion, typed: Any, **more: Any) -> Answer:
    form = form_of(asked, typed, **more)
    assert form.is_valid(), form.errors
    return form.answers()[-1]


@pytest.mark.parametrize("typed", ["2026-12", "26/12/1", "12月1日", "1/12/2026", "2026-12-01（月）", "明日"])
def test_a_day_that_is_not_certain_is_asked_for_again_in_the_language_of_the_page(typed: str, language: str) -> None:
    with override(language):
        form = form_of(question(Kind.DATE), typed)
        sentence = str(form.errors["q_extra"][0])
    assert sentence.isascii() == (language == "en")
    assert form["q_extra"].value() == typed


@pytest.mark.parametrize(
    "settings, refused, taken",
    [
        ({}, ["1899-12-31", "2077-01-01", "2569-12-01"], ["1900-01-01", "2076-12-31"]),
        ({"lowest": 2000, "highest": 2030}, ["1999-12-31", "2031-01-01"], ["2000-01-01", "2030-12-31"]),
        ({"earliest_in": 0}, ["2026-11-30", "令和7年12月1日"], ["2026-12-01"]),
    ],
)
def test_a_question_takes_days_of_its_years(
    clock: Clock, settings: dict[str, Any], refused: list[str], taken: list[str]
) -> None:
    clock.set("2026-12-01 00:30")  # in London it is November
    asked = question(Kind.DATE, **settings)
    assert [typed for typed in (*refused, *taken) if form_of(asked, typed).is_valid()] == taken


@pytest.mark.parametrize(
    "typed, units, kept",
    [
        ("１，０００", "", ("1000", None)),
        ("500", "kg", ("500", "kg")),
        ("500㎏", "kg", ("500", "kg")),
        ("10万個", "個", ("100000", "個")),
        ("5 mm", "m\nmm", ("5", "mm")),
        ("5m²", "m\nm²", ("5", "m²")),
        ("", "kg", ("", None)),
        ("", "kg\ng", ("", None)),
    ],
)
def test_a_number_is_kept_with_its_unit(typed: str, units: str, kept: tuple[str, str | None]) -> None:
    answer = answered(question(Kind.NUMBER, units=units), typed, unit_extra="")
    assert (answer["value"], answer.get("unit")) == kept


@pytest.mark.parametrize("typed", ["12,5", "約100", "100〜200", "kg", "5 lb", "10³ kg", "1\t234 kg", "5mm"])
def test_a_number_that_is_not_certain_is_asked_for_again(typed: str) -> None:
    form = form_of(question(Kind.NUMBER, units="kg\nm"), typed, unit_extra="kg")
    assert list(form.errors) == ["q_extra"]
    assert form["q_extra"].value() == typed


@pytest.mark.parametrize(
    "typed, chosen, wrong",
    [("5", "", "unit_extra"), ("5", "lb", "unit_extra"), ("5 kg", "g", "q_extra"), ("", "g", "q_extra")],
)
def test_a_unit_is_never_guessed(typed: str, chosen: str, wrong: str) -> None:
    form = form_of(question(Kind.NUMBER, units="kg\ng"), typed, unit_extra=chosen)
    assert list(form.errors) == [wrong]
    assert form.problems()[0][0] == f"field-{wrong}"


@pytest.mark.parametrize("typed, taken", [("-0.1", False), ("0", True), ("1万", True), ("10000.5", False)])
def test_a_number_stays_within_its_limits(typed: str, taken: bool) -> None:
    assert form_of(question(Kind.NUMBER, lowest=Decimal(0), highest=Decimal("10000.00")), typed).is_valid() == taken


def test_the_same_number_of_another_unit_is_another_inquiry() -> None:
    asked = question(Kind.NUMBER, units="kg\ng")
    hashes = {fingerprint(page_id=1, answers=[answered(asked, "500", unit_extra=unit)]) for unit in ("kg", "g")}
    assert len(hashes) == 2


def test_what_was_understood_is_shown_before_it_is_sent(visit: Callable[..., Visit], language: str) -> None:
    page = texts(visit(language).check(q_needed="R9.3.31", q_quantity="1,5万", unit_quantity="kg"))
    assert "1,5万" in page  # asked again
    page = texts(visit(language).check(q_needed="令和9年3月31日", q_quantity="1.5万", unit_quantity="kg"))
    assert {"ja": "2027年3月31日（水）", "en": "Wednesday, 31 March 2027"}[language] in page
    assert "15000 kg" in page


def test_a_choice_with_commas_and_double_blanks_is_kept() -> None:
    choices = ["1,000  個", "a, b; c", "「赤」\t青", "<b>&amp;</b>"]
    asked = question(Kind.CHOICES, choices="\n".join(choices))
    assert answered(asked, choices)["value"] == choices


def test_a_choice_that_is_no_longer_offered_is_shown_and_asked_for_again() -> None:
    data = QueryDict(mutable=True)
    data.update(WRITTEN)
    data.setlist("q_extra", ["赤", "黒"])
    form = InquiryForm(data, questions=[question(Kind.CHOICES, choices="赤\n青")])
    assert list(form.errors) == ["q_extra"]
    assert values_not_offered(data, form) == ["質問: 黒"]


def test_a_choice_that_went_while_the_form_was_open_is_given_back(
    visit: Callable[..., Visit], contact_page: ContactPage
) -> None:
    here = visit()
    hidden = here.hidden()
    asked = contact_page.questions.get(key="field")
    asked.choices = "金型\n微細成形"
    contact_page.questions = [asked]
    contact_page.save_revision().publish()
    typed = {**WRITTEN, "step": "confirm", "q_field": ["エポキシ樹脂", "微細成形"]}
    response = here.client.post(here.address, {**hidden, **typed})
    assert response.status_code == 409
    assert response.context["unmatched_values"] == ["関心のある分野: エポキシ樹脂"]


def test_a_choice_that_went_before_the_writer_goes_back_is_given_back_too(
    visit: Callable[..., Visit], contact_page: ContactPage
) -> None:
    here = visit()
    draft = here.draft(q_field=["エポキシ樹脂"])
    asked = contact_page.questions.get(key="field")
    asked.choices = "金型"
    contact_page.questions = [asked]
    contact_page.save_revision().publish()
    response = here.send(draft, step="change")
    assert response.context["unmatched_values"] == ["関心のある分野: エポキシ樹脂"]


@pytest.mark.parametrize(
    "kind, value, now, shown, left",
    [
        (Kind.CHOICES, ["赤", "青"], Kind.TEXT, "赤 青", []),
        (Kind.CHOICES, ["赤", "青"], Kind.CHOICE, "赤", ["質問: 赤\n青"]),
        (Kind.LONG_TEXT, "一\n二", Kind.TEXT, "一 二", []),
        (Kind.TEXT, "黒", Kind.CHOICE, "黒", ["質問: 黒"]),
        (Kind.NUMBER, "5", Kind.NUMBER, "5", []),
    ],
)
def test_an_answer_finds_its_place_in_a_question_that_changed(
    kind: Kind, value: Any, now: Kind, shown: Any, left: list[str]
) -> None:
    form = InquiryForm(questions=[question(now, choices="赤\n青")])
    given = [Answer(key="extra", label="質問", kind=kind, value=value)]
    assert initial_from_answers(given, form)["q_extra"] == shown
    assert unmatched_values_of_draft(given, form) == left


def test_a_unit_that_is_no_longer_offered_is_given_back() -> None:
    given = [Answer(key="extra", label="質問", kind=Kind.NUMBER, value="5", unit="lb")]
    form = InquiryForm(questions=[question(Kind.NUMBER, units="kg\ng")])
    assert unmatched_values_of_draft(given, form) == ["質問: 5 lb"]


def test_answers_stored_without_a_unit_stay_readable() -> None:
    assert rows([Answer(key="extra", label="質問", kind=Kind.NUMBER, value="5")]) == [("質問", "5")]
    assert not are_answers([{"key": "extra", "label": "質問", "kind": "number", "value": "5", "unit": 5}])
