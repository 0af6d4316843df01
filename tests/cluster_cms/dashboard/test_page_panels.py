"""Panels about pages: one's own drafts, reviews, submissions and plans, at a cost that does not grow with the site."""

import re
from collections.abc import Callable
from datetime import timedelta

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cluster_cms import clock
from cluster_cms.security.accounts import User
from home.models import CompanyPage
from tests.policy.drafting import good_draft, submitted

SignIn = Callable[[User], Client]
BUDGET = 60  # queries of the dashboard of marketing with a draft on it; 55 when it was measured
MORE = 60  # pages


def panel(client: Client, name: str) -> str:
    """Return a panel of the dashboard; empty where it is not shown."""
    found = re.search(rf'aria-labelledby="panel-{name}".+?</section>', client.get("/admin/").content.decode(), re.S)
    return found[0] if found else ""


def drafted(home: Page, user: User, **fields: object) -> Page:
    """Return a new page below the home page that the person has drafted, and nobody published."""
    page = CompanyPage(title="展示会のご案内", slug="fair", live=False, owner=user, **fields)
    home.add_child(instance=page)
    page.save_revision(user=user)
    return page


def test_my_draft_is_one_click_away_and_nobody_elses(
    marketing: User, admin: User, home_page: Page, signed_in: SignIn
) -> None:
    page = drafted(home_page, marketing)
    mine = panel(signed_in(marketing), "drafts")
    assert "展示会のご案内" in mine
    assert f'href="/admin/pages/{page.pk}/edit/"' in mine
    assert panel(signed_in(admin), "drafts") == ""


def test_a_draft_that_one_may_no_longer_edit_is_not_shown(marketing: User, home_page: Page, signed_in: SignIn) -> None:
    drafted(home_page, marketing)
    marketing.groups.clear()
    marketing.groups.add(*User.objects.get(username="legal").groups.all())
    assert panel(signed_in(marketing), "drafts") == ""


def test_a_submission_waits_for_the_approver_and_is_seen_by_its_author(
    legal: User, approver: User, signed_in: SignIn
) -> None:
    submitted(good_draft(), legal)
    assert "legal" in panel(signed_in(approver), "reviews")
    assert panel(signed_in(legal), "reviews") == ""
    assert "の段階です" in panel(signed_in(legal), "submissions")
    assert "申請済みです" in panel(signed_in(legal), "policy")


def test_plans_stand_in_order_of_time(marketing: User, legal: User, home_page: Page, signed_in: SignIn) -> None:
    page = drafted(home_page, marketing)
    page.go_live_at = clock.now() + timedelta(days=2)
    page.save_revision(user=marketing).publish()
    first = CompanyPage.objects.child_of(home_page).live()[0]
    Page.objects.filter(pk=first.pk).update(expire_at=clock.now() + timedelta(days=1))
    plans = panel(signed_in(marketing), "scheduled")
    assert plans.index("に公開終了") < plans.index("展示会のご案内")
    assert panel(signed_in(legal), "scheduled") == ""


def test_the_cost_does_not_grow_with_the_site(marketing: User, home_page: Page, signed_in: SignIn) -> None:
    drafted(home_page, marketing)
    few = queries(signed_in(marketing))
    call_command("load_demo", pages=Page.objects.count() + MORE)
    many = queries(signed_in(marketing))
    assert many <= few <= BUDGET


def queries(client: Client) -> int:
    """Return how many queries the dashboard takes, once what is kept in caches is there."""
    client.get("/admin/")
    with CaptureQueriesContext(connection) as found:
        client.get("/admin/")
    print(len(found))
    return len(found)
