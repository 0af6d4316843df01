"""A new email address of the desk is used once the old mailbox or a second person has confirmed it."""

import re
from collections.abc import Callable

import pytest
from django.core import mail as sent
from django.test import Client
from wagtail.models import Site

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.sending import send_due_mails
from cluster_cms.oversight.desk_address import DESK_ADDRESS_QUESTION
from cluster_cms.pages.site_settings import DeskSettings
from cluster_cms.security.accounts import User

SignIn = Callable[[User], Client]
SCREEN = "/admin/confirmations/"
NEW = "attacker@example.net"


@pytest.fixture
def proposed(site: Site, legal: User, signed_in: SignIn) -> Client:
    """Legal's client, after legal has entered another address."""
    OutboxMail.objects.all().delete()
    desk, client = DeskSettings.objects.get(site=site), signed_in(legal)
    names = ("name_ja", "name_en", "hours_ja", "hours_en", "phone")
    words = {name: getattr(desk, name) for name in names} | {"email": NEW, "retention_months": "1"}
    response = client.post(f"/admin/settings/cluster_cms/desksettings/{site.pk}/", words)
    assert response.status_code == 302
    return client


def address() -> str:
    return DeskSettings.objects.get().email


def test_legal_alone_changes_neither_the_address_nor_the_time(proposed: Client) -> None:
    desk = DeskSettings.objects.get()
    assert (desk.email, desk.retention_months, desk.proposed_email) == ("desk@example.com", 12, NEW)
    proposed.post(SCREEN, {"address": "1"})
    assert address() == "desk@example.com"
    page = proposed.get(f"/admin/settings/cluster_cms/desksettings/{desk.site_id}/").content.decode()
    assert NEW in page
    assert SCREEN in page


def test_the_old_mailbox_is_asked_and_its_link_confirms(proposed: Client) -> None:
    send_due_mails()
    (letter,) = [one for one in sent.outbox if one.to == ["desk@example.com"]]
    assert NEW not in letter.body
    found = re.search(r"\?token=(\S+)", str(letter.body))
    assert found
    assert NEW in proposed.get(SCREEN, {"token": found[1]}).content.decode()
    proposed.post(SCREEN, {"address": "1", "token": found[1]})
    assert address() == NEW
    proposed.post(SCREEN, {"address": "1", "token": found[1]})
    assert DeskSettings.objects.get().proposed_email == ""


def test_a_second_person_confirms(proposed: Client, admin: User, signed_in: SignIn) -> None:
    signed_in(admin).post(SCREEN, {"address": "1"})
    assert address() == NEW


def test_a_form_without_a_pressed_button_confirms_nothing(proposed: Client, admin: User, signed_in: SignIn) -> None:
    assert signed_in(admin).post(SCREEN, {"token": ""}).headers["Location"] == SCREEN
    assert address() == "desk@example.com"


def test_others_and_wrong_links_do_not(proposed: Client, marketing: User, signed_in: SignIn) -> None:
    for client in (proposed, signed_in(marketing)):
        for token in ("", "x", "a:b:c"):
            client.post(SCREEN, {"address": "1", "token": token})
    assert NEW not in signed_in(marketing).get(SCREEN).content.decode()
    assert address() == "desk@example.com"


def test_the_proposal_can_be_dropped_and_the_link_is_then_void(proposed: Client) -> None:
    proposed.post(SCREEN, {"withdraw": "1"})
    assert DeskSettings.objects.get().proposed_email == ""
    sent.outbox.clear()
    send_due_mails()
    assert not [one for one in sent.outbox if DESK_ADDRESS_QUESTION in str(one.extra_headers)]
    assert not [one for one in sent.outbox if one.to == ["desk@example.com"]]
