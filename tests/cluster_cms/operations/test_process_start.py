"""What a process that serves the site holds after its start."""

import subprocess
import sys

import pytest

from cluster_cms.settings import gunicorn

HOLDS = (
    "os.umask(0) == 0o077",
    "gc.isenabled() and gc.get_freeze_count() > 0",
    "'_routablepage_urlresolver' in sys.modules['contact.pages'].ContactPage.__dict__",
    "'_routablepage_urlresolver' in sys.modules['policy.pages'].PolicyPage.__dict__",
    "sys.modules['django.db'].connections.settings['default']['OPTIONS']['timeout'] == 5",
    "str(held()).replace(' ', '')",
)
HELD = """
def held():
    reader, connection = sys.modules['cluster_cms.pages.content_stamp'].reader, sys.modules['django.db'].connection
    links = [f'/proc/self/fd/{name}' for name in os.listdir('/proc/self/fd')]
    files = [os.readlink(link) for link in links if os.path.exists(link)]
    ours = [file for file in files if file.startswith('/') and not file.startswith(('/dev', '/proc'))]
    return [connection.connection, reader.stamp, reader.reading.locked(), threading.active_count(), ours]
"""
OURS = ("cluster_cms", "home", "library", "products", "policy", "contact", "search")


@pytest.fixture(scope="module")
def started() -> list[str]:
    """What a fresh process prints after its start: what holds, then its modules."""
    code = f"import cluster_cms.wsgi, gc, os, sys, threading\n{HELD}\nprint({', '.join(HOLDS)}, *sys.modules)"
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()


def test_no_demo_content_is_imported(started: list[str]) -> None:
    assert "contact.wagtail_hooks" in started
    demo = [name for name in started if name.split(".")[0] in OURS and "demo" in name.split(".")]
    assert demo == []


def test_what_the_start_has_made_is_left_out_of_later_garbage_collections(started: list[str]) -> None:
    assert started[1] == "True"


def test_the_routes_of_pages_are_built_before_threads_ask_for_them(started: list[str]) -> None:
    assert started[2:4] == ["True", "True"]


def test_a_process_that_answers_visitors_waits_shortly_for_a_lock(started: list[str]) -> None:
    assert started[4] == "True"


def test_what_a_process_writes_is_for_its_own_account(started: list[str]) -> None:
    assert started[0] == "True"


def test_nothing_of_a_start_holds_a_connection_a_thread_or_an_open_file_when_the_server_forks(
    started: list[str],
) -> None:
    assert started[5] == "[None,None,False,1,[]]"
    assert gunicorn.preload_app
