"""Changes of power and promise ask again who is there, and lose nothing of what was sent."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLResolver, get_resolver
from fido2.utils import websafe_encode
from pytest_django import Settings

from cluster_cms.middleware.sign_in import PROOF
from cluster_cms.security.accounts import User
from cluster_cms.security.reauthentication import BULK, GUARDED, is_guarded
from cluster_cms.sign_in import secrets
from tests.cluster_cms.sign_in.conftest import LOGIN, PASSWORD, SECRET, sign_in
from tests.infrastructure.cast import SAME_ORIGIN
from tests.infrastructure.role_walk.passkeys import passkey_of

GROUP = "/admin/groups/new/"


def route_names(resolver: Any = None, namespace: str = "") -> set[str]:
    found = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            found |= route_names(pattern, namespace + inner)
        elif pattern.name:
            found.add(namespace + pattern.name)
    return found


@pytest.fixture
def stale(editor: User, tab: Client, settings: Settings) -> Client:
    """A session whose last proof is too old."""
    sign_in(tab, editor)
    settings.PROOF_REQUIRED = True
    session = tab.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    return tab


@pytest.mark.each_database
def test_every_name_in_the_list_is_routed() -> None:
    assert route_names() >= GUARDED | {BULK}


class Match:
    """An address as the resolver names it."""

    def __init__(self, view_name: str, **kwargs: str) -> None:
        self.view_name, self.kwargs = view_name, kwargs


def test_every_guarded_address_asks_whatever_is_sent(stale: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    addresses = {name: address_of(name) for name in sorted(GUARDED)}
    for name, address in addresses.items():
        assert "/admin/account/prove/?next=" in stale.get(address).headers.get("Location", ""), name
        assert stale.post(address, {"name": "x"}).status_code == 403, name
    assert stale.post("/admin/bulk/cluster_cms/user/set_active_state/?id=1").status_code == 403


def address_of(name: str) -> str:
    """Return an address of a route, filled with made-up values: it asks before it looks anything up."""
    from django.urls import reverse

    values: list[list[Any]] = [[], [1], [1, 1], ["cluster_cms", "companysettings"], ["inquiry.receipt"]]
    for arguments in values:
        try:
            return reverse(name, args=arguments)
        except Exception as error:
            last = error
    raise last


@pytest.mark.parametrize("name, action, guarded", [(BULK, "delete", True), (BULK, "move", False), ("x", "", False)])
def test_only_dangerous_bulk_acts_are_guarded(name: str, action: str, guarded: bool) -> None:
    assert is_guarded(Match(name, action=action)) is guarded  # type: ignore[arg-type]


def test_what_was_sent_is_kept_and_done_with_the_proof(stale: Client) -> None:
    sent = {"name": "新しい<b>組</b>", "permissions": [], "page_permissions-TOTAL_FORMS": "0", "password1": "secret"}
    page = stale.post(GROUP, sent).content.decode()
    assert "新しい&lt;b&gt;組&lt;/b&gt;" in page
    assert "secret" not in page
    assert not Group.objects.filter(name=sent["name"]).exists()
    response = stale.post(GROUP, {**sent, PROOF: PASSWORD})
    assert response.status_code == 200  # Wagtail's own answer: the form, which lacks its other parts
    assert "新しい&lt;b&gt;組&lt;/b&gt;" in response.content.decode()


@pytest.mark.parametrize("proof", ["", "wrong", "000000", "x" * 5000, "１２３４５６"])
def test_a_wrong_proof_asks_again_with_the_fields(stale: Client, proof: str) -> None:
    response = stale.post(GROUP, {"name": "kept", PROOF: proof})
    page = response.content.decode()
    assert response.status_code == 403
    assert "kept" in page
    assert 'id="proof_error"' in page


def test_a_script_is_refused_without_a_page(stale: Client) -> None:
    response = stale.post(GROUP, headers={"X-Requested-With": "XMLHttpRequest"})
    assert (response.status_code, response.content) == (403, b"")


def test_one_proof_counts_for_what_follows(stale: Client) -> None:
    response = stale.post(f"/admin/account/prove/?next={GROUP}", {"password": PASSWORD, "next": GROUP})
    assert response.headers["Location"] == GROUP
    assert stale.get(GROUP).status_code == 200


def test_reading_is_not_interrupted(stale: Client) -> None:
    for address in ("/admin/", "/admin/users/", "/admin/inquiries/"):
        assert stale.get(address).status_code == 200


def test_a_stranger_is_led_to_the_sign_in_and_asked_for_no_proof(visitor: Client) -> None:
    for address in ("/admin/account/passkeys/add/", "/admin/account/factors/codes/new/"):
        assert visitor.get(address).headers["Location"] == f"/admin/account/login/?next={address}"


# As it is written into the address after a refusal; nothing where the address is not one of this site.
ASKED_FOR = {GROUP: f"?next={quote(GROUP, safe='')}", "https://example.com/": "", "//example.com/": "", "": ""}
# A passkey of another site, whole as a browser sends it.
UNKNOWN = {
    **dict.fromkeys(("id", "rawId"), "eA"),
    "type": "public-key",
    "response": {
        "clientDataJSON": websafe_encode(b'{"type": "webauthn.get", "challenge": "eA", "origin": "https://x.example"}'),
        "authenticatorData": websafe_encode(bytes(37)),
        "signature": "eA",
    },
}


@pytest.mark.parametrize("asked, kept", ASKED_FOR.items())
def test_a_refused_passkey_asks_again_and_keeps_what_was_asked_for(
    asked: str, kept: str, stale: Client, editor: User
) -> None:
    passkey_of(editor, "key")
    prove, login = "/admin/account/passkeys/prove/", "/admin/account/passkeys/login/"
    for credential in ("", "x", json.dumps(UNKNOWN)):
        response = stale.post(prove, {"credential": credential, "next": asked})
        assert response.headers["Location"] == prove + kept
        stranger = Client(headers=SAME_ORIGIN)
        assert stranger.post(login, {"credential": credential, "next": asked}).headers["Location"] == LOGIN + kept


@pytest.mark.parametrize("address", ["/admin/account/prove/", "/admin/account/factors/prove/"])
def test_a_wrong_password_or_code_keeps_what_was_asked_for(address: str, stale: Client, editor: User) -> None:
    Authenticator.objects.create(user=editor, type="totp", data={"secret": secrets.seal(SECRET)})
    page = stale.post(address, {"password": "wrong", "code": "000000", "next": GROUP}).content.decode()
    assert f'name="next" value="{GROUP}"' in page
