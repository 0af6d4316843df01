"""Wrong input comes back with a summary on top, the mistake at its field, and every character as it was typed."""

from collections.abc import Callable

import pytest

from contact.text.form_fields import LONG
from tests.contact.visit import Visit, texts

MESSAGE = "一行目 <b>&amp;</b>\n\n  三行目 \u3000全角　"


def test_the_title_and_the_summary_say_that_something_is_wrong(visit: Callable[..., Visit], language: str) -> None:
    page = visit(language).check(name="", mail="hanako@", agreement="")
    prefix = {"ja": "エラー: ", "en": "Error: "}[language]
    assert page.status_code == 422
    assert f"<title>{prefix}" in texts(page)
    assert "data-error-summary" in texts(page)
    for field in ("name", "mail", "agreement"):
        assert f'<a href="#field-{field}">' in texts(page)


def test_each_mistake_is_tied_to_its_field(visit: Callable[..., Visit], language: str) -> None:
    page = texts(visit(language).check(mail="hanako@"))
    assert 'aria-invalid="true" aria-describedby="field-mail_helptext field-mail_error"' in page
    assert page.count(str({"ja": "@の後ろを確認", "en": "the part after @"}[language])) == 2


def test_every_typed_character_is_kept(visit: Callable[..., Visit], language: str) -> None:
    page = visit(language).check(mail="ｈａｎａｋｏ＠", name="  髙﨑\u3000𠮷 ", message=MESSAGE, subject="careers")
    shown = page.content.decode()
    assert 'value="ｈａｎａｋｏ＠"' in shown
    assert 'value="  髙﨑\u3000𠮷 "' in shown
    assert MESSAGE in texts(page)
    assert "<b>&amp;</b>" not in shown
    assert 'value="careers" id="field-subject_3" required checked' in shown


@pytest.mark.parametrize(
    "field, value",
    [
        ("subject", ""),
        ("subject", "made-up"),
        ("name", "\u200b \u3000"),
        ("name", "あ" * 101),
        ("mail", ""),
        ("mail", "hanako"),
        ("mail", "hanako@例.jp\nBcc: x@example.com"),
        ("phone", "12345"),
        ("message", "\x00\x07"),
        ("message", "字" * (LONG + 1)),
        ("agreement", ""),
        ("q_quantity", "たくさん"),
        ("q_quantity", "1e400"),
        ("q_needed", "2026-02-30"),
        ("q_field", "made-up"),
    ],
)
def test_wrong_input_is_an_error_at_its_field(visit: Callable[..., Visit], field: str, value: str) -> None:
    page = visit().check(**{field: value})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]


def test_an_error_page_is_never_cached(visit: Callable[..., Visit]) -> None:
    assert visit().check(name="").headers["Cache-Control"] == "no-store"


def test_errors_come_in_the_order_of_the_fields(visit: Callable[..., Visit]) -> None:
    form = visit().check(subject="", name="", message="", agreement="").context["form"]
    assert [anchor for anchor, _text in form.problems()] == [
        "field-subject_0",
        "field-name",
        "field-message",
        "field-agreement",
    ]
