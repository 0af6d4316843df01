"""The limits on mailed links: to one address, for one network, and to all together."""

import logging

from django.db import OperationalError
from django.http import HttpRequest

from contact.rate_limits.counters import HOUR
from contact.rate_limits.limits import Limit, LimitReached, first_limit_reached
from contact.rate_limits.networks import network_of

logger = logging.getLogger(__name__)
PER_ADDRESS, PER_NETWORK, FOR_ALL = 3, 20, 300  # in an hour


def too_many_asked(request: HttpRequest) -> LimitReached | None:
    """Count a request for a link. A count that cannot be kept refuses nobody."""
    try:
        return first_limit_reached([own_limit(network_of(request)), Limit(HOUR.key("links"), HOUR, FOR_ALL)])
    except OperationalError:
        logger.exception("requests for links cannot be counted; this one goes on uncounted")
        return None


def own_limit(network: str) -> Limit:
    return Limit(HOUR.key("links", network), HOUR, PER_NETWORK)


def limit_reached_for(email_hmac: str) -> bool:
    """Count a link to an address, and tell whether it had its links for the hour."""
    return first_limit_reached([Limit(HOUR.key("links to", email_hmac), HOUR, PER_ADDRESS)]) is not None
