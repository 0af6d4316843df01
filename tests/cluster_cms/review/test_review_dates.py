"""A page or document has an owner and a day of review, of which the owner is told by mail, once for each day."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.sending import send_due_mails
from cluster_cms.pages.media import CustomDocument
from cluster_cms.review.review_dates import KIND, ReviewDate, remind_owners, set_date
from cluster_cms.security.accounts import User
from home.models import CompanyPage
from tests.cluster_cms.review.conftest import mails_to
from tests.infrastructure.cast import Clock

DAY = date(2026, 12, 1)


def queued() -> int:
    return OutboxMail.objects.filter(kind=KIND).count()


@pytest.fixture
def dated(draft: CompanyPage, colleague: User) -> CompanyPage:
    set_date(due_on=DAY, owner=colleague, page=draft)
    return draft


def test_marketing_sets_owner_and_day_in_the_editor(draft: CompanyPage, editor: Client, colleague: User) -> None:
    address = reverse("review_date", args=[draft.pk])
    editor.post(address, {"due_on": "2026-12-01", "owner": colleague.pk})
    assert ReviewDate.objects.get().due_on == DAY
    assert CompanyPage.objects.get(pk=draft.pk).owner == colleague
    editor.post(address, {"due_on": "", "owner": colleague.pk})
    assert not ReviewDate.objects.exists()


def test_a_day_that_is_none_is_refused_and_kept_in_the_form(draft: CompanyPage, editor: Client) -> None:
    answer = editor.post(reverse("review_date", args=[draft.pk]), {"due_on": "いつか"})
    assert answer.status_code == 422
    assert "いつか" in answer.content.decode()


def test_the_owner_is_told_on_the_day_and_once(dated: CompanyPage, colleague: User, clock: Clock) -> None:
    clock.set("2026-11-30 23:59")
    remind_owners()
    assert queued() == 0
    clock.set("2026-12-01 00:00")
    remind_owners()
    remind_owners()
    assert queued() == 1
    send_due_mails()
    [sent] = mails_to(colleague.email)
    assert sent.subject == "見直しの時期です：準備中のページ"


def test_the_next_day_is_told_again(dated: CompanyPage, colleague: User, clock: Clock) -> None:
    clock.set("2026-12-01 09:00")
    remind_owners()
    set_date(due_on=date(2027, 12, 1), owner=colleague, page=dated)
    clock.set("2027-12-01 09:00")
    remind_owners()
    assert queued() == 2


def test_without_an_owner_marketing_is_told(dated: CompanyPage, clock: Clock, marketing: User, colleague: User) -> None:
    User.objects.filter(pk=marketing.pk).update(email="marketing@example.com")
    set_date(due_on=DAY, owner=None, page=dated)
    clock.set("2026-12-02 09:00")
    remind_owners()
    assert queued() >= 2


def test_a_day_that_was_moved_is_not_mailed(dated: CompanyPage, colleague: User, clock: Clock) -> None:
    clock.set("2026-12-01 09:00")
    remind_owners()
    set_date(due_on=date(2027, 12, 1), owner=colleague, page=dated)
    send_due_mails()
    assert not mails_to(colleague.email)


def test_a_document_reminds_who_uploaded_it(database: None, colleague: User, clock: Clock) -> None:
    document = CustomDocument.objects.create(title="カタログ", file="x.pdf", uploaded_by_user=colleague)
    ReviewDate.objects.create(document=document, due_on=DAY)
    clock.set("2026-12-01 09:00")
    remind_owners()
    assert OutboxMail.objects.get(kind=KIND).subject == f"document:{document.pk}"


def test_the_day_of_a_document_is_set_by_who_may_change_it(
    editor: Client, colleague: User, legal: User, signed_in: Callable[[User], Client]
) -> None:
    document = CustomDocument.objects.create(title="カタログ", file="x.pdf", uploaded_by_user=colleague)
    data = {"document": document.pk, "due_on": "2026-12-01"}
    assert signed_in(legal).post(reverse("review_dates"), data).status_code == 422
    assert not ReviewDate.objects.exists()
    editor.post(reverse("review_dates"), data)
    assert ReviewDate.objects.get().due_on == DAY
    editor.post(reverse("review_dates"), data | {"due_on": ""})
    assert not ReviewDate.objects.exists()


def test_the_report_lists_what_is_due_first(
    dated: CompanyPage, editor: Client, desk: User, signed_in: Callable[[User], Client], clock: Clock
) -> None:
    clock.set("2026-12-01 09:00")
    page = editor.get(reverse("review_dates")).content.decode()
    assert "準備中のページ" in page
    assert "時期が来ています" in page
    assert "佐藤" in page
    assert signed_in(desk).get(reverse("review_dates")).status_code in (302, 403)
