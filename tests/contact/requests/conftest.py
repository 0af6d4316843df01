"""Requests that the desk has written down."""

from collections.abc import Callable
from typing import Any

import pytest

from contact.records import Demand, Inquiry, Proof, RightsRequest, Source
from contact.requests.recording import Asked, record_proofs, record_request
from tests.contact.rights.conftest import others_inquiry
from tests.contact.visit import WRITTEN
from tests.infrastructure.cast import Clock

__all__ = ["others_inquiry"]

MONDAY = "2026-12-07 10:00"


@pytest.fixture
def monday(clock: Clock) -> Clock:
    clock.set(MONDAY)
    return clock


@pytest.fixture
def asked(inquiry: Inquiry, desk: Any, monday: Clock) -> Callable[..., RightsRequest]:
    """Writes down a request of the person who sent `inquiry`, by telephone."""

    def write_down(**changes: Any) -> RightsRequest:
        given = {
            "demand": Demand.SEE,
            "source": Source.PHONE,
            "language": "ja",
            "received_on": monday.set(MONDAY).date(),
        }
        about = {"name": WRITTEN["name"], "address": WRITTEN["mail"], "wish": "すべて見たい"}
        return record_request(asked=Asked(**{**given, **about, **changes}), actor=desk)

    return write_down


@pytest.fixture
def proved(asked: Callable[..., RightsRequest], desk: Any) -> RightsRequest:
    """A request of somebody of whom the desk made sure."""
    request = asked()
    record_proofs(request=request, proofs=[Proof.REFERENCE, Proof.CALLBACK], actor=desk)
    return RightsRequest.objects.get(pk=request.pk)
