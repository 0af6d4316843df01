"""The report names every public page with findings to those who may change it, and follows corrections."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from cluster_cms.checks.page_findings import PageFindings
from cluster_cms.checks.site_reading import check_due_pages, due_pages
from cluster_cms.security.accounts import User
from tests.home.making import company_page
from tests.infrastructure.cast import Clock

ADDRESS = "/admin/reports/writing/"


def test_each_public_page_is_read_once_a_day(database: None, clock: Clock) -> None:
    page = company_page(lead="㈱山田")
    check_due_pages(seconds=60)
    assert not due_pages().exists()
    assert PageFindings.objects.get(page=page).found == [["machine-dependent", "㈱", "株式会社"]]
    clock.set(timezone.now() + timedelta(days=1, minutes=1))
    assert due_pages().filter(pk=page.pk).exists()


def test_a_run_ends_after_its_seconds_and_the_next_goes_on(database: None) -> None:
    before = due_pages().count()
    check_due_pages(seconds=0)
    assert due_pages().count() == before - 1


def test_the_report_leads_to_the_editor_and_follows_a_correction(
    signed_in: Callable[[User], Client], marketing: User, clock: Clock
) -> None:
    page = company_page(lead="㈱山田")
    check_due_pages(seconds=60)
    client = signed_in(marketing)
    shown = client.get(ADDRESS).content.decode()
    assert f"/admin/pages/{page.pk}/edit/" in shown
    assert "<q>㈱</q> → 株式会社" in shown
    clock.set(timezone.now() + timedelta(minutes=1))
    page.lead = "株式会社山田"
    page.save_revision().publish()
    assert "<q>㈱</q>" not in client.get(ADDRESS).content.decode()


def test_one_rule_can_be_chosen(signed_in: Callable[[User], Client], marketing: User) -> None:
    page = company_page(lead="㈱山田")
    check_due_pages(seconds=60)
    client, edit = signed_in(marketing), f"/admin/pages/{page.pk}/edit/"
    assert edit in client.get(f"{ADDRESS}?rule=machine-dependent").content.decode()
    assert edit not in client.get(f"{ADDRESS}?rule=half-width-kana").content.decode()
    assert edit in client.get(f"{ADDRESS}?rule=nonsense&p=x").content.decode()


def test_who_may_not_change_a_page_is_not_told_of_it(
    signed_in: Callable[[User], Client], legal: User, desk: User, visitor: Client
) -> None:
    company_page(lead="㈱山田")
    check_due_pages(seconds=60)
    assert "㈱" not in signed_in(legal).get(ADDRESS).content.decode()
    assert signed_in(desk).get(ADDRESS).status_code == 302
    assert "/login/" in visitor.get(ADDRESS)["Location"]
