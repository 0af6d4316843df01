"""The databases that other tests rely on: one is rolled back, the other is a copy of the test's own."""

import threading

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from wagtail.models import Page

PASSES = ("first", "second")


@pytest.mark.django_db
@pytest.mark.parametrize("order", PASSES)
def test_what_a_test_writes_is_gone_for_the_next(order: str) -> None:
    assert not Group.objects.filter(name="from a test").exists()
    Group.objects.create(name="from a test")


@pytest.mark.parametrize("order", PASSES)
def test_what_a_test_commits_is_gone_for_the_next(committed_db: None, order: str) -> None:
    assert not Group.objects.filter(name="committed").exists()
    Group.objects.create(name="committed")


def test_a_commit_is_seen_by_another_thread_and_runs_its_callbacks(committed_db: None) -> None:
    seen: list[object] = []

    def look() -> None:
        seen.append(Group.objects.filter(name="committed").count())
        connection.close()

    with transaction.atomic():
        Group.objects.create(name="committed")
        transaction.on_commit(lambda: seen.append("callback"))
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == ["callback", 1]


@pytest.mark.django_db
def test_a_test_may_have_both_and_each_stays_its_own(request: pytest.FixtureRequest) -> None:
    Group.objects.create(name="rolled back")
    request.getfixturevalue("committed_db")
    assert not Group.objects.filter(name="rolled back").exists()
    assert not connection.in_atomic_block


@pytest.mark.django_db
def test_the_demo_stands_in_both_languages(language: str) -> None:
    assert Page.objects.live().filter(locale__language_code=language, depth__gt=1).count() >= 5
