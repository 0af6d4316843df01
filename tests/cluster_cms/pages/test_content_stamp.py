"""The content stamp changes with whatever visitors may see, however it is changed, and with nothing else."""

import itertools
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.db.backends.signals import connection_created
from django.test import Client
from wagtail.models import Page

from cluster_cms import clock as site_clock
from cluster_cms.operations.heartbeats import Heartbeat
from cluster_cms.pages import content_stamp
from cluster_cms.pages.content_stamp import ContentChange, is_public_write, per_stamp, stored_value
from cluster_cms.pages.site_settings import DeskSettings
from cluster_cms.security.accounts import User
from home.models import NewsPage
from tests.infrastructure.cast import Clock

PUBLIC = (
    'UPDATE "wagtailcore_page" SET "title" = %s, "draft_title" = %s WHERE "wagtailcore_page"."id" = %s',
    "UPDATE wagtailcore_page SET path = %s || substr(path, 5)",
    'INSERT INTO "home_newspage" ("page_ptr_id") VALUES (%s)',
    'INSERT OR IGNORE INTO "contact_contactpage_purposes" ("id") VALUES (%s)',
    'DELETE FROM "wagtailredirects_redirect" WHERE "id" IN (%s)',
    ' update "policy_policyevent" set x = 1',
)
NOT_PUBLIC = (
    'SELECT "title" FROM "wagtailcore_page"',
    'UPDATE "wagtailcore_page" SET "draft_title" = %s, "latest_revision_id" = %s WHERE "title" = %s',
    'INSERT INTO "django_session" ("session_key") VALUES (%s)',
    'UPDATE "cluster_cms_user" SET "last_login" = %s',
    'INSERT INTO "contact_inquiry" ("id") VALUES (%s)',
    'INSERT INTO "wagtailcore_revision" ("id") VALUES (%s)',
    'INSERT INTO "wagtailcore_pagelogentry" ("id") VALUES (%s)',
    'INSERT INTO "cluster_cms_contentchange" ("at") VALUES (%s)',
    'SAVEPOINT "s1"',
)


@pytest.mark.parametrize("sql", PUBLIC)
def test_a_statement_that_writes_what_visitors_may_see_counts(sql: str) -> None:
    assert is_public_write(sql)


@pytest.mark.parametrize("sql", NOT_PUBLIC)
def test_a_statement_that_visitors_see_nothing_of_does_not_count(sql: str) -> None:
    assert not is_public_write(sql)


def publish() -> None:
    page = NewsPage.objects.first()
    page.title = "Another title"
    page.save_revision().publish()


def move() -> None:
    page = NewsPage.objects.first()
    page.move(Page.objects.get(depth=2, locale=page.locale), pos="last-child")


CHANGES: dict[str, Callable[[], object]] = {
    "publish": publish,
    "unpublish": lambda: NewsPage.objects.first().unpublish(),
    "move": move,
    "bulk update": lambda: NewsPage.objects.update(title="All alike"),
    "setting": lambda: DeskSettings.objects.first().save(),
    "raw SQL": lambda: connection.cursor().execute("UPDATE wagtailcore_site SET hostname = 'www.example'"),
    "delete": lambda: NewsPage.objects.first().delete(),
}


def test_every_kind_of_change_changes_the_stamp(committed_db: None) -> None:
    for name, change in CHANGES.items():
        before = content_stamp.reader.current().value
        change()
        assert content_stamp.reader.current().value != before, name


def test_what_else_looks_at_statements_leaves_the_stamp_its_own_look(database: None) -> None:
    """Django takes away the last of a connection's wrappers, whichever it is."""
    other = connection.copy()
    with other.execute_wrapper(lambda execute, *statement: execute(*statement)):
        connection_created.send(type(other), connection=other)
    assert other.execute_wrappers == [content_stamp.look_at]


def test_drafts_sign_ins_and_jobs_leave_the_stamp_alone(committed_db: None) -> None:
    before = stored_value()
    page = NewsPage.objects.first()
    page.title = "Only a draft"
    page.save_revision()
    Client().force_login(User.objects.earliest("pk"))
    Heartbeat.objects.update_or_create(job="test", defaults={"ended_at": site_clock.now()})
    assert stored_value() == before


def test_a_transaction_adds_one_row_and_counts_when_it_commits(committed_db: None) -> None:
    rows = ContentChange.objects.count()
    with transaction.atomic():
        for change in (publish, move):
            change()
        assert content_stamp.current_stamp() is None  # nobody else sees the change yet
    assert ContentChange.objects.count() == rows + 1
    assert content_stamp.current_stamp() is not None


def test_a_change_after_a_rolled_back_savepoint_counts(committed_db: None) -> None:
    before = stored_value()
    with transaction.atomic():
        with transaction.atomic():
            publish()
            transaction.set_rollback(True)
        move()
    assert stored_value() != before


def test_of_two_transactions_that_end_in_the_other_order_each_changes_the_stamp(committed_db: None) -> None:
    values = [stored_value()]
    newest = ContentChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for number in (newest + 2, newest + 1):
        ContentChange.objects.create(pk=number)
        values.append(stored_value())
    assert len(set(values)) == 3


def test_pruning_gives_a_stamp_that_never_was(committed_db: None) -> None:
    given, rows = {stored_value()}, ContentChange.objects.count()
    for _ in range(3):
        ContentChange.objects.create(at=site_clock.now() - timedelta(days=2))
        given.add(stored_value())
    content_stamp.prune()
    assert stored_value() not in given
    assert ContentChange.objects.count() == rows + 1


@pytest.mark.parametrize("answers", [True, False])
def test_those_who_wait_for_the_stamp_share_what_one_of_them_was_told(
    answers: bool, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else visitors would wait one after the other, each as long as a database that is away takes to say so."""
    reads, reader, all_wait = list[bool](), content_stamp.Reader(), threading.Event()

    def read() -> str:
        reads.append(answers)
        assert all_wait.wait(10)
        if not answers:
            raise OperationalError
        return "1.1"

    monkeypatch.setattr(content_stamp, "stored_value", read)
    monkeypatch.setattr(content_stamp, "next_end", lambda _at: None)
    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(reader.current) for _thread in range(8)]
        all_wait.set()
        assert {each.exception() is None for each in asked} == {answers}
    assert len(reads) < 3


def test_a_result_is_kept_until_the_stamp_changes(committed_db: None) -> None:
    numbers = itertools.count(1)
    count = per_stamp(lambda word: next(numbers))
    assert [count("a"), count("a"), count("b")] == [1, 1, 2]
    publish()
    assert count("a") == 3
    with transaction.atomic():
        publish()
        assert [count("a"), count("a")] == [4, 4]  # for this transaction alone
        move()
        assert count("a") == 5
        with transaction.atomic():
            transaction.set_rollback(True)
        assert count("a") == 6
    assert count("a") == 7
