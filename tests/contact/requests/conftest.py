"""Requests that the desk has written down."""

from collections.abc import Callable
from typing import Any

import pytest

from contact.models import DataSubjectRequest, IdentityCheck, Inquiry, RequestType, Source
from contact.privacy.requests import RequestDetails, record_identity_checks, record_request
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
def asked(inquiry: Inquiry, desk: Any, monday: Clock) -> Callable[..., DataSubjectRequest]:
    """Writes down a request of the person who sent `inquiry`, by telephone."""

    def write_down(**changes: Any) -> DataSubjectRequest:
        given = {
            "request_type": RequestType.SEE,
            "source": Source.PHONE,
            "language": "ja",
            "received_on": monday.set(MONDAY).date(),
        }
        about = {"name": WRITTEN["name"], "address": WRITTEN["mail"], "details": "すべて見たい"}
        return record_request(asked=RequestDetails(**{**given, **about, **changes}), actor=desk)

    return write_down


@pytest.fixture
def proved(asked: Callable[..., DataSubjectRequest], desk: Any) -> DataSubjectRequest:
    """A request of somebody of whom the desk made sure."""
    request = asked()
    record_identity_checks(
        request=request, identity_checks=[IdentityCheck.REFERENCE, IdentityCheck.CALLBACK], actor=desk
    )
    return DataSubjectRequest.objects.get(pk=request.pk)
