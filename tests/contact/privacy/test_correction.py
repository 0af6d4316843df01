"""Correcting: the new value stands, the old one is gone; the chain says which field. Addresses need both mailboxes."""

from collections.abc import Callable
from typing import Any

import pytest

from cluster_cms.security.audit import AuditEntry
from contact.models import Inquiry, MagicLink
from contact.privacy import correction
from contact.privacy.magic_links import delete_closed_links
from contact.text import answers
from tests.contact.privacy.conftest import OTHER
from tests.contact.privacy.person import LINK, Writer
from tests.contact.visit import WRITTEN, texts
from tests.infrastructure.decrypted_dump import places_of

AS_IT_WAS = {name: WRITTEN[name] for name in ("name", "company", "phone")}
NEW = "taro.new@example.com"


@pytest.fixture
def correct(writer: Writer, inquiry: Inquiry) -> Callable[..., Any]:
    """Opens the inquiry and corrects it."""
    writer.open()
    writer.act("reference", reference=inquiry.reference)

    def send(**changes: str) -> Any:
        return writer.act("correct-now", about=inquiry.reference, **{**AS_IT_WAS, **changes})

    return send


def test_the_form_shows_what_was_written(writer: Writer, correct: Callable[..., Any], inquiry: Inquiry) -> None:
    page = writer.act("correct", about=inquiry.reference)
    assert writer.sees(page, *AS_IT_WAS.values()) == []


def test_the_corrected_value_stands_and_the_old_one_is_gone(correct: Callable[..., Any], inquiry: Inquiry) -> None:
    assert correct(name="山田 次郎", phone="０９０-9999-8888").status_code == 200
    found = Inquiry.objects.get(pk=inquiry.pk)
    assert answers.text_of(found.answers, "name") == "山田 次郎"
    assert found.version == inquiry.version + 1
    assert places_of("山田 次郎") == {"contact_inquiry.answers", "contact_searchtext.text"}
    assert places_of(WRITTEN["phone"]) == set()
    entry = AuditEntry.objects.get(action="inquiry.corrected")
    assert (entry.subject, entry.data) == (inquiry.reference, '{"fields":"name,phone"}')


def test_an_addition_stands_below_the_message(correct: Callable[..., Any], writer: Writer, inquiry: Inquiry) -> None:
    correct(addition="数量は3個です。")
    message = answers.text_of(Inquiry.objects.get(pk=inquiry.pk).answers, "message")
    assert message.startswith(WRITTEN["message"])
    assert message.endswith("数量は3個です。")
    assert "訂正しました" in writer.mails()[-1].body


@pytest.mark.parametrize("changes", [{"name": ""}, {"phone": "12"}, {"mail": "nobody"}, {}])
def test_invalid_values_are_reported_and_nothing_is_saved(
    correct: Callable[..., Any], inquiry: Inquiry, changes: dict[str, str]
) -> None:
    response = correct(**changes)
    assert response.status_code == 422
    assert "data-error-summary" in texts(response)
    assert Inquiry.objects.get(pk=inquiry.pk).version == inquiry.version


def test_a_message_does_not_grow_without_end(
    correct: Callable[..., Any], inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(correction, "LONGEST", 60)
    response = correct(addition="長" * 100)
    assert (response.status_code, "長" * 100 in texts(response)) == (422, True)


def test_nothing_is_corrected_without_its_reference(writer: Writer, inquiry: Inquiry, others_inquiry: Inquiry) -> None:
    writer.open()
    for one in (inquiry, others_inquiry):
        assert "お預かりしている情報" in texts(writer.act("correct", about=one.reference))
        writer.act("correct-now", about=one.reference, **AS_IT_WAS, addition="書き足し")
    assert places_of("書き足し") == set()


def move_link(writer: Writer) -> str:
    found = LINK.search(writer.mails()[-1].body)
    assert found
    return found[1]


def test_a_new_address_counts_when_its_own_mailbox_confirms_it(
    correct: Callable[..., Any], writer: Writer, writer_of: Callable[..., Writer], inquiry: Inquiry
) -> None:
    correct(mail=NEW)
    path = move_link(writer_of(NEW))
    assert "ご確認" in texts(writer.client.get(path)) or writer.client.get(path).status_code == 200
    assert Inquiry.objects.get(pk=inquiry.pk).email_hmac == inquiry.email_hmac
    assert writer.client.post(path).status_code == 200
    found = Inquiry.objects.get(pk=inquiry.pk)
    assert found.email_hmac != inquiry.email_hmac
    assert answers.text_of(found.answers, "mail") == NEW
    assert writer.client.post(path).status_code == 410
    assert writer_of(NEW).mails()[-1].subject == writer.mails()[-1].subject  # both mailboxes are told


def test_after_a_change_the_old_address_is_deleted(
    correct: Callable[..., Any], writer: Writer, writer_of: Callable[..., Writer], inquiry: Inquiry
) -> None:
    correct(mail=NEW)
    writer.client.post(move_link(writer_of(NEW)))
    writer_of(NEW).mails()
    MagicLink.objects.filter(session_hash__gt="").update(open_until=inquiry.received_at)
    delete_closed_links()
    assert places_of(WRITTEN["mail"]) == set()


def test_an_inquiry_that_moved_elsewhere_meanwhile_stays_there(
    correct: Callable[..., Any], writer: Writer, writer_of: Callable[..., Writer], inquiry: Inquiry
) -> None:
    correct(mail=NEW)
    first = move_link(writer_of(NEW))
    correct(mail=OTHER)
    writer.client.post(move_link(writer_of(OTHER)))
    assert writer.client.post(first).status_code == 200
    assert answers.text_of(Inquiry.objects.get(pk=inquiry.pk).answers, "mail") == OTHER
