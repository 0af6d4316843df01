"""Between checking and sending a draft can be changed, cut, expire or be overtaken: nothing is stored, no text lost."""

import zlib
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.signing import b64_encode
from django.test import override_settings
from django.utils import translation

from cluster_cms.privacy.models import Purpose
from contact.inquiries.draft import LARGEST, DamagedDraft, load_draft, readable_answers
from contact.models import Inquiry
from contact.public import form_flow
from contact.public.notices import FormNotice
from tests.contact.visit import WRITTEN, Visit, texts

Visits = Callable[..., Visit]


def assert_asked_again(response: Any, notice: FormNotice) -> None:
    assert response.status_code == 409
    assert response.context["notice"] == notice
    with translation.override(response.headers["Content-Language"]):
        assert notice.text in texts(response)
    assert response.headers["Cache-Control"] == "no-store"


def assert_text_kept(response: Any) -> None:
    for name in ("company", "name", "mail", "phone", "message"):
        assert WRITTEN[name] in texts(response)


def test_a_changed_draft_is_not_sent_but_shown_again(visit: Visits, language: str) -> None:
    here, before = visit(language), Inquiry.objects.count()
    draft = here.draft()
    response = here.send(draft[:-1] + ("A" if draft[-1] != "A" else "B"))
    assert_asked_again(response, FormNotice.DAMAGED)
    assert_text_kept(response)
    assert Inquiry.objects.count() == before


@pytest.mark.parametrize("draft", ["", ":", "...", ".:x", "あ", "x" * 3000, ".eJx1k21v:mzAUhf"])
def test_a_draft_that_cannot_be_read_leads_to_an_empty_form(visit: Visits, draft: str) -> None:
    assert_asked_again(visit().send(draft), FormNotice.DAMAGED)


def test_a_draft_expires_after_a_day_with_its_text_kept(visit: Visits, clock: Any) -> None:
    clock.set("2026-12-01 09:00")
    here = visit()
    draft = here.draft()
    clock.set("2026-12-02 09:01")
    response = here.send(draft)
    assert_asked_again(response, FormNotice.EXPIRED)
    assert_text_kept(response)


def test_a_draft_signed_with_a_forgotten_secret_keeps_its_text(visit: Visits) -> None:
    here = visit()
    draft = here.draft()
    with override_settings(SECRET_KEY="another-secret-0123456789-0123456789-0123456789"):
        response = here.send(draft)
    assert_asked_again(response, FormNotice.DAMAGED)
    assert_text_kept(response)


def test_a_draft_signed_with_the_secret_before_is_sent(visit: Visits, settings: Any) -> None:
    here = visit()
    draft = here.draft()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-secret-0123456789-0123456789-0123456789"
    assert here.send(draft).status_code == 303


def test_a_draft_of_another_page_is_not_sent(visit: Visits) -> None:
    assert_asked_again(visit("en").send(visit("ja").draft()), FormNotice.DAMAGED)


def new_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = SimpleNamespace(
        pk=0,
        page_id=0,
        number=99,
        effective_on=date(2026, 12, 1),
        summary=lambda language: "SUMMARY",
        address=lambda language: "/privacy-policy/v/99/",
    )
    monkeypatch.setattr(form_flow, "policy_in_force", lambda: policy)


def test_a_policy_that_changed_before_checking_is_shown_first(visit: Visits, monkeypatch: pytest.MonkeyPatch) -> None:
    here = visit()
    hidden = here.hidden()
    new_policy(monkeypatch)
    response = here.client.post(here.address, {**hidden, **WRITTEN, "step": "confirm"})
    assert_asked_again(response, FormNotice.POLICY_CHANGED)
    assert_text_kept(response)
    assert "/privacy-policy/v/99/" in texts(response)
    assert "SUMMARY" in texts(response)


def test_a_policy_that_changed_before_sending_is_agreed_to_again(
    visit: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, before = visit(), Inquiry.objects.count()
    draft = here.draft()
    new_policy(monkeypatch)
    response = here.send(draft)
    assert_asked_again(response, FormNotice.POLICY_CHANGED)
    assert_text_kept(response)
    assert Inquiry.objects.count() == before


def test_a_form_that_changed_meanwhile_is_looked_through_again(visit: Visits, contact_page: Any) -> None:
    here = visit()
    hidden = here.hidden()
    contact_page.purposes.add(Purpose.objects.create(text_ja="製品案内のために使います。", text_en="News."))
    contact_page.save_revision().publish()
    response = here.client.post(here.address, {**hidden, **WRITTEN, "step": "confirm"})
    assert_asked_again(response, FormNotice.PAGE_CHANGED)
    assert "製品案内" in texts(response)


def test_without_a_policy_in_force_nothing_is_taken(
    visit: Visits, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    here = visit(language)
    hidden = here.hidden()
    for name in ("policy_in_force", "policy_shown"):
        monkeypatch.setattr(form_flow, name, lambda: None)
    shown = here.client.get(here.address)
    sent = here.client.post(here.address, {**hidden, **WRITTEN, "step": "confirm"})
    assert (shown.status_code, sent.status_code) == (503, 503)
    assert "<button" not in texts(shown).split("<main")[1].split("</main")[0]
    assert_text_kept(sent)


def test_a_bomb_in_place_of_a_draft_is_cut_short() -> None:
    assert readable_answers("." + bomb() + ":signature") == []


def bomb() -> str:
    return b64_encode(zlib.compress(b'{"answers":[' + b" " * (LARGEST * 50) + b"]}")).decode()


def test_a_draft_with_foreign_content_under_a_wrong_signature_fills_nothing_in() -> None:
    forged = b64_encode(b'{"answers": [{"key": "name", "label": 1, "kind": "text", "value": {"a": 1}}]}').decode()
    with pytest.raises(DamagedDraft) as refused:
        load_draft(f"{forged}:signature", page_id=1)
    assert refused.value.answers == []
