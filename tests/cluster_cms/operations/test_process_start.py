"""What a process that serves the site holds after its start."""

import subprocess
import sys

import pytest

OURS = ("cluster_cms", "home", "policy", "contact", "search")


@pytest.fixture(scope="module")
def started() -> list[str]:
    """What a fresh process prints after its start: the state of the garbage collector, then its modules."""
    code = "import cluster_cms.wsgi, gc, sys; print(gc.isenabled() and gc.get_freeze_count() > 0, *sys.modules)"
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()


def test_no_demo_content_is_imported(started: list[str]) -> None:
    assert "contact.wagtail_hooks" in started
    demo = [name for name in started if name.split(".")[0] in OURS and "demo" in name.split(".")]
    assert demo == []


def test_what_the_start_has_made_is_left_out_of_later_garbage_collections(started: list[str]) -> None:
    assert started[0] == "True"


def test_the_routes_of_pages_are_built_before_threads_ask_for_them() -> None:
    code = "import cluster_cms.wsgi; from contact.pages import ContactPage; from policy.pages import PolicyPage; "
    code += "print(*('_routablepage_urlresolver' in page.__dict__ for page in (ContactPage, PolicyPage)))"
    printed = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert printed.split() == ["True", "True"]
