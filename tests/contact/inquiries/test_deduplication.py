"""However often a visitor clicks, one inquiry is stored and one reference shown."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client

from cluster_cms import clock
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.draft import load_draft
from contact.inquiries.receive import delete_expired_submission_keys, receive_inquiry
from contact.models import Inquiry, UsedSubmissionKey
from contact.public.notices import FormNotice
from policy.publishing.promulgation import policy_in_force
from tests.contact.visit import WRITTEN, Visit, hidden_fields, reference_shown, texts


def test_a_second_click_shows_the_same_reference(visit: Callable[..., Visit], language: str) -> None:
    here = visit(language)
    draft = here.draft()
    first, second = (here.client.get(here.send(draft).url) for _click in range(2))
    assert reference_shown(first) == reference_shown(second)
    assert AuditEntry.objects.filter(action="inquiry.received", subject=reference_shown(first)).count() == 1


def test_the_same_answers_within_a_quarter_of_an_hour_are_one_inquiry(visit: Callable[..., Visit], clock: Any) -> None:
    clock.set("2026-12-01 09:00")
    here = visit()
    first = here.send_all().reference
    clock.forward(minutes=14)
    assert here.send_all(name="山田　太郎", mail="ＴＡＲＯ.yamada@example.com").reference == first
    assert here.send_all(message="別の用件です。").reference != first
    clock.forward(minutes=2)
    assert here.send_all().reference != first


def test_who_goes_back_and_lets_the_browser_send_the_form_again_gets_the_same_reference(
    visit: Callable[..., Visit], language: str
) -> None:
    here = visit(language)
    form = {**here.hidden(), "step": "confirm", **WRITTEN}
    drafts = [hidden_fields(here.client.post(here.address, form))["draft"] for _time in range(2)]
    thanks = [here.client.get(here.send(draft).url) for draft in drafts]
    assert drafts[0] != drafts[1]
    assert reference_shown(thanks[0]) == reference_shown(thanks[1])
    assert {"ja": "前の画面に戻っても", "en": "going back sends nothing again"}[language] in texts(thanks[0])


def test_the_same_answers_on_the_other_page_are_another_inquiry(visit: Callable[..., Visit]) -> None:
    assert visit("ja").send_all().reference != visit("en").send_all().reference


def test_a_draft_of_an_erased_inquiry_does_not_bring_it_back(visit: Callable[..., Visit], language: str) -> None:
    here = visit(language)
    draft = here.draft()
    inquiry = Inquiry.objects.get(reference=reference_shown(here.client.get(here.send(draft).url)))
    inquiry.delete()
    again = here.send(draft)
    assert (again.status_code, again.context["notice"]) == (409, FormNotice.ERASED)
    assert WRITTEN["message"] in texts(again)
    assert not Inquiry.objects.filter(submission_key=inquiry.submission_key).exists()


def test_submission_keys_are_deleted_once_their_drafts_have_expired(visit: Callable[..., Visit], clock: Any) -> None:
    clock.set("2026-12-01 09:00")
    visit().send_all()
    clock.forward(hours=47)
    delete_expired_submission_keys()
    assert UsedSubmissionKey.objects.count() >= 1
    clock.forward(hours=2)
    delete_expired_submission_keys()
    assert UsedSubmissionKey.objects.count() == 0


def send_at_once(drafts: list[Any], page: Any, revision: int) -> set[str]:
    def send(draft: Any) -> str:
        try:
            return receive_inquiry(draft=draft, page=page, policy_revision_id=revision).reference
        finally:
            connection.close()

    with ThreadPoolExecutor(len(drafts)) as pool:
        return set(pool.map(send, drafts))


def test_equal_answers_sent_at_once_are_stored_once(
    committed_db: None, visit: Callable[..., Visit], contact_page: Any
) -> None:
    here, before = visit(), Inquiry.objects.count()
    policy = policy_in_force()
    assert policy is not None
    drafts = [load_draft(here.draft(), page_id=contact_page.pk) for _window in range(4)]
    assert len({draft.submission_key for draft in drafts}) == 4
    assert len(send_at_once([*drafts, drafts[0]], contact_page, policy.pk)) == 1
    assert Inquiry.objects.count() == before + 1


def test_the_earlier_of_two_clicks_that_passes_last_is_no_second_inquiry(
    visit: Callable[..., Visit], contact_page: Any
) -> None:
    here, later = visit(), clock.now()
    policy = policy_in_force()
    assert policy is not None
    first, second = (load_draft(here.draft(), page_id=contact_page.pk) for _window in range(2))
    stored = [
        receive_inquiry(draft=draft, page=contact_page, policy_revision_id=policy.pk, at=at).reference
        for draft, at in ((first, later), (second, later - timedelta(seconds=1)))
    ]
    assert stored[0] == stored[1]


def test_a_thanks_page_can_be_opened_elsewhere(visit: Callable[..., Visit]) -> None:
    here = visit()
    address = here.send(here.draft()).url
    assert reference_shown(Client().get(address)) == reference_shown(here.client.get(address))
