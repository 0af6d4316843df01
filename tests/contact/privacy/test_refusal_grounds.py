"""A request is refused on a ground of its own article alone; a refused receiver stays refused under other spellings."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from contact.models import GROUNDS_OF, DataSubjectRequest, Inquiry, RefusalGround, RequestType
from contact.privacy.consents import MayNotAsk, ask_consent
from contact.privacy.requests import WrongGround, answer_request
from tests.contact.transfers.giving import agree, answering
from tests.contact.visit import texts

Asked = Callable[..., DataSubjectRequest]


@pytest.mark.parametrize("kind", RequestType)
def test_the_form_offers_the_grounds_of_the_article(
    kind: RequestType, asked: Asked, desk: Any, signed_in: Callable[[Any], Client]
) -> None:
    request = asked(request_type=kind)
    page = texts(signed_in(desk).get(f"/admin/requests/{request.reference}/"))
    offered = {ground for ground in RefusalGround if f'value="{ground.value}"' in page}
    assert offered == set(GROUNDS_OF[kind])


def test_a_ground_of_another_article_is_refused(asked: Asked, desk: Any, signed_in: Callable[[Any], Client]) -> None:
    request = asked(request_type=RequestType.DELETE)
    with pytest.raises(WrongGround):
        answer_request(request=request, actor=desk, refusal=RefusalGround.FACTS)
    sent = {"outcome": "refused", "refusal": "facts"}
    assert signed_in(desk).post(f"/admin/requests/{request.reference}/answer/", sent).status_code in (302, 403)
    assert DataSubjectRequest.objects.get(pk=request.pk).answered_at is None


def test_every_ground_belongs_to_an_article() -> None:
    assert {ground for grounds in GROUNDS_OF.values() for ground in grounds} == set(RefusalGround)


@pytest.mark.parametrize("spelling", ["㈱例示保険", "例示保険", "例示保険 株式会社", "（株）例示保険"])
def test_a_refused_receiver_stays_refused_under_other_spellings(inquiry: Inquiry, desk: Any, spelling: str) -> None:
    agree(inquiry, desk, recipient="例示保険株式会社", agrees=False)
    with pytest.raises(MayNotAsk):
        ask_consent(inquiry=inquiry, purpose=answering(), actor=desk, recipient=spelling)


def test_another_receiver_may_be_asked_for(inquiry: Inquiry, desk: Any) -> None:
    agree(inquiry, desk, recipient="例示保険株式会社", agrees=False)
    assert ask_consent(inquiry=inquiry, purpose=answering(), actor=desk, recipient="例示商事株式会社").pk
