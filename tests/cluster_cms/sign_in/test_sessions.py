"""A session ends with the day, is asked again when it was left alone, and ends when what it rests on is changed."""

from datetime import timedelta

import pytest
from django.test import Client

from cluster_cms.security.accounts import User, end_sessions
from cluster_cms.security.session_proof import SEEN
from tests.cluster_cms.sign_in.conftest import PASSWORD, enrol_app, sign_in
from tests.infrastructure.cast import SAME_ORIGIN, Clock

NEW = "another long word of mine 9"


def test_a_session_gets_a_new_name_when_somebody_signs_in(editor: User, tab: Client) -> None:
    tab.get("/admin/account/password/reset/")
    session = tab.session
    session["before"] = 1
    session.save()
    before = str(session.session_key)
    tab.cookies["sessionid"] = before
    sign_in(tab, editor)
    assert tab.cookies["sessionid"].value != before


def test_a_session_left_alone_asks_who_is_there_and_keeps_what_was_typed(
    editor: User, tab: Client, clock: Clock
) -> None:
    sign_in(tab, editor)
    clock.forward(minutes=61)
    assert tab.get("/admin/users/").headers["Location"] == "/admin/account/prove/?next=%2Fadmin%2Fusers%2F"
    response = tab.post("/admin/redirects/add/", {"old_path": "/typed/"})
    assert response.status_code == 403
    assert "/typed/" in response.content.decode()
    assert tab.post("/admin/account/prove/", {"password": PASSWORD}).status_code == 302


def test_a_session_in_use_goes_on(editor: User, tab: Client, clock: Clock) -> None:
    sign_in(tab, editor)
    for _hour in range(7):
        clock.forward(minutes=59)
        assert tab.get("/admin/users/").status_code == 200


def test_an_open_editor_alone_keeps_no_session_awake(editor: User, tab: Client, clock: Clock) -> None:
    sign_in(tab, editor)
    seen = tab.session[SEEN]
    clock.forward(minutes=30)
    tab.post("/admin/editing-sessions/ping/wagtailcore/page/1/1/")
    assert tab.session[SEEN] == seen


def test_a_list_that_refreshes_itself_keeps_no_session_awake(editor: User, tab: Client, clock: Clock) -> None:
    sign_in(tab, editor)
    seen = tab.session[SEEN]
    clock.forward(minutes=30)
    tab.get("/admin/users/", headers={"X-Sent-By": "timer"})
    assert tab.session[SEEN] == seen


def test_a_session_ends_after_a_working_day_however_busy(editor: User, tab: Client, clock: Clock) -> None:
    sign_in(tab, editor)
    for _turn in range(9):
        clock.forward(minutes=55)
        last = tab.get("/admin/users/")
    assert last.headers["Location"].startswith("/admin/account/login/")


@pytest.mark.usefixtures("committed_db")
@pytest.mark.parametrize("way", ["password", "email", "factor", "command"])
def test_a_change_signs_out_everywhere_else(editor: User, tab: Client, way: str) -> None:
    sign_in(tab, editor)
    elsewhere = Client(headers=SAME_ORIGIN)
    elsewhere.force_login(editor)
    if way == "password":
        new = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
        tab.post("/admin/account/password/", new)
    elif way == "email":
        tab.post("/admin/account/email/", {"email": "new@example.com"})
    elif way == "factor":
        enrol_app(tab)
    else:
        end_sessions(editor)
    assert elsewhere.get("/admin/").status_code == 302
    assert tab.get("/admin/").status_code == (302 if way == "command" else 200)


def test_signing_out_is_one_button_and_ends_the_session(editor: User, tab: Client) -> None:
    for address in ("/admin/logout/", "/admin/account/logout/"):
        sign_in(tab, editor)
        assert tab.post(address).headers["Location"] == "/admin/account/login/"
        assert tab.get("/admin/").status_code == 302


def test_a_clock_that_was_set_back_ends_nothing(editor: User, tab: Client, clock: Clock) -> None:
    sign_in(tab, editor)
    clock.forward(seconds=-timedelta(hours=2).total_seconds())
    assert tab.get("/admin/").status_code == 200
