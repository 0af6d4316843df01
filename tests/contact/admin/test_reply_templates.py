"""Reply templates: kept by the desk in both languages, put into a reply with or without script, filled in safely."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cluster_cms.pages.site_settings import DeskSettings, default_site
from cluster_cms.security.audit import AuditEntry
from contact.mails.reply_mail import filled_templates
from contact.models import Inquiry, ReplyTemplate
from tests.contact.conftest import AtInquiry
from tests.contact.visit import texts

SCREENS = "/admin/inquiries/templates/"
WORDS = {
    "title_ja": "試料の発送",
    "title_en": "Samples sent",
    "body_ja": "{name} 様（{reference}）に試料をお送りしました。{desk}",
    "body_en": "We have sent samples to {name} ({reference}). {desk}",
}


@pytest.fixture
def ready(database: None) -> ReplyTemplate:
    return ReplyTemplate.objects.create(**WORDS)


@pytest.mark.parametrize("body", ["{adress}", "{name.upper}", "｛name｝", "{", "{name} {0} }"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_unknown_placeholder_is_refused_at_saving(at_inquiry: AtInquiry, body: str, language: str) -> None:
    before = ReplyTemplate.objects.count()
    response = at_inquiry.client.post(f"{SCREENS}new/", WORDS | {f"body_{language}": body})
    assert response.status_code == 200
    assert body in texts(response)
    assert ReplyTemplate.objects.count() == before
    with pytest.raises(ValidationError):
        ReplyTemplate(**WORDS | {f"body_{language}": body}).full_clean()


def test_the_desk_adds_changes_and_deletes_each_with_an_entry(at_inquiry: AtInquiry) -> None:
    client = at_inquiry.client
    client.post(f"{SCREENS}new/", WORDS)
    made = ReplyTemplate.objects.get(title_en="Samples sent")
    client.post(f"{SCREENS}edit/{made.pk}/", WORDS | {"title_en": "Sent"})
    assert ReplyTemplate.objects.get(pk=made.pk).title_en == "Sent"
    client.post(f"{SCREENS}delete/{made.pk}/")
    assert not ReplyTemplate.objects.filter(pk=made.pk).exists()
    acts = AuditEntry.objects.filter(subject=f"reply_template:{made.pk}").order_by("position")
    names = ["reply_template.created", "reply_template.changed", "reply_template.deleted"]
    assert list(acts.values_list("action", flat=True)) == names


@pytest.mark.parametrize("role, may", [("desk", True), ("privacy", True), ("marketing", False), ("legal", False)])
@pytest.mark.parametrize("place", ["", "new/", "edit/{pk}/", "delete/{pk}/"])
def test_only_the_desk_keeps_templates(
    role: str, may: bool, place: str, ready: ReplyTemplate, person: Any, signed_in: Callable[[Any], Client]
) -> None:
    response = signed_in(person(role)).get(SCREENS + place.format(pk=ready.pk))
    assert (response.status_code == 200) == may


def test_a_stranger_is_sent_to_sign_in(database: None) -> None:
    response = Client().get(SCREENS)
    assert "login" in response.headers["Location"]


def test_a_template_is_filled_in_in_the_language_of_the_inquiry(visit: Any, ready: ReplyTemplate) -> None:
    desk = DeskSettings.for_site(default_site())
    english, japanese = visit("en").send_all(name="Ann"), visit("ja").send_all(name="山田")
    assert filled_templates(ready, english) == f"We have sent samples to Ann ({english.reference}). {desk.name_en}"
    assert filled_templates(ready, japanese) == f"山田 様（{japanese.reference}）に試料をお送りしました。{desk.name_ja}"


@pytest.mark.parametrize("name", ["{reference}", "{desk}{desk}", "%(name)s", "{0.__class__}", "\\1"])
def test_a_name_that_looks_like_a_placeholder_stays_a_name(visit: Any, ready: ReplyTemplate, name: str) -> None:
    inquiry: Inquiry = visit().send_all(name=name)
    assert filled_templates(ready, inquiry).startswith(f"{name} 様（{inquiry.reference}）")


def test_the_button_adds_the_template_below_what_was_typed(at_inquiry: AtInquiry, ready: ReplyTemplate) -> None:
    page = texts(at_inquiry.post("reply", insert="1", template=ready.pk, body="お待たせしました。", subject="件名"))
    field = page.partition('id="reply-body"')[2].partition("</textarea>")[0]
    assert field.endswith(f"お待たせしました。\n\n{filled_templates(ready, at_inquiry.inquiry)}")
    assert 'value="件名"' in page


@pytest.mark.parametrize("chosen", ["", "0", "x"])
def test_without_a_template_an_error_is_shown_and_nothing_typed_is_lost(
    at_inquiry: AtInquiry, ready: ReplyTemplate, chosen: str
) -> None:
    page = texts(at_inquiry.post("reply", insert="1", template=chosen, body="お待たせしました。"))
    assert "先にひな形を選んでください" in page
    assert "お待たせしました。</textarea>" in page
