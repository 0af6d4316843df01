"""A visitor writes, checks and sends; the desk has it, the visitor has a reference."""

import re
from collections.abc import Callable

from django.test import Client

from cluster_cms.security.audit import AuditEntry
from contact.models import Inquiry, Status
from contact.text import answers
from contact.text.references import PATTERN
from policy.publishing.promulgation import policy_in_force
from tests.contact.visit import WRITTEN, Visit, reference_shown, texts


def test_the_form_shows_purpose_and_the_revision_in_force(visit: Callable[..., Visit], language: str) -> None:
    page = visit(language).client.get(visit(language).address)
    policy = policy_in_force()
    assert policy is not None
    assert f'href="{policy.address(language)}"' in texts(page)
    assert page.context["page"].purpose in texts(page)


def test_the_form_is_the_same_for_everyone_and_may_be_cached(visit: Callable[..., Visit], language: str) -> None:
    first, second = (visit(language, client).client.get(visit(language).address) for client in (Client(), Client()))
    assert first.content == second.content
    assert "public" in first.headers["Cache-Control"]
    assert "Cookie" not in first.headers.get("Vary", "")


def test_the_second_step_shows_every_answer_and_stores_nothing(visit: Callable[..., Visit], language: str) -> None:
    before = Inquiry.objects.count()
    page = texts(visit(language).check())
    for name in ("company", "name", "mail", "phone"):
        assert WRITTEN[name] in page
    assert "CX-210の試料を希望します。<br>よろしくお願いします。" in page
    assert Inquiry.objects.count() == before


def test_a_sent_inquiry_is_stored_whole(visit: Callable[..., Visit], language: str) -> None:
    inquiry = visit(language).send_all()
    stored = answers.values(inquiry.answers)
    assert {name: stored[name] for name in WRITTEN if name != "agreement"} == {
        name: text for name, text in WRITTEN.items() if name != "agreement"
    }
    assert (inquiry.language, inquiry.status, inquiry.subject) == (language, Status.NEW, "products")


def test_an_inquiry_keeps_purpose_policy_and_page_as_they_were(visit: Callable[..., Visit], language: str) -> None:
    inquiry = visit(language).send_all()
    policy = policy_in_force()
    assert policy is not None
    assert inquiry.page is not None
    assert inquiry.policy_revision_id == policy.pk
    assert inquiry.purpose == inquiry.page.purpose
    assert inquiry.page_revision_id == inquiry.page.live_revision_id


def test_the_thanks_page_shows_a_reference_and_what_happens_next(visit: Callable[..., Visit], language: str) -> None:
    here = visit(language)
    sent = here.send(here.draft())
    thanks = here.client.get(sent.url)
    assert sent.status_code == 303
    assert re.fullmatch(PATTERN, reference_shown(thanks))
    assert re.sub("<.*?>", "", thanks.context["page"].thanks)[:20] in re.sub("<.*?>", "", texts(thanks))
    assert thanks.headers["Cache-Control"] == "no-store"


def test_the_thanks_page_without_a_receipt_leads_to_the_form(visit: Callable[..., Visit], language: str) -> None:
    here = visit(language)
    for address in ("thanks/", "thanks/?receipt=made-up"):
        assert here.client.get(here.address + address).headers["Location"] == here.address


def test_receiving_is_one_audit_entry_without_a_person(inquiry: Inquiry) -> None:
    entry = AuditEntry.objects.get(action="inquiry.received", subject=inquiry.reference)
    assert entry.actor_id is None
    assert not any(text in entry.data for text in ("太郎", "example", "CX-210"))


def test_changing_answers_brings_the_form_back_filled(visit: Callable[..., Visit], language: str) -> None:
    here = visit(language)
    page = here.send(here.draft(), step="change")
    assert page.status_code == 200
    for name in ("company", "name", "mail", "phone", "message"):
        assert WRITTEN[name] in texts(page)
    assert 'value="products" id="field-subject_0" required checked' in texts(page)
    assert 'name="agreement" required id=' in texts(page)
