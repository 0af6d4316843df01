"""Giving in tests: destinations, and what the form of an export posts for each."""

from typing import Any

from cluster_cms.privacy.models import Contractor, Purpose
from contact.models import Consent, Inquiry, LegalGround, Recipient
from contact.privacy.consents import answer_consent, ask_consent
from contact.text.links import QUESTION, consent_token
from contact.transfers.destination import Destination

TO_DESK: dict[str, Any] = {"to_recipient": "desk"}
TO_THIRD_PARTY = {"to_recipient": "third_party", "to_name": "例示警察署", "to_note": "署長の照会書、管理責任者が決定"}
LAWFUL: dict[str, dict[str, Any]] = {
    "order": TO_THIRD_PARTY | {"to_ground": "order", "to_basis": "刑事訴訟法第197条第2項"},
    "property": TO_THIRD_PARTY | {"to_ground": "property", "to_basis": "本人と連絡がつかない"},
    "life": TO_THIRD_PARTY | {"to_ground": "life", "to_basis": "本人に意識がない"},
    "consent": TO_THIRD_PARTY | {"to_ground": "consent", "to_address": "大阪府見本市1-1 代表取締役 例示 一郎"},
}


INSURANCE, POLICE = "例示保険株式会社", "例示警察署"


def agree(inquiry: Inquiry, desk: Any, *, recipient: str = INSURANCE, agrees: bool = True, **more: Any) -> Consent:
    """Ask the writer for a transfer, and let the writer answer."""
    asked = ask_consent(inquiry=inquiry, actor=desk, recipient=recipient, **{"purpose": answering(), **more})
    return answer_consent(token=consent_token(asked.pk, QUESTION), language=inquiry.language, agrees=agrees)


def to_desk() -> Destination:
    return Destination(Recipient.DESK)


def to_contractor(**changes: Any) -> Destination:
    contractor = Contractor.objects.get()
    for name, value in changes.items():
        setattr(contractor, name, value)
    contractor.save()
    return Destination(Recipient.CONTRACTOR, contractor=contractor)


def to_third_party(ground: LegalGround | None, **more: Any) -> Destination:
    given = {"name": INSURANCE, "note": "電話で依頼、管理責任者が決定", **more}
    return Destination(Recipient.THIRD_PARTY, ground=ground, **given)


def by_consent(**more: Any) -> Destination:
    return to_third_party(LegalGround.CONSENT, **{"address": "大阪府見本市1-1 代表取締役 例示 一郎", **more})


def answering() -> Purpose:
    return Purpose.objects.earliest("order")


def informing() -> Purpose:
    return Purpose.objects.latest("order")
