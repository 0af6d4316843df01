"""The privacy officer reads who did what with inquiries, narrows it, and leaves an entry by looking."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cluster_cms.security.audit import AuditEntry
from contact.admin import audit_log_views
from contact.inquiries.handling import mark_answered
from contact.inquiries.history import open_inquiry
from contact.models import AccessReason, Inquiry
from tests.contact.visit import WRITTEN, texts
from tests.infrastructure.cast import Clock

SignIn = Callable[[Any], Client]
LIST = "/admin/inquiries/audit/"


@pytest.fixture
def officer(privacy_officer: Any, signed_in: SignIn) -> Client:
    return signed_in(privacy_officer)


def rows(page: Any) -> list[tuple[str, str]]:
    """Return what and reason of each row."""
    return [(act.what, act.reason) for act in page.context["acts"]]


def test_an_entry_is_shown_in_plain_words(officer: Client, desk: Any, inquiry: Inquiry) -> None:
    open_inquiry(inquiry=inquiry, actor=desk, reason=AccessReason.REVIEW)
    page = officer.get(LIST, {"reference": inquiry.reference})
    assert rows(page) == [("閲覧", "窓口の内部監査"), ("受付", "")]
    assert [act.who for act in page.context["acts"]] == [desk.get_full_name() or desk.username, "お客様"]
    for word in (WRITTEN["name"], WRITTEN["mail"], WRITTEN["company"]):
        assert word not in texts(page)


def test_viewing_the_log_is_recorded(officer: Client, privacy_officer: Any, inquiry: Inquiry) -> None:
    officer.get(LIST, {"reference": inquiry.reference.lower()})
    entry = AuditEntry.objects.order_by("-position")[0]
    assert (entry.action, entry.actor_id, entry.subject) == (
        "audit_log.viewed",
        privacy_officer.pk,
        inquiry.reference,
    )
    assert json.loads(entry.data) == {"count": 1}


def test_it_is_filtered_by_person_action_reference_and_day(
    officer: Client, desk: Any, inquiry: Inquiry, clock: Clock
) -> None:
    clock.set("2026-02-01 23:59")
    open_inquiry(inquiry=inquiry, actor=desk)
    clock.set("2026-02-02 00:00")
    mark_answered(inquiry=inquiry, actor=desk)
    opened, answered = [("閲覧", "対応のため")], [("対応済みに変更", "対応のため")]
    day = {"reference": inquiry.reference, "person": desk.pk}
    assert rows(officer.get(LIST, day | {"until": "2026-02-01"})) == opened
    assert rows(officer.get(LIST, day | {"since": "2026-02-02"})) == answered
    assert rows(officer.get(LIST, day | {"action": "inquiry.answered"})) == answered
    assert [what for what, _reason in rows(officer.get(LIST, day | {"person": "none"}))] == ["受付"]


@pytest.mark.parametrize(
    "query",
    [{"since": "yesterday"}, {"person": "0"}, {"action": "x"}, {"reference": "山田太郎"}, {"reference": "x" * 50}],
)
def test_an_invalid_filter_finds_nothing_and_is_not_recorded(query: dict[str, str], officer: Client) -> None:
    page = officer.get(LIST, query)
    assert (page.status_code, rows(page)) == (200, [])
    assert AuditEntry.objects.order_by("-position")[0].subject == ""


def test_pages_show_each_entry_once(
    officer: Client, desk: Any, inquiry: Inquiry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_log_views, "PAGE_SIZE", 3)
    for _time in range(6):
        open_inquiry(inquiry=inquiry, actor=desk)
    seen: list[int] = []
    query: dict[str, Any] = {"action": "inquiry.opened", "reference": inquiry.reference}
    page = officer.get(LIST, query)
    seen += [act.position for act in page.context["acts"]]
    older = page.context["page"].older
    further = officer.get(LIST, query | {"before": older})
    seen += [act.position for act in further.context["acts"]]
    assert (seen, further.context["page"].older) == (sorted(seen, reverse=True), None)
    assert len(set(seen)) == 6
    back = officer.get(LIST, query | {"after": further.context["page"].newer})
    assert [act.position for act in back.context["acts"]] == seen[:3]


@pytest.mark.parametrize("place", ["before=x", "after=-1", "before=９", f"after={'9' * 40}", "after=999999"])
def test_an_invalid_position_is_no_error(place: str, officer: Client) -> None:
    assert officer.get(f"{LIST}?{place}").status_code == 200
