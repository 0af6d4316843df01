"""However often a visitor clicks, one inquiry is stored and one reference shown."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from cluster_cms.audit import AuditEntry
from contact import intake
from contact.form.payload import unseal
from contact.intake import receive_inquiry
from contact.records import Inquiry
from tests.contact.visit import Visit, reference_shown


def test_a_second_click_shows_the_same_reference(visit: Callable[..., Visit], language: str) -> None:
    here = visit(language)
    draft = here.draft()
    first, second = (here.client.get(here.send(draft).url) for _click in range(2))
    assert reference_shown(first) == reference_shown(second)
    assert AuditEntry.objects.filter(action="inquiry.received", subject=reference_shown(first)).count() == 1


def test_a_reload_of_the_second_step_and_another_send_are_another_inquiry(visit: Callable[..., Visit]) -> None:
    here = visit()
    assert here.send_all().reference != here.send_all().reference


def test_the_slower_of_two_clicks_at_once_gets_the_reference_of_the_faster(
    visit: Callable[..., Visit], contact_page: Any, monkeypatch: Any
) -> None:
    here = visit()
    draft = unseal(here.draft(), page_id=contact_page.pk)
    revision = here.send_all().policy_revision_id
    store = intake.store

    def overtaken(*args: Any) -> Inquiry:
        store(*args)  # the faster click commits just before this one writes
        return store(*args)

    first = receive_inquiry(draft=draft, page=contact_page, policy_revision_id=revision)
    monkeypatch.setattr(intake, "store", overtaken)
    assert receive_inquiry(draft=draft, page=contact_page, policy_revision_id=revision) == first


def test_a_thanks_page_can_be_opened_elsewhere(visit: Callable[..., Visit]) -> None:
    here = visit()
    address = here.send(here.draft()).url
    assert reference_shown(Client().get(address)) == reference_shown(here.client.get(address))
