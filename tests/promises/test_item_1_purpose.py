"""Item 1 of the policy: personal data are used for the purpose that was told beforehand, and for no other.

The purpose stands beside the form before anything is sent, and is frozen with the inquiry: no later change reaches it.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cluster_cms.erasures.erasing import Erasure
from cluster_cms.privacy.models import Purpose
from cluster_cms.privacy.register_changes import StillUsed, remove_record, save_record
from contact.models import Inquiry
from contact.privacy.consents import answer_consent, ask_consent, withdraw_consent
from contact.text.links import QUESTION, WITHDRAWAL, consent_token
from contact.transfers.destination import usable_for_purpose
from tests.contact.transfers.giving import to_desk
from tests.contact.visit import Visit, texts

Visits = Callable[..., Visit]

# What turns this module red: file, words there, words in their place.
MUTATIONS = (
    ("contact/templates/contact/includes/consent.html", "{{ page.purpose|linebreaks }}", ""),
    ("contact/pages.py", "purpose.text(language_of(self))", "purpose.text()[:5]"),
    ("contact/inquiries/receive.py", "for pk in submission.purpose_ids)", "for pk in [])"),
    ("contact/inquiries/receive.py", "        purpose=submission.purpose,\n", '        purpose="",\n'),
    ("contact/public/form_flow.py", ") if self.purpose else None", ")"),
    ("cluster_cms/privacy/models/registers.py", " and self.is_used:\n", " and False:\n"),
    ("contact/transfers/destination.py", "filter(Exists(collected) | Exists(agreed))", "all()"),
    ("contact/transfers/destination.py", " | Exists(agreed)", ""),
    ("contact/privacy/consents.py", "    with erasing(REFUSAL_KIND, [consent.pk], answer.value):\n", "    if True:\n"),
    ("cluster_cms/privacy/register_changes.py", "    if record.is_used:\n", "    if False:\n"),
)


def answering() -> Purpose:
    return Purpose.objects.earliest("order")


def test_the_purpose_stands_beside_the_form_before_anything_is_sent(visit: Visits, language: str) -> None:
    here = visit(language)
    assert answering().text(language) in texts(here.client.get(here.address))
    assert answering().text(language) in texts(here.check())


def test_a_form_without_a_purpose_takes_nothing(visit: Visits, contact_page: Any) -> None:
    here = visit()
    sealed, before = here.draft(), Inquiry.objects.count()
    contact_page.purposes.clear()
    contact_page.save()
    assert (here.client.get(here.address).status_code, here.send(sealed).status_code) == (503, 503)
    assert Inquiry.objects.count() == before


def test_the_purpose_is_frozen_with_the_inquiry_in_words_and_by_number(visit: Visits, language: str) -> None:
    inquiry = visit(language).send_all()
    assert inquiry.purpose == answering().text(language)
    assert [one.purpose for one in inquiry.purposes_collected_for.all()] == [answering()]


def test_a_purpose_that_changed_on_the_way_is_shown_before_it_is_agreed_to(visit: Visits, contact_page: Any) -> None:
    here = visit()
    sealed, before = here.draft(), Inquiry.objects.count()
    contact_page.purposes.add(Purpose.objects.latest("order"))
    contact_page.save_revision().publish()
    again = here.send(sealed)
    assert again.status_code == 409
    assert Purpose.objects.latest("order").text("ja") in texts(again)
    assert Inquiry.objects.count() == before


def test_another_purpose_of_the_page_never_reaches_what_is_held(inquiry: Inquiry, contact_page: Any) -> None:
    contact_page.purposes.set([Purpose.objects.latest("order")])
    contact_page.save_revision().publish()
    held = Inquiry.objects.get(pk=inquiry.pk)
    assert held.purpose == answering().text("ja")
    assert [one.purpose for one in held.purposes_collected_for.all()] == [answering()]


@pytest.mark.parametrize("name", ["text_ja", "text_en"])
def test_the_words_of_a_purpose_stand_once_it_is_used(inquiry: Inquiry, privacy_officer: Any, name: str) -> None:
    used = answering()
    setattr(used, name, "【見本】広告のために使います。")
    with pytest.raises(ValidationError):
        save_record(record=used, actor=privacy_officer)
    with pytest.raises(StillUsed, match="使用中のため、削除できません"):
        remove_record(record=used, actor=privacy_officer)
    assert "広告" not in answering().text("ja")


def usable() -> int:
    """Return how many inquiries may be used for the purpose for which none was collected."""
    return usable_for_purpose(Inquiry.objects.all(), Purpose.objects.latest("order"), to_desk()).count()


def test_for_another_purpose_nothing_is_used_without_recorded_consent(inquiry: Inquiry, desk: Any) -> None:
    consent = ask_consent(inquiry=inquiry, purpose=Purpose.objects.latest("order"), actor=desk)
    assert usable() == 0
    answer_consent(token=consent_token(consent.pk, QUESTION), language="ja", agrees=True)
    assert usable() == 1
    withdraw_consent(token=consent_token(consent.pk, WITHDRAWAL), language="ja")
    assert usable() == 0
    assert Erasure.objects.get(kind="consent").cause == "withdrawn"


def test_a_refusal_is_recorded_where_no_restore_reaches_it(inquiry: Inquiry, desk: Any) -> None:
    consent = ask_consent(inquiry=inquiry, purpose=Purpose.objects.latest("order"), actor=desk)
    answer_consent(token=consent_token(consent.pk, QUESTION), language="ja", agrees=False)
    assert usable() == 0
    assert Erasure.objects.get(kind="consent").cause == "refused"
