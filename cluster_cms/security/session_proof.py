"""What a session of staff has proven, and when: read from the records that django-allauth keeps in it."""

from datetime import UTC, datetime, timedelta

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from cluster_cms import clock

BEGAN, SEEN = "staff_began", "staff_seen"  # seconds since 1970, in the session
PROOFS = ("password", "mfa")  # methods of allauth's records; a mailed link proves too little


def has_second_factor(request: HttpRequest) -> bool:
    """Tell whether this session was opened, or joined later, by a second factor."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def proven_recently(request: HttpRequest) -> bool:
    """Tell whether the person gave password or second factor within the last minutes that the settings name."""
    records = get_authentication_records(request, request.user)
    times = [record["at"] for record in records if record.get("method") in PROOFS]
    return bool(times) and is_within(max(times), settings.PROOF_LASTS)


def begin(request: HttpRequest) -> None:
    """Set the clocks of a session that begins now."""
    request.session[BEGAN] = request.session[SEEN] = clock.now().timestamp()


def is_over(request: HttpRequest) -> bool:
    """Tell whether the session is older than any may become."""
    return not is_within(request.session.get(BEGAN, 0), timedelta(seconds=settings.SESSION_COOKIE_AGE))


def is_idle(request: HttpRequest) -> bool:
    """Tell whether the session was left alone for so long that its person has to prove who is there."""
    return not is_within(request.session.get(SEEN, 0), settings.SESSION_IDLE)


def touch(request: HttpRequest) -> None:
    """Note that the person is there, once a minute at most: each time the session is written."""
    if not is_within(request.session.get(SEEN, 0), timedelta(minutes=1)):
        request.session[SEEN] = clock.now().timestamp()


def is_within(moment: float, length: timedelta) -> bool:
    return clock.now() - datetime.fromtimestamp(moment, UTC) < length


def listen() -> None:
    """Note the beginning of each session, by whatever way it is opened."""
    user_logged_in.connect(note_beginning, dispatch_uid="session proof")


def note_beginning(sender: object, request: HttpRequest, **kwargs: object) -> None:
    begin(request)
