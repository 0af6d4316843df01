"""The limits of the form, for one network and for all together; a refused visitor keeps the text."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError

from contact.models import Inquiry, RateCounter
from contact.rate_limits import limits as limits_module
from tests.contact.visit import WRITTEN, Visit, texts
from tests.infrastructure.cast import Clock

Limits = Callable[..., None]
From = Callable[..., Visit]
TITLES = {
    "ja": "ただいまお問い合わせが集中しています",
    "en": "We are receiving too many inquiries at the moment",
}
WAIT = {"ja": "約10分待ってから", "en": "please wait 10 minutes"}
HOME, OFFICE = "192.0.2.1", "192.0.2.2"


def test_too_many_checks_are_refused_with_the_text_kept(visit: From, limits: Limits, language: str) -> None:
    here = visit(language)
    limits(posts=2)
    assert [here.check().status_code for _post in range(3)] == [200, 200, 429]
    answer = here.check(message="もう一度")
    page = texts(answer)
    assert answer.headers["Retry-After"] == "600"
    for text in (TITLES[language], WAIT[language], "もう一度", WRITTEN["mail"], WRITTEN["phone"], WRITTEN["company"]):
        assert text in page


def test_too_many_sends_are_refused_with_the_text_kept(visit: From, limits: Limits, language: str) -> None:
    here = visit(language)
    drafts = [here.draft(message=f"内容{number}") for number in range(3)]
    limits(sends=2)
    before = Inquiry.objects.count()
    answers = [here.send(draft) for draft in drafts]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert Inquiry.objects.count() == before + 2
    for text in (TITLES[language], "内容2", WRITTEN["name"], WRITTEN["mail"]):
        assert text in texts(answers[2])
    assert "no-store" in answers[2].headers["Cache-Control"]


def test_the_refused_text_can_be_sent_when_the_time_is_over(visit: From, limits: Limits, hour: Clock) -> None:
    here = visit()
    draft = here.draft()
    limits(sends=1)
    here.send_all(message="前の内容")
    refused = here.send(draft)
    hour.forward(seconds=int(refused.headers["Retry-After"]))
    assert here.send(draft).status_code == 303


def test_an_honest_person_who_corrects_errors_is_never_stopped(visit: From, limits: Limits) -> None:
    here = visit()
    limits(posts=60, sends=20, all_posts=300, all_sends=600)  # the defaults
    for _correction in range(15):
        assert here.check(mail="taro.example.com").status_code == 422
        assert here.send(here.draft(), step="change").status_code == 200
    for number in range(3):
        here.send_all(message=f"{number}件目のお問い合わせです。")


def test_one_network_at_its_limit_stops_no_other(visit_from: From, limits: Limits) -> None:
    home, office = visit_from(HOME), visit_from(OFFICE)
    limits(posts=1)
    assert [here.check().status_code for here in (home, home, office)] == [200, 429, 200]


def test_a_flood_from_one_network_uses_up_nothing_of_the_others(visit_from: From, limits: Limits) -> None:
    home, office = visit_from(HOME), visit_from(OFFICE)
    limits(posts=2, all_posts=4)
    for _post in range(20):
        home.check()
    assert office.check().status_code == 200


@pytest.mark.parametrize("ceiling, seconds", [("all_posts", "60"), ("all_sends", "3600")])
def test_all_networks_together_have_a_ceiling(
    visit_from: From, limits: Limits, ceiling: str, seconds: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    visits = [visit_from("192.0.2.1") for _number in range(4)]  # one network, which is hardly seen no more
    drafts = [here.draft() for here in visits]
    RateCounter.objects.all().delete()
    monkeypatch.setattr(limits_module, "FEW_SENDS", 3)
    monkeypatch.setattr(limits_module, "FEW_POSTS", 3)
    limits(**{ceiling: 3})
    answers = [here.send(draft) for here, draft in zip(visits, drafts, strict=True)]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429]
    assert answers[3].headers["Retry-After"] == seconds


def test_a_refused_post_writes_nothing(visit: From, limits: Limits, django_assert_num_queries: Any) -> None:
    here = visit()
    limits(posts=1)
    here.check()
    before = list(RateCounter.objects.order_by("key").values_list("key", "count"))
    assert here.check().status_code == 429
    assert list(RateCounter.objects.order_by("key").values_list("key", "count")) == before


def test_a_send_is_counted_with_the_inquiry_it_stores_and_once(visit: From, limits: Limits) -> None:
    here = visit()
    draft = here.draft()
    limits()
    RateCounter.objects.all().delete()
    here.send(draft)
    assert set(RateCounter.objects.values_list("count", flat=True)) == {1}
    here.send(draft)
    assert max(RateCounter.objects.values_list("count", flat=True)) == 2


def test_a_draft_that_is_not_sent_is_counted_too(visit: From, limits: Limits) -> None:
    here = visit()
    limits(sends=1)
    assert [here.send("damaged").status_code for _post in range(2)] == [409, 429]


def test_who_comes_second_to_the_last_place_stores_nothing(
    visit: From, limits: Limits, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, before = visit(), Inquiry.objects.count()
    draft = here.draft()
    limits(sends=1)
    here.send_all(message="先に届いた内容")
    monkeypatch.setattr(limits_module.CountedPost, "check", lambda post: None)  # read before the other was counted
    answer = here.send(draft)
    assert (answer.status_code, Inquiry.objects.count()) == (429, before + 1)
    assert WRITTEN["name"] in texts(answer)


def test_reading_the_form_counts_for_nothing(visit: From, limits: Limits) -> None:
    limits(posts=1)
    before = RateCounter.objects.count()
    visit().hidden()
    assert RateCounter.objects.count() == before


def test_a_count_that_cannot_be_kept_refuses_nobody(
    visit: From, limits: Limits, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_keys: Any) -> None:
        raise OperationalError("database is locked")

    here = visit()
    monkeypatch.setattr(limits_module, "read", fail)
    assert here.check().status_code == 200
    assert "uncounted" in caplog.text
    assert "127.0.0.1" not in caplog.text
