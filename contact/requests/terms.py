"""The clock of a request: three business days are aimed at, fourteen days are the limit.

After two weeks without an answer the person may go to court (Act on the Protection of Personal Information, Art. 39).
"""

from datetime import date, timedelta
from itertools import islice

from contact.due.days import business_days
from contact.records import desk_calendar

AIM = 3  # business days of the desk after the day of receipt
LIMIT = timedelta(days=14)
TOMORROW = timedelta(days=1)


def aim_for(received: date) -> date:
    """Return the day to answer by; however long the desk is closed, the limit stands."""
    days = islice(business_days(received + TOMORROW, desk_calendar()), AIM - 1, None)
    return min(next(days, date.max), limit_for(received))


def limit_for(received: date) -> date:
    return received + LIMIT
