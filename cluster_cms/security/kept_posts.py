"""What was typed into a form whose session was over: kept, encrypted, for the same account to send after signing in."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from cluster_cms import clock
from cluster_cms.security import crypto

KEPT = "kept_post"  # key of the session, and what the encrypted text is bound to
KEPT_FOR = timedelta(hours=1)
LARGEST = 200_000  # characters

Fields = list[tuple[str, str]]


@dataclass(frozen=True)
class KeptPost:
    """Where a form was sent, and the fields that it had."""

    address: str
    fields: Fields


def keep_post(request: HttpRequest, fields: Iterable[tuple[str, str]], *, account: str) -> bool:
    """Keep fields in the session that now begins; return False where they are too long. Files are not kept."""
    kept = {"address": request.get_full_path(), "fields": list(fields), "account": account}
    text = json.dumps({**kept, "at": clock.now().timestamp()})
    if len(text) > LARGEST:
        return False
    request.session[KEPT] = b64encode(crypto.encrypt(text.encode(), bound_to=KEPT)).decode()
    return True


def expired_account(request: HttpRequest) -> str | None:
    """Return the id of the account whose expired session a request names; None for a stranger.

    The row stays until expired sessions are cleared, and nobody can name one without having had its cookie.
    """
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    session = Session.objects.filter(pk=key).first() if key else None
    return session.get_decoded().get(SESSION_KEY) if session else None


def kept_post(request: HttpRequest) -> KeptPost | None:
    """Return what was kept for the account that is signed in; None without any, for another account, after an hour."""
    sealed = request.session.get(KEPT)
    if not sealed:
        return None
    kept = json.loads(crypto.decrypt(b64decode(sealed), bound_to=KEPT))
    is_own = kept["account"] == str(request.user.pk)
    if not is_own or clock.now().timestamp() - kept["at"] > KEPT_FOR.total_seconds():
        del request.session[KEPT]
        return None
    return KeptPost(kept["address"], [(name, value) for name, value in kept["fields"]])
