"""Suspected spam is stored like everything else and waits in its box; whoever sent it notices nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from cluster_cms.security.audit import AuditEntry
from contact.inquiries.spam_scoring import SpamSignal
from contact.models import Inquiry, Status
from tests.contact.visit import Visit, reference_shown, texts
from tests.infrastructure.cast import Clock

Open = Callable[..., Visit]
SPAM = {"message": "Best prices https://a.example https://b.example https://c.example", "website": "https://d.example"}
LONG = "同じ文面を二十文字より長く書いたお問い合わせの本文です。"


def test_suspected_spam_is_kept_with_its_signs_and_gets_the_same_thanks(visit: Open, language: str) -> None:
    here = visit(language)
    thanks = here.client.get(here.send(here.draft(**SPAM)).url)
    inquiry = Inquiry.objects.get(reference=reference_shown(thanks))
    assert inquiry.status == Status.SPAM
    assert inquiry.quarantined_at == inquiry.received_at
    assert {SpamSignal.HONEYPOT, SpamSignal.LINKS} <= set(inquiry.spam_signals)
    assert str(thanks.context["page"].thanks)[:10] in texts(thanks)
    assert Inquiry.objects.in_quarantine().filter(pk=inquiry.pk).exists()


def test_a_plain_inquiry_is_new_and_unsuspected(inquiry: Inquiry) -> None:
    assert (inquiry.status, inquiry.spam_score, inquiry.spam_signals) == (Status.NEW, 0, [])
    assert inquiry.quarantined_at is None


def test_a_password_manager_that_fills_the_honeypot_costs_nobody_an_answer(visit: Open, language: str) -> None:
    inquiry = visit(language).send_all(website="taro.yamada")
    assert (inquiry.status, inquiry.spam_signals) == (Status.NEW, [SpamSignal.HONEYPOT])


def test_the_honeypot_is_redisplayed_empty(visit: Open) -> None:
    assert "filled-by-a-program" not in texts(visit().check(website="filled-by-a-program", mail="wrong"))


def test_the_honeypot_is_hidden_from_people(visit: Open, language: str) -> None:
    page = texts(visit(language).client.get(visit(language).address))
    trap = page[page.index('<div class="sr-only" aria-hidden="true"><label for="field-website">') :].split("</div>")[0]
    assert 'tabindex="-1"' in trap
    assert 'autocomplete="off"' in trap
    assert {"ja": "この欄には何も入力しないでください", "en": "Leave this field empty"}[language] in trap


def test_quickness_is_measured_between_checking_and_sending(visit: Open, hour: Clock, settings: Any) -> None:
    settings.FORM_QUICK = 3
    here = visit()
    for seconds, signs in ((2, [SpamSignal.QUICK]), (3, [])):
        draft = here.draft(message=f"{seconds}秒後に送ります")
        hour.forward(seconds=seconds)
        here.send(draft)
        assert Inquiry.objects.latest_first()[0].spam_signals == signs


def test_one_text_from_several_addresses_is_a_sign_from_the_third_on(visit: Open, hour: Clock) -> None:
    found = [visit().send_all(message=LONG, mail=f"{name}@example.com").spam_signals for name in "aabbc"]
    assert found == [[], [], [], [], [SpamSignal.REPEATED]]


def test_short_texts_are_alike_by_chance(visit: Open, hour: Clock) -> None:
    found = [visit().send_all(message="資料をください。", mail=f"{name}@example.com").spam_signals for name in "abcd"]
    assert found == [[]] * 4


def test_texts_of_yesterday_are_not_remembered(visit: Open, hour: Clock) -> None:
    for name in "abc":
        visit().send_all(message=LONG, mail=f"{name}@example.com")
    hour.forward(hours=12)
    assert visit().send_all(message=LONG, mail="d@example.com").spam_signals == []


def test_many_inquiries_from_one_network_are_a_sign(visit_from: Open, limits: Callable[..., None]) -> None:
    limits(sends=20)
    found = [visit_from("192.0.2.1").send_all(message=f"{number}件目").spam_signals for number in range(5)]
    assert found == [[], [], [], [], [SpamSignal.NETWORK]]
    assert visit_from("192.0.2.2").send_all().spam_signals == []


def test_the_chain_keeps_the_score_and_nothing_that_was_written(visit: Open) -> None:
    inquiry = visit().send_all(**SPAM)
    entry = AuditEntry.objects.get(action="inquiry.received", subject=inquiry.reference)
    assert f'"score":{inquiry.spam_score}' in entry.data
    assert not any(word in entry.data for word in ("example", "prices", "127.0.0.1"))


@pytest.mark.parametrize("honeypot_filled", [True, False])
def test_a_double_click_on_suspected_spam_stores_it_once(visit: Open, honeypot_filled: bool) -> None:
    here, before = visit(), Inquiry.objects.count()
    draft = here.draft(**{**SPAM, "website": "x" if honeypot_filled else ""})
    assert len({here.send(draft).status_code for _click in range(2)}) == 1
    assert Inquiry.objects.count() == before + 1
