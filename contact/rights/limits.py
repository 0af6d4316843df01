"""How many links are mailed: to one address, for one network, and to all together.

Whoever passes a limit of the network is told. An address that had its links for the hour is not told apart from any
other: the page says beforehand how many it gets.
"""

import logging

from django.db import OperationalError
from django.http import HttpRequest

from contact.abuse.limits import Limit, Refusal, refusal_among
from contact.abuse.networks import network_of
from contact.abuse.windows import HOUR

logger = logging.getLogger(__name__)

PER_ADDRESS, PER_NETWORK, FOR_ALL = 3, 20, 300  # in an hour


def too_many_asked(request: HttpRequest) -> Refusal | None:
    """Count a request for a link. A count that cannot be kept refuses nobody."""
    try:
        return refusal_among([own_limit(network_of(request)), Limit(HOUR.key("links"), HOUR, FOR_ALL)])
    except OperationalError:
        logger.exception("requests for links cannot be counted; this one goes on uncounted")
        return None


def own_limit(network: str) -> Limit:
    return Limit(HOUR.key("links", network), HOUR, PER_NETWORK)


def had_enough(mail_key: str) -> bool:
    """Count a link to an address, and tell whether it had its links for the hour."""
    return refusal_among([Limit(HOUR.key("links to", mail_key), HOUR, PER_ADDRESS)]) is not None
