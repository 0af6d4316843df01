"""The clock of a request: three business days are aimed at, fourteen days are the limit.

After two weeks without an answer the person may go to court (Act on the Protection of Personal Information, Art. 39).
"""

from datetime import date, timedelta
from itertools import count, islice

AIM = 3  # business days after the day of receipt
LIMIT = timedelta(days=14)
SATURDAY = 5


def aim_for(received: date) -> date:
    """Return the day to answer by. National holidays count as business days: the aim is never later than it should."""
    days = (received + timedelta(days=number) for number in count(1))
    return next(islice((day for day in days if day.weekday() < SATURDAY), AIM - 1, None))


def limit_for(received: date) -> date:
    return received + LIMIT
