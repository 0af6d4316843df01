"""Marketing adds, words and removes questions in the page editor; keys come by themselves."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from cluster_cms.privacy.models import Purpose
from contact.models import ContactQuestion
from contact.pages import ContactPage
from tests.contact.visit import texts


@pytest.fixture
def editor(marketing: Any, signed_in: Callable[[Any], Client]) -> Client:
    return signed_in(marketing)


def question(label: str, kind: str = "text", choices: str = "", key: str = "", **more: Any) -> dict[str, Any]:
    return {"label": label, "kind": kind, "choices": choices, "help_text": "", "key": key, **more}


def save(editor: Client, page: ContactPage, *questions: dict[str, Any], action: str = "action-publish") -> Any:
    """Send the editor's form with these questions in place of the ones there are."""
    kept = [
        dict(id=one.pk, DELETE=True, **question(one.label, one.kind, one.choices, one.key))
        for one in questions_of(page)
    ]
    data = {
        **{name: getattr(page, name) for name in ("title", "slug", "intro", "listing_summary")},
        "thanks": rich_text(page.thanks),
        "questions": inline_formset([*kept, *questions], initial=len(kept)),
        "comments": inline_formset([]),
        action: "yes",
    }
    purposes = {"purposes": [purpose.pk for purpose in page.purposes.all()]}
    return editor.post(f"/admin/pages/{page.pk}/edit/", nested_form_data(data) | purposes, follow=True)


@pytest.fixture
def plain_pages(contact_page: ContactPage) -> ContactPage:
    """The contact page; neither language asks a question for some subjects alone."""
    ContactQuestion.objects.exclude(subjects=[]).delete()
    return contact_page


def questions_of(page: ContactPage) -> list[Any]:
    return list(ContactPage.objects.get(pk=page.pk).questions.all())


def test_new_questions_get_keys_of_their_own(editor: Client, contact_page: ContactPage) -> None:
    save(editor, contact_page, question("用途"), question("使用温度", "number"))
    keys = [one.key for one in questions_of(contact_page)]
    assert len(set(keys)) == 2
    assert all(keys)


def test_a_question_of_the_other_language_can_be_joined_by_its_key(editor: Client, contact_page: ContactPage) -> None:
    save(editor, contact_page, question("用途", key="use"))
    assert [one.key for one in questions_of(contact_page)] == ["use"]


@pytest.mark.parametrize(
    "questions",
    [
        [question("用途", key="name")],
        [question("用途", key="use"), question("使用温度", key="use")],
        [question("色", "choice", "赤")],
    ],
    ids=["a code of the core", "the same code twice", "one choice alone"],
)
def test_a_form_that_could_not_work_is_not_published(
    editor: Client, contact_page: ContactPage, questions: list[dict[str, Any]]
) -> None:
    before = [one.key for one in questions_of(contact_page)]
    save(editor, contact_page, *questions)
    assert [one.key for one in questions_of(contact_page)] == before


def test_a_published_question_is_asked_at_once(editor: Client, contact_page: ContactPage, visitor: Client) -> None:
    save(editor, contact_page, question("お使いの温度", "number"))
    assert "お使いの温度" in texts(visitor.get("/contact-us/"))


def test_a_draft_question_keeps_its_key_until_it_is_published(editor: Client, contact_page: ContactPage) -> None:
    save(editor, contact_page, question("用途"), action="action-save-draft")
    draft = ContactPage.objects.get(pk=contact_page.pk).get_latest_revision_as_object()
    (key,) = [one.key for one in draft.questions.all()]
    save(editor, contact_page, question("お使いみち", key=key))
    assert [one.key for one in questions_of(contact_page)] == [key]


@pytest.mark.parametrize("mode", ["", "thanks"])
def test_the_page_and_its_last_step_can_be_previewed(contact_page: ContactPage, mode: str) -> None:
    response = contact_page.make_preview_request(preview_mode=mode)
    assert response.status_code == 200
    assert ('class="reference"' in texts(response)) == (mode == "thanks")


def test_marketing_is_told_what_the_other_language_asks_differently(editor: Client, plain_pages: ContactPage) -> None:
    asked = {one.key: one for one in questions_of(plain_pages)}
    same = [question(one.label, one.kind, one.choices, key) for key, one in asked.items() if key in ("field", "needed")]
    changed = [question("数量", "text", key="quantity", required=True), question("用途", key="use")]
    page = texts(save(editor, plain_pages, *same, *changed))
    for told in ("「用途」", "「数量」"):
        assert told in page
    assert page.count("もう一方の言語") == 2


def test_marketing_is_told_nothing_while_both_languages_ask_alike(editor: Client, plain_pages: ContactPage) -> None:
    asked = [question(one.label, one.kind, one.choices, one.key, units=one.units) for one in questions_of(plain_pages)]
    assert "もう一方の言語" not in texts(save(editor, plain_pages, *asked))


def test_a_form_without_a_purpose_is_not_published(editor: Client, contact_page: ContactPage) -> None:
    before = contact_page.purpose
    contact_page.purposes.clear()
    page = texts(save(editor, contact_page))
    assert 'name="purposes"' in page
    assert ContactPage.objects.get(pk=contact_page.pk).purpose == before


def test_a_purpose_that_has_ended_is_no_longer_offered(editor: Client, contact_page: ContactPage) -> None:
    Purpose.objects.filter(order=2).update(until="2026-01-01")
    page = texts(editor.get(f"/admin/pages/{contact_page.pk}/edit/"))
    offered = {purpose.text("ja"): purpose.text("ja") in page for purpose in Purpose.objects.all()}
    assert offered == {purpose.text("ja"): purpose.until is None for purpose in Purpose.objects.all()}
