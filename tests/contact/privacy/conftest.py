"""Fixtures of a person with an open page of her own data, and of data-subject requests."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from contact.models import DataSubjectRequest, IdentityCheck, Inquiry, RequestType, Source
from contact.privacy.requests import RequestDetails, record_identity_checks, record_request
from tests.contact.privacy.person import Writer
from tests.contact.visit import WRITTEN, Visit
from tests.infrastructure.cast import SAME_ORIGIN, Clock

OTHER = "hanako.other@example.com"
MONDAY = "2026-12-07 10:00"


@pytest.fixture
def writer_of(database: None) -> Callable[..., Writer]:
    """A person with an address, at a browser of their own."""

    def make(address: str = WRITTEN["mail"], language: str = "ja") -> Writer:
        return Writer(Client(enforce_csrf_checks=True, headers=SAME_ORIGIN), address, language)

    return make


@pytest.fixture
def writer(writer_of: Callable[..., Writer]) -> Writer:
    """The person who sent `inquiry`."""
    return writer_of()


@pytest.fixture
def others_inquiry(visit: Callable[..., Visit]) -> Inquiry:
    """What somebody else has sent from another address."""
    return visit().send_all(mail=OTHER, name="別人 花", message="ほかの人の本文です。")


__all__ = ["others_inquiry"]


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
        return record_request(details=RequestDetails(**{**given, **about, **changes}), actor=desk)

    return write_down


@pytest.fixture
def proved(asked: Callable[..., DataSubjectRequest], desk: Any) -> DataSubjectRequest:
    """A request of somebody of whom the desk made sure."""
    request = asked()
    record_identity_checks(
        request=request, identity_checks=[IdentityCheck.REFERENCE, IdentityCheck.CALLBACK], actor=desk
    )
    return DataSubjectRequest.objects.get(pk=request.pk)
