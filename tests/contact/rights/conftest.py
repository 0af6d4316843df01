"""People with mailboxes, some of whom have written to the company."""

from collections.abc import Callable

import pytest
from django.test import Client

from contact.models import Inquiry
from tests.contact.rights.person import Writer
from tests.contact.visit import WRITTEN, Visit
from tests.infrastructure.cast import SAME_ORIGIN

OTHER = "hanako.other@example.com"


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
