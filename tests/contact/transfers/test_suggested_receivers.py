"""Whom somebody agreed to is offered by name where a transfer is written, so that it is written in the same way."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from contact.models import Inquiry
from contact.transfers.register import agreed_recipients
from tests.contact.transfers.giving import INSURANCE, POLICE, agree
from tests.contact.visit import texts


@pytest.mark.parametrize("place", ["{reference}/", "export/"])
def test_the_form_offers_receivers_of_living_consents(
    place: str, inquiry: Inquiry, desk: Any, signed_in: Callable[[Any], Client]
) -> None:
    agree(inquiry, desk)
    agree(inquiry, desk, recipient=POLICE, agrees=False)
    page = texts(signed_in(desk).get("/admin/inquiries/" + place.format(reference=inquiry.reference)))
    assert f'<option value="{INSURANCE}">' in page
    assert f'<option value="{POLICE}">' not in page
    assert page.count('list="') == page.count("<datalist ") == 1


def test_a_name_is_offered_once_however_many_agreed(inquiry: Inquiry, desk: Any) -> None:
    agree(inquiry, desk)
    other = Inquiry.objects.exclude(pk=inquiry.pk).filter(restricted_at=None).exclude(email_hmac="").first()
    assert other is not None
    agree(other, desk, recipient="例示 保険株式会社")
    assert agreed_recipients() == ["例示 保険株式会社"]  # as it was written last
