"""How much the form takes from one network and from all together, and what it says when that is reached.

The check stands before anything is parsed or stored. A request over a limit writes nothing: a flood costs one read,
and the number of rows is bounded by the ceiling for all.
"""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contact.abuse.networks import network_of
from contact.abuse.tallies import count, counted
from contact.abuse.windows import HOUR, MINUTE, TEN_MINUTES, Window

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limit:
    """At most `most` counts under `key` until the window ends."""

    key: str
    window: Window
    most: int


@dataclass(frozen=True)
class Refusal:
    """Too much at the moment; speaks as the notices of the form do."""

    seconds: int

    @property
    def title(self) -> str:
        return _("We are receiving too many inquiries at the moment")

    @property
    def text(self) -> str:
        minutes = -(-self.seconds // 60)
        return ngettext(
            "Nothing was sent. Your text is kept below: please wait %(minutes)d minute, then agree again and go on. "
            "By telephone or mail you reach us at once.",
            "Nothing was sent. Your text is kept below: please wait %(minutes)d minutes, then agree again and go on. "
            "By telephone or mail you reach us at once.",
            minutes,
        ) % {"minutes": minutes}

    def told_to(self, response: HttpResponse) -> HttpResponse:
        """Tell programs too when to come again (RFC 9110, 10.2.3)."""
        response.headers["Retry-After"] = str(self.seconds)
        return response


def too_many(request: HttpRequest, *, sending: bool) -> Refusal | None:
    """Count a POST and refuse it when its network, or all together, have reached a limit.

    A count that cannot be kept refuses nobody.
    """
    try:
        return refusal_among(limits_for(network_of(request), sending=sending))
    except OperationalError:
        logger.exception("posts to the form cannot be counted; this one goes on uncounted")
        return None


def limits_for(network: str, *, sending: bool) -> list[Limit]:
    """Return the limits that a POST counts under: those of the network first, then the ceilings for all."""
    own = [Limit(TEN_MINUTES.key("posts", network), TEN_MINUTES, settings.FORM_POSTS_PER_NETWORK)]
    shared = [Limit(MINUTE.key("posts"), MINUTE, settings.FORM_POSTS_PER_MINUTE)]
    if sending:
        own.append(Limit(sends_key(network), HOUR, settings.FORM_SENDS_PER_NETWORK))
        shared.append(Limit(HOUR.key("sends"), HOUR, settings.FORM_SENDS_PER_HOUR))
    return own + shared


def sends_key(network: str) -> str:
    return HOUR.key("sends", network)


def refusal_among(limits: list[Limit]) -> Refusal | None:
    keys = {limit.key: limit.window for limit in limits}
    before = counted(keys)
    full = [limit for limit in limits if before[limit.key] >= limit.most]
    if not full:
        after = count(keys)
        full = [limit for limit in limits if after[limit.key] > limit.most]
    return Refusal(max(limit.window.seconds_left() for limit in full)) if full else None
