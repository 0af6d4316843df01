"""What was typed when a session ended is kept for the same account, which sends it once more after signing in."""

from collections.abc import Callable

from django.test import Client
from pytest_django import Settings

from cluster_cms.security.accounts import User
from cluster_cms.security.kept_posts import KEPT, LARGEST
from tests.cluster_cms.sign_in.conftest import LOGIN, PASSWORD, sign_in
from tests.infrastructure.cast import Clock

KEPT_PAGE = "/admin/account/kept/"
TYPED = "/typed-before/"


def overnight(tab: Client, user: User, clock: Clock, typed: str = TYPED) -> str:
    """Sign in, come back after a night, and send a form; return where the answer leads."""
    sign_in(tab, user)
    clock.forward(hours=9)
    sent = {"old_path": typed, "password": "mine"}
    return tab.post("/admin/redirects/add/?a=1", sent).headers["Location"]


def sign_in_at(tab: Client, address: str, user: User) -> str:
    return tab.post(address, {"login": user.username, "password": PASSWORD}).headers["Location"]


def test_sign_in_leads_back_to_what_was_typed(editor: User, tab: Client, clock: Clock) -> None:
    address = overnight(tab, editor, clock)
    assert address.startswith(LOGIN)
    assert TYPED not in str(tab.session[KEPT])
    assert sign_in_at(tab, address, editor) == KEPT_PAGE
    shown = tab.get(KEPT_PAGE).content.decode()
    assert f">\n{TYPED}</textarea>" in shown
    assert 'action="/admin/redirects/add/?a=1"' in shown
    assert "mine" not in shown


def test_another_account_gets_nothing_of_it(
    editor: User, tab: Client, clock: Clock, person: Callable[[str], User]
) -> None:
    address = overnight(tab, editor, clock)
    other = person("desk")
    other.set_password(PASSWORD)
    other.save()
    sign_in_at(tab, address, other)
    assert tab.get(KEPT_PAGE).context["kept"] is None
    assert KEPT not in tab.session


def test_it_is_kept_for_an_hour(editor: User, tab: Client, clock: Clock) -> None:
    sign_in_at(tab, overnight(tab, editor, clock), editor)
    clock.forward(minutes=59)
    assert tab.get(KEPT_PAGE).status_code == 200
    clock.forward(minutes=2)
    assert tab.get(KEPT_PAGE).context["kept"] is None


def test_what_is_too_long_and_what_a_script_sends_is_not_kept(editor: User, tab: Client, clock: Clock) -> None:
    assert "kept" not in overnight(tab, editor, clock, "x" * LARGEST)
    sign_in(tab, editor)
    clock.forward(hours=9)
    tab.post("/admin/redirects/add/", {"old_path": TYPED}, headers={"X-Requested-With": "XMLHttpRequest"})
    assert KEPT not in tab.session


def test_a_stranger_is_sent_to_sign_in_and_nothing_of_theirs_is_kept(tab: Client, settings: Settings) -> None:
    assert tab.get(KEPT_PAGE).headers["Location"].startswith(LOGIN)
    tab.post("/admin/redirects/add/", {"old_path": TYPED})
    assert KEPT not in tab.session


def test_it_is_kept_too_where_the_session_was_in_use_until_the_end(editor: User, tab: Client, clock: Clock) -> None:
    sign_in(tab, editor)
    for _turn in range(8):
        clock.forward(minutes=58)
        assert tab.get("/admin/users/").status_code == 200
    clock.forward(minutes=30)
    address = tab.post("/admin/redirects/add/", {"old_path": TYPED}).headers["Location"]
    sign_in_at(tab, address, editor)
    assert TYPED in tab.get(KEPT_PAGE).content.decode()
