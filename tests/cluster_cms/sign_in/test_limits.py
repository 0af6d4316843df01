"""Passwords are not guessed, names are not found out, and a flood of sign-ins takes neither processor nor memory."""

import re
import threading
import time
from statistics import median

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.security import password_hashing
from cluster_cms.security.accounts import User
from cluster_cms.security.password_hashing import BoundedArgon2Hasher, HashingBusy, hashing_turn
from cluster_cms.sign_in.counters import SignInCounter
from cluster_cms.sign_in.reset_mail import NOBODY, RESET, write_reset
from tests.cluster_cms.sign_in.conftest import LOGIN, PASSWORD, sign_in

RESET_PAGE = "/admin/account/password/reset/"


def test_after_five_wrong_passwords_the_right_one_is_refused_too(editor: User, tab: Client) -> None:
    for number in range(5):
        sign_in(tab, editor, f"wrong {number}")
    assert sign_in(tab, editor) == ""
    assert sign_in(Client(REMOTE_ADDR="198.51.100.9"), editor) == ""  # the account, not only the network


def test_names_that_nobody_has_are_limited_alike(tab: Client, database: None) -> None:
    pages = [tab.post(LOGIN, {"login": "nobody", "password": "x"}).content.decode() for _time in range(6)]
    told = translation.gettext("Too many failed login attempts. Try again later.")
    assert [told in page for page in pages] == [False] * 5 + [True]


def test_a_network_is_limited_whatever_names_it_tries(tab: Client, database: None) -> None:
    statuses = [tab.post(LOGIN, {"login": f"n{number}", "password": "x"}) for number in range(31)]
    assert [response.status_code for response in statuses][-1] == 429
    assert statuses[-1].headers["Retry-After"] == "60"


def test_counters_stand_in_the_database_and_name_nobody(editor: User, tab: Client) -> None:
    sign_in(tab, editor, "wrong")
    rows = SignInCounter.objects.values_list("cache_key", "value")
    assert rows
    assert not [row for row in rows if editor.username in str(row) or "127.0.0.1" in str(row)]
    assert caches["sign_in"].get("nothing") is None


def test_known_and_unknown_names_get_the_same_answer(editor: User, tab: Client) -> None:
    pages = []
    for name in (editor.username, "nobody"):
        response = tab.post(LOGIN, {"login": name, "password": "wrong"})
        pages.append((response.status_code, response.content.decode().replace(f'value="{name}"', "")))
    pages = [(status, re.sub(r'csrfmiddlewaretoken" value="\w+"', "", text)) for status, text in pages]
    assert pages[0] == pages[1]
    assert 'role="alert"' in pages[0][1]


def test_a_password_is_hashed_for_unknown_names_too(
    tab: Client, database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    monkeypatch.setattr(User, "set_password", lambda self, password: hashed.append(password))
    tab.post(LOGIN, {"login": "nobody", "password": "typed"})
    assert hashed == ["typed"]


@pytest.mark.parametrize("known", [True, False])
def test_a_reset_is_answered_alike_for_any_address_and_writes_the_same_row(
    editor: User, tab: Client, known: bool
) -> None:
    User.objects.filter(pk=editor.pk).update(email="editor@example.com")
    response = tab.post(RESET_PAGE, {"email": "editor@example.com" if known else "nobody@example.com"})
    assert response.headers["Location"] == "/admin/account/password/reset/done/"
    mail = OutboxMail.objects.get(kind=RESET)
    assert mail.subject == (str(editor.pk) if known else NOBODY)
    assert (write_reset(mail) is not None) is known


def test_the_mailed_link_sets_a_password_and_still_asks_for_nothing_less(editor: User, tab: Client) -> None:
    User.objects.filter(pk=editor.pk).update(email="editor@example.com")
    tab.post(RESET_PAGE, {"email": "editor@example.com"})
    letter = write_reset(OutboxMail.objects.get(kind=RESET))
    assert letter
    link = next(word for word in letter.body.split() if "/key/" in word).removeprefix("http://testserver")
    form = tab.get(link).headers["Location"]
    tab.post(form, {"password1": "another long word of mine 9", "password2": "another long word of mine 9"})
    assert sign_in(tab, editor, "another long word of mine 9") == "/admin/"
    assert "_auth_user_id" not in Client().session
    assert tab.get(link).status_code in (200, 302)


def test_hashing_waits_for_its_turn_and_gives_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(password_hashing, "PATIENCE", 0.1)
    refused: list[bool] = []

    def hash_now() -> None:
        try:
            BoundedArgon2Hasher().encode("x", "saltsalt")
        except HashingBusy:
            refused.append(True)

    with hashing_turn():
        thread = threading.Thread(target=hash_now)
        thread.start()
        thread.join()
    hash_now()
    assert refused == [True]


def test_a_flood_is_told_to_come_back(
    editor: User, tab: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*args: object, **kwargs: object) -> None:
        raise HashingBusy

    monkeypatch.setattr(User, "check_password", busy)
    response = tab.post(LOGIN, {"login": editor.username, "password": PASSWORD})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")


def test_a_hash_is_argon2id_and_short(settings: Settings) -> None:
    hasher, times = BoundedArgon2Hasher(), []
    for _time in range(5):
        began = time.process_time()
        encoded = hasher.encode(PASSWORD, "saltsalt")
        times.append(time.process_time() - began)
    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert hasher.verify(PASSWORD, encoded)
    assert median(times) < 0.5
