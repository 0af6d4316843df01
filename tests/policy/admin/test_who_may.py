"""Permissions: who may do what with the policy."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cluster_cms.oversight.new_powers import record_confirmation
from tests.policy.drafting import alias, form, good_draft, saved, source

SignIn = Callable[[AbstractBaseUser], Client]
Person = Callable[[str], AbstractBaseUser]


@pytest.mark.parametrize("role", ["legal", "approver"])
def test_legal_and_approver_open_the_editor(role: str, person: Person, signed_in: SignIn) -> None:
    client = signed_in(person(role))
    answer = client.get(reverse("policy_editor"), follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[source().pk])


@pytest.mark.parametrize("role", ["marketing", "desk", "privacy", "admin"])
def test_nobody_else_opens_it_not_even_a_superuser(role: str, person: Person, signed_in: SignIn) -> None:
    answer = signed_in(person(role)).get(reverse("wagtailadmin_pages:edit", args=[source().pk]))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("wagtailadmin_home")


@pytest.mark.parametrize("role", ["legal", "admin", "marketing"])
def test_only_the_approver_publishes(role: str, person: Person, signed_in: SignIn) -> None:
    page = good_draft()
    signed_in(person(role)).post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form(page, **{"action-publish": "1"})
    )
    assert source().ledger.count() == 3


def test_a_superuser_may_publish_once_in_the_group(admin: Any, approver: Any) -> None:
    assert not source().permissions_for_user(admin).can_publish()
    admin.groups.set(approver.groups.all())
    assert not source().permissions_for_user(admin).can_publish()
    with transaction.atomic():
        record_confirmation(account=admin, actor=None)
    assert source().permissions_for_user(admin).can_publish()


@pytest.mark.parametrize("role", ["legal", "approver", "admin", "marketing"])
def test_nobody_deletes_unpublishes_moves_copies_or_schedules(role: str, person: Person) -> None:
    for page in (source(), alias()):
        may = page.permissions_for_user(person(role))
        assert not any((may.can_delete(), may.can_unpublish(), may.can_move(), may.can_copy(), may.can_unschedule()))
        assert not any((may.can_add_subpage(), may.can_publish_subpage(), may.can_move_to(page.get_parent())))


@pytest.mark.parametrize("address", ["delete", "unpublish", "move", "copy"])
def test_the_addresses_of_those_actions_are_closed(address: str, approver: Any, signed_in: SignIn) -> None:
    answer = signed_in(approver).post(reverse(f"wagtailadmin_pages:{address}", args=[source().pk]))
    assert answer["Location"] == reverse("wagtailadmin_home")
    assert source().live


def test_a_superuser_cannot_approve_in_the_workflow(admin: Any, legal: Any) -> None:
    page = good_draft()
    saved(page, legal)
    page.get_workflow().start(page, legal)
    task = page.current_workflow_task
    assert task.get_actions(page, admin) == []
    assert task.locked_for_user(page, admin)
    assert not task.get_task_states_user_can_moderate(admin).exists()


def test_the_menu_shows_the_policy_to_those_who_may_edit_it(person: Person, signed_in: SignIn) -> None:
    address = reverse("policy_editor")
    assert address in signed_in(person("legal")).get(reverse("wagtailadmin_home")).text
    assert address not in signed_in(person("marketing")).get(reverse("wagtailadmin_home")).text


def test_a_parent_page_with_the_policy_below_is_not_deleted(admin: Any, signed_in: SignIn) -> None:
    home = Page.objects.get(pk=source().get_parent().pk)
    confirmed = {"confirm_site_name": settings.WAGTAIL_SITE_NAME}
    answer = signed_in(admin).post(reverse("wagtailadmin_pages:delete", args=[home.pk]), confirmed)
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("wagtailadmin_pages:edit", args=[home.pk]))
    assert Page.objects.get(pk=home.pk).numchild == home.numchild
