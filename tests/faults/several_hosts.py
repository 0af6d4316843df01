"""Two hosts behind one nginx are one site, whatever happens to one of them; run by `make test-extra`.

Everything listens on loopback; only processes that the test starts are stopped.
"""

import contextlib
import logging
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.operations.database_owner import connected_to
from cluster_cms.operations.jobs import registered_jobs
from cluster_cms.pages.media import CustomDocument, CustomImage
from contact.rate_limits.limits import PER_NETWORK
from home.models import NewsPage
from tests.faults import hosts as hosting
from tests.faults.database_side import LATER, WATCH, copying
from tests.faults.front import Front, front_folder, nginx
from tests.faults.hosts import NAMES, PASSWORD, STAFF, Host, finished, until
from tests.faults.staff import Browser
from tests.faults.writers import Writers
from tests.infrastructure.camera import jpeg, scene
from tests.infrastructure.cast import live_page
from tests.infrastructure.smtp import Script, mail_server

SHOWN_WITHIN = 5  # seconds from a change to every page
LOCKED = 6  # seconds for which a copy of the database holds a table that an update changes


@dataclass
class Place:
    """What the hosts have in common."""

    hosts: list[Host]
    front: Front
    mails: Script
    bucket: Any
    owner: str
    folder: Path


@pytest.fixture(scope="module")
def place(object_store: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Place]:
    """Two hosts with sample content behind one nginx; this process sees their database as its administrator."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(front_folder())
        name, site, owner = stack.enter_context(hosting.two_roles())
        logging.getLogger("werkzeug").setLevel(logging.WARNING)  # the object store would write a line for each request
        mails, port = stack.enter_context(mail_server()), stack.enter_context(hosting.cache_server(folder))
        shared = hosting.shared_environment(site, mails.port, port, object_store)
        bucket = hosting.make_bucket(object_store)
        hosts = [hosting.make_host(folder / one, shared) for one in NAMES]
        for host in hosts:
            stack.callback(host.end)
        hosting.bring_up_to_date(hosts, owner)
        hosting.fill(hosts[0])
        stack.enter_context(django_db_blocker.unblock())
        stack.enter_context(connected_to(name))
        stack.enter_context(override_settings(SECRET_KEY=shared["SECRET_KEY"]))
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {urlsplit(owner).username}; {WATCH}; RESET ROLE")  # who owns all other tables
        for host in hosts:
            host.start()
            host.work()
        front = stack.enter_context(nginx(folder, [host.port for host in hosts], hosts[0].folder / "unavailable"))
        yield Place(hosts, front, mails, bucket, owner, folder)


@pytest.fixture
def editor(place: Place) -> Browser:
    """Somebody of the staff, signed in at the first host."""
    browser = Browser(place.hosts[0].port)
    assert browser.sign_in(STAFF, PASSWORD) == 302, browser.text
    return browser


@pytest.fixture
def writers(place: Place) -> Writers:
    return Writers(place.front.secure, live_page("contact.contactpage").pk)


def test_a_sign_in_at_one_host_is_valid_at_the_other_and_so_is_the_sign_out(place: Place, editor: Browser) -> None:
    other = editor.at(place.hosts[1].port)
    assert other.is_signed_in()
    assert other.sign_out() == 302
    assert not editor.is_signed_in()


def test_what_is_limited_is_counted_for_both_hosts_together(place: Place) -> None:
    visitor = Browser(place.hosts[0].port, "192.0.2.99")
    asked = Counter[int]()
    for number in range(PER_NETWORK + 2):
        asked[
            visitor.at(place.hosts[number % 2].port).post("/contact-us/your-data/", mail=f"{number}@example.com")
        ] += 1
    assert asked == {303: PER_NETWORK, 429: 2}


def test_what_is_published_at_one_host_is_shown_by_the_other_and_by_nginx(place: Place, editor: Browser) -> None:
    page = NewsPage.objects.filter(locale__language_code="ja").live().first()
    assert page
    address, seen = page.get_parent().url, [host.port for host in place.hosts]
    assert all(Browser(port).ask(address) == 200 for port in seen)
    assert place.front.ask(address)[0] == 200
    copied = {"new_title": "二つの機械の見本", "new_slug": "two-hosts", "new_parent_page": str(page.get_parent().pk)}
    editor.ask(f"/admin/pages/{page.pk}/copy/")
    assert editor.post(f"/admin/pages/{page.pk}/copy/", **copied, publish_copies="on") == 302, editor.text
    began = time.monotonic()

    def shown() -> bool:
        visitor = Browser(seen[1])
        return visitor.ask(address) == 200 and copied["new_title"] in visitor.text

    until(shown, SHOWN_WITHIN)
    at_the_other = time.monotonic() - began
    until(lambda: copied["new_title"] in place.front.ask(address)[1], SHOWN_WITHIN - at_the_other)
    print(f"\nshown by the other host after {at_the_other:.1f} s, by nginx after {time.monotonic() - began:.1f} s")


def test_what_is_taken_down_at_one_host_is_gone_at_the_other_and_from_nginx(place: Place, editor: Browser) -> None:
    page = NewsPage.objects.filter(locale__language_code="en").live().first()
    assert page
    assert place.front.ask(page.url)[0] == Browser(place.hosts[1].port).ask(page.url) == 200
    editor.ask(f"/admin/pages/{page.pk}/unpublish/")
    assert editor.post(f"/admin/pages/{page.pk}/unpublish/") == 302, editor.text
    until(lambda: Browser(place.hosts[1].port).ask(page.url) in (404, 410), SHOWN_WITHIN)
    until(lambda: place.front.ask(page.url)[0] in (404, 410), SHOWN_WITHIN)


def test_a_picture_that_one_host_took_is_served_by_the_other_in_every_size(place: Place, editor: Browser) -> None:
    editor.ask("/admin/images/add/")
    collection = re.search(r'name="collection"[^>]*value="(\d+)"', editor.text)
    values = {"title": "two hosts", "collection": collection[1] if collection else "1"}
    assert editor.upload("/admin/images/add/", jpeg(scene()), **values) == 302, editor.text
    picture = CustomImage.objects.get(title="two hosts")
    other = editor.at(place.hosts[1].port)
    assert other.ask("/admin/images/") == 200
    made_there = re.search(
        r'src="(/admin/pictures/[^"]+)"[^>]*alt="two hosts"|alt="two hosts"[^>]*src="([^"]+)"', other.text
    )
    address = next(filter(None, made_there.groups())) if made_there else ""
    assert (other.ask(address), editor.ask(address)) == (200, 200)
    assert other.content == editor.content != b""
    assert picture.file.name


def test_pictures_of_pages_come_from_our_own_address_and_originals_and_documents_do_not(place: Place) -> None:
    home, other = place.front.ask("/")[1], Browser(place.hosts[1].port)
    shown = set(re.findall(r'(?:src|href)="([^"]*/media/[^"]+)"', home))
    assert shown
    assert all(address.startswith("/media/images/") for address in shown)
    for host in place.hosts:
        assert {Browser(host.port).ask(address) for address in shown} == {200}
    assert not list(place.folder.glob("*/media")), "no host keeps a file of its own"
    keys = [one["Key"] for one in place.bucket.list_objects_v2(Bucket=hosting.BUCKET)["Contents"]]
    originals = [
        *CustomImage.objects.values_list("file", flat=True),
        *CustomDocument.objects.values_list("file", flat=True),
    ]
    assert set(originals) <= set(keys)
    assert {other.ask(f"/media/{name}") for name in originals} == {404}


def test_each_job_is_run_by_one_worker_at_a_time_and_rests_until_it_is_due(place: Place) -> None:
    every = {job.name: job.every.total_seconds() for job in registered_jobs() if not job.folder}

    def watched() -> list[tuple[str, str, bool, Any]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT job, lease, begins, at FROM watched ORDER BY number")
            return list(cursor.fetchall())

    until(lambda: Counter(job for job, _lease, begins, _at in watched() if begins)["mail"] >= 6, 60)
    held: dict[str, str] = {}
    ended: dict[str, Any] = {}
    for job, lease, begins, at in watched():
        if begins:
            assert job not in held, f"{job} was begun twice"
            assert job not in ended or (at - ended[job]).total_seconds() >= every[job] - 0.1
            held[job] = lease
        else:
            assert held.pop(job) == lease
            ended[job] = at
    holders = Counter(lease.rpartition("/")[0] for _job, lease, begins, _at in watched() if begins)
    print(f"\n{len(watched())} takes and ends of {len(ended)} jobs by {len(holders)} workers: {list(holders.values())}")
    assert len(holders) == 2
    assert ended.keys() >= {"mail", "scheduled publishing", "erasure journal"}


def test_every_mail_is_sent_once_though_two_workers_send(place: Place, writers: Writers) -> None:
    with writers.writing():
        until(lambda: writers.acknowledged() >= 10, 60)
    until(lambda: not OutboxMail.objects.filter(sent_at=None).exists(), 60)
    sent = Counter(str(letter["Message-ID"]) for letter in place.mails.taken)
    assert sent
    assert set(sent.values()) == {1}


def test_an_update_of_both_hosts_loses_nothing_while_visitors_write(
    place: Place, writers: Writers, capsys: pytest.CaptureFixture[str]
) -> None:
    with writers.writing():
        for host in place.hosts * 2:
            until(lambda: writers.acknowledged() >= 4, 60)
            host.restart()
        enough = writers.acknowledged() + 4
        until(lambda: writers.acknowledged() >= enough, 60)
    with capsys.disabled():
        print(writers.report("both restarted twice"))
    assert_nothing_is_lost(writers)


def test_a_migration_that_waits_for_a_copy_of_the_database_holds_no_visitor_up(
    place: Place, writers: Writers, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in LATER.items():
        (place.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (place.folder / name).write_text(text)
    changed = {"PYTHONPATH": f"{place.folder}:{place.hosts[0].env.get('PYTHONPATH', '')}"}
    changed |= {"DJANGO_SETTINGS_MODULE": "later_settings", "MIGRATION_DATABASE_URL": place.owner}
    with writers.writing():
        until(lambda: writers.acknowledged() >= 4, 60)
        with copying("contact_inquiry"):
            migration = place.hosts[0].command(["python", "manage.py", "migrate", "--no-input"], **changed)
            threading.Event().wait(LOCKED)
            during = writers.acknowledged()
        text = finished(migration)
        enough = writers.acknowledged() + 4
        until(lambda: writers.acknowledged() >= enough, 60)
    with capsys.disabled():
        print(writers.report(f"migrated, {during} of them while the tables were held"))
    assert "Applying later.0001_later... OK" in text
    assert_nothing_is_lost(writers)


def assert_nothing_is_lost(writers: Writers) -> None:
    assert writers.broken_promises() == []
    refusals = writers.refusals()
    assert {one.status for one in refusals} <= {503}, refusals
    assert all(one.shows for one in refusals), refusals
    assert writers.statuses_of_pages() == set()


def test_both_workers_are_well_and_each_host_has_its_pages_for_a_503(place: Place) -> None:
    for host in place.hosts:
        assert "well  worker: last active" in host.manage("doctor", "--worker")
        assert {file.name for file in host.folder.glob("unavailable/*.html")} == {"en.html", "ja.html"}


def test_nginx_answers_everything_while_one_host_is_without_power(place: Place, writers: Writers) -> None:
    lost = place.hosts[1]
    lost.kill()
    try:
        addresses = [f"/search/?q={number}" for number in range(20)] + ["/admin/account/login/"] * 20
        answers = Counter(place.front.ask(address)[0] for address in addresses)
        with writers.writing():
            until(lambda: writers.acknowledged() >= 8, 60)
    finally:
        lost.start()
    assert answers == {200: 40}
    assert writers.refusals() == {}
    assert_nothing_is_lost(writers)
