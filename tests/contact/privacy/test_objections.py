"""Whoever reads the mailbox objects, by the mailed link or on the page: nothing is ended, the desk decides."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cluster_cms.erasures.erasing import Erasure
from cluster_cms.mail.sending import send_due_mails
from cluster_cms.security.audit import AuditEntry
from contact.models import DataSubjectRequest, DeskReason, IdentityCheck, Inquiry, RefusalGround
from contact.privacy.pending_requests import NothingToObject, object_by_link
from contact.privacy.requests import answer_request, record_identity_checks
from contact.text.links import magic_link_token, objection_token
from tests.contact.privacy.pending import ask_deletion, ask_stop, link_in, pending, reader, work
from tests.contact.privacy.person import Writer
from tests.contact.visit import WRITTEN, texts
from tests.infrastructure.cast import Clock


@pytest.fixture
def link(writer: Writer, inquiry: Inquiry, hour: Clock) -> str:
    """The path of the link in the mail about a deletion asked for without the reference."""
    ask_deletion(writer)
    return link_in(work(writer))


def test_opening_the_link_changes_nothing_and_names_no_reference(link: str, inquiry: Inquiry) -> None:
    response = reader().get(link)
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    assert (response.headers["Referrer-Policy"], response.cookies) == ("no-referrer", {})
    assert inquiry.reference not in texts(response)
    assert pending().is_objectionable


def test_the_button_ends_it_for_good_and_once(link: str, writer: Writer, inquiry: Inquiry, hour: Clock) -> None:
    assert reader().post(link).status_code == 200
    assert (reader().post(link).status_code, reader().get(link).status_code) == (410, 410)
    work(writer, hour, days=3)
    assert Inquiry.objects.filter(pk=inquiry.pk).exists()
    assert (pending().desk_reason, pending().answered_at) == (DeskReason.OBJECTED, None)


def test_the_page_of_ones_data_has_the_same_button(link: str, writer: Writer, inquiry: Inquiry, hour: Clock) -> None:
    assert "異議を承りました" in texts(writer.act("object", request=pending().reference))
    assert "異議がありました。窓口が" in texts(writer.act("see"))
    assert writer.act("object", request=pending().reference).status_code == 200, "pressed again: the page as it is"
    work(writer, hour, days=2)
    assert Inquiry.objects.filter(pk=inquiry.pk).exists()


def test_nobody_objects_for_another_mailbox(
    link: str, writer_of: Callable[..., Writer], others_inquiry: Inquiry
) -> None:
    stranger = writer_of("hanako.other@example.com")
    stranger.open()
    stranger.act("object", request=pending().reference)
    assert pending().is_objectionable


def test_desk_and_mailbox_are_told_without_personal_data(
    link: str, writer: Writer, inquiry: Inquiry, mailoutbox: list[Any]
) -> None:
    mailoutbox.clear()
    reader().post(link)
    send_due_mails()
    to_mailbox, to_desk = (
        [one for one in mailoutbox if (one.to == [WRITTEN["mail"]]) is mine] for mine in (True, False)
    )
    assert "異議がありました" in to_mailbox[0].body
    assert f"/admin/requests/{pending().reference}/" in to_desk[0].body
    everything = "".join(one.subject + one.body for one in mailoutbox)
    assert not [word for word in (inquiry.reference, WRITTEN["name"], WRITTEN["message"]) if word in everything]


def test_the_chain_and_the_journal_record_it(link: str, inquiry: Inquiry) -> None:
    reader().post(link)
    entry = AuditEntry.objects.get(action="inquiry.end_objected")
    assert (entry.actor_id, entry.subject) == (None, inquiry.reference)
    assert AuditEntry.objects.get(action="request.passed_on").data == '{"reason":"objected"}'
    assert (Erasure.objects.get().kind, Erasure.objects.get().record) == ("objection", pending().pk)


def test_the_token_opens_nothing_else_and_no_other_token_objects(link: str, writer: Writer) -> None:
    request = pending()
    token = objection_token(request.pk, request.objection_hash or "")
    assert link.endswith(f"/object/{token}/")
    assert token != magic_link_token(request.pk)
    for address in (f"/your-data/link/{token}/", f"/your-data/consent/{token}/", f"/your-data/object/{'x' * 43}/"):
        assert reader().post(address, {"answer": "yes"}).status_code == 410


def test_the_link_works_until_it_is_carried_out(link: str, writer: Writer, inquiry: Inquiry, hour: Clock) -> None:
    hour.forward(hours=30)  # the worker was away
    assert reader().post(link).status_code == 200
    work(writer)
    assert Inquiry.objects.filter(pk=inquiry.pk).exists()


def test_after_it_was_carried_out_the_link_says_so(link: str, writer: Writer, hour: Clock) -> None:
    work(writer, hour, hours=25)
    assert reader().get(link).status_code == 410
    assert "異議を申し出るご請求は、もうありません" in texts(reader().post(link))


def test_a_broken_journal_ends_nothing_and_says_so(link: str, writer: Writer, settings: Any, tmp_path: Path) -> None:
    settings.ERASURE_JOURNAL = tmp_path  # a folder
    for response in (reader().post(link), writer.act("object", request=pending().reference)):
        assert (response.status_code, "何も変えていません" in texts(response)) == (503, True)
    assert pending().is_objectionable


def test_after_an_objection_the_same_is_not_asked_for_again(link: str, writer: Writer, inquiry: Inquiry) -> None:
    reader().post(link)
    ask_deletion(writer)
    assert DataSubjectRequest.objects.pending().count() == 1
    ask_stop(writer)
    kinds = DataSubjectRequest.objects.pending().values_list("request_type", flat=True)
    assert sorted(kinds) == ["delete", "stop"], "another right, and another objection"


def test_the_desk_may_refuse_it_and_then_it_may_be_asked_for_again(
    link: str, writer: Writer, inquiry: Inquiry, desk: Any, hour: Clock
) -> None:
    answer_request(request=pending(), actor=desk, refusal=RefusalGround.IDENTITY)
    work(writer, hour, hours=25)
    assert Inquiry.objects.filter(pk=inquiry.pk).exists()
    with pytest.raises(NothingToObject):
        object_by_link(token=link.split("/")[-2])
    first = pending()
    ask_deletion(writer)
    assert pending() != first


def test_the_desk_grants_it_after_an_objection_and_the_mailbox_is_told(
    link: str, writer: Writer, inquiry: Inquiry, desk: Any, signed_in: Callable[[Any], Client]
) -> None:
    reader().post(link)
    record_identity_checks(request=pending(), identity_checks=[IdentityCheck.CALLBACK], actor=desk)
    signed_in(desk).post(f"/admin/requests/{pending().reference}/delete/", {"sure": "on"})
    assert not Inquiry.objects.filter(pk=inquiry.pk).exists()
    answer_request(request=pending(), actor=desk)
    assert pending().reference in writer.mails()[-1].subject
