"""Every public page: browsers ask each time; shared caches keep it to the next effective instant, and never beyond."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from cluster_cms.pages import content_stamp, freshness
from policy.models.revisions import PolicyRevision
from tests.infrastructure.cast import Clock
from tests.policy.public.announcing import announce, withdraw

PAGES = ("/", "/news/", "/contact-us/", "/privacy-policy/", "/search/?q=resin", "/sitemap/")
LAST_SECONDS = "2028-01-31 23:59:57.5"
# How long a shared cache keeps a page, and shows it while it asks anew (seconds).
MOMENTS = {
    "2028-01-31 23:55:00": (1, 2),
    LAST_SECONDS: (1, 1),
    "2028-01-31 23:59:59.9": (0, 0),
    "2028-02-01 00:00:00": (1, 2),
}
MONTH, DAY = 30 * 86_400, 86_400


@pytest.fixture
def announced(policy_page: object, clock: Clock) -> None:
    """Revision 4: in force from 1 February 2028."""
    clock.set("2027-12-01 10:00")
    announce(effective_on=date(2028, 2, 1))


def address(language: str, page: str) -> str:
    return page if language == "ja" else f"/en{page}"


def test_shared_freshness_ends_at_the_next_effective_instant(
    announced: None, clock: Clock, language: str, visitor: Client
) -> None:
    for page in PAGES:
        for moment in MOMENTS if page == "/" else (LAST_SECONDS,):
            clock.set(moment)
            answer = visitor.get(address(language, page))
            assert answer.status_code == 200, page
            kept, revalidating = MOMENTS[moment]
            expected = f"public, max-age=0, must-revalidate, s-maxage={kept}, stale-while-revalidate={revalidating}"
            assert answer["Cache-Control"].startswith(f"{expected}, "), (page, moment)
            assert answer["ETag"], page


def test_while_the_site_is_away_no_legal_page_outlives_its_revision(
    announced: None, clock: Clock, language: str, visitor: Client
) -> None:
    expected = {
        "2028-01-01 12:00": {"/": MONTH, "/privacy-policy/": DAY, "/contact-us/": MONTH},
        "2028-01-31 23:58": {"/": MONTH, "/privacy-policy/": 120, "/contact-us/": 120},
    }
    for moment, pages in expected.items():
        clock.set(moment)
        for page, seconds in pages.items():
            answer = visitor.get(address(language, page))
            assert freshness.stale_seconds(answer["Cache-Control"]) == seconds, (page, moment)


def test_the_notice_is_gone_with_the_instant_and_the_tag_changes(
    announced: None, clock: Clock, language: str, visitor: Client
) -> None:
    clock.set("2028-01-31 23:59:59.999999")
    before = visitor.get(address(language, "/"))
    clock.set("2028-02-01 00:00")
    after = visitor.get(address(language, "/"), headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert len(after.content) < len(before.content)


def test_a_page_that_was_begun_before_midnight_is_not_kept_after_it(
    announced: None, clock: Clock, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set("2028-01-31 23:59:59")

    real = content_stamp.next_change

    def late(at: datetime) -> datetime | None:
        end = real(at)
        clock.set("2028-02-01 00:00:01")
        return end

    monkeypatch.setattr(freshness, "next_change", late)
    assert "s-maxage=0, stale-while-revalidate=0" in visitor.get("/")["Cache-Control"]


def test_a_withdrawal_lengthens_it_again(announced: None, clock: Clock, visitor: Client) -> None:
    clock.set("2028-01-31 23:59:50")
    assert visitor.get("/contact-us/")["Cache-Control"].endswith("stale-if-error=10")
    withdraw(4)
    assert visitor.get("/contact-us/")["Cache-Control"].endswith(f"stale-if-error={MONTH}")


@pytest.mark.parametrize("page", ["/privacy-policy/", "/privacy-policy/v/3/", "/contact-us/"])
def test_when_the_ledger_cannot_be_read_the_answer_is_503(
    page: str, language: str, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **kwargs: Any) -> Any:
        raise OperationalError("the ledger does not answer")

    monkeypatch.setattr(PolicyRevision.objects, "get_queryset", broken)
    visitor.raise_request_exception = False
    answer = visitor.get(address(language, page))
    assert answer.status_code == 503
    assert (answer["Cache-Control"], answer["Retry-After"]) == ("no-store", "30")
    assert ("ただいま" if language == "ja" else "not available at the moment") in answer.text
    assert "個人情報の利用目的" not in answer.text
