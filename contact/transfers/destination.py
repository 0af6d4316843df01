"""Who receives a transfer and on which legal ground; whether the inquiries may go there (APPI Art. 25, 27, 28)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Field, OuterRef, Subquery, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.privacy.countries import JAPAN
from cluster_cms.privacy.models import Contractor, LegalBasis, Purpose
from contact.models import (
    GROUNDS_WITHOUT_CONSENT,
    INSIDE,
    AddressConfirmation,
    Consent,
    ConsentQuerySet,
    InquiryPurpose,
    InquiryQuerySet,
    LegalGround,
    Recipient,
    WithholdingGround,
)

LONGEST_WITHHELD = timedelta(days=366)
YEARS_KEPT, YEARS_IN_CONTRACT = 3, 1  # Enforcement Rules of the APPI, Art. 21


class TransferRefused(Exception):
    """The law or the policy forbids the transfer; `problems` maps form fields to sentences."""

    def __init__(self, problems: Mapping[str, str | Promise]) -> None:
        super().__init__(*problems)
        self.problems = problems


@dataclass(frozen=True)
class Withholding:
    """Why the person is not told of a transfer, by which provision or order, and when somebody looks at it again."""

    ground: WithholdingGround
    basis: str
    review_on: date | None

    def problems(self, ground: LegalGround | None) -> Iterator[tuple[str, str | Promise]]:
        """Yield each field with a problem: only for an order, which is cited, until a day of review."""
        if ground != LegalGround.ORDER:
            yield "withheld", _("Only an order by authorities can be kept from the person")
        if not self.basis:
            yield "withheld_basis", _("Cite what forbids telling the person: the order, its date, and who asked for it")
        if self.review_on is None or not clock.today() < self.review_on <= clock.today() + LONGEST_WITHHELD:
            yield "review_on", _("Write a day within the next year on which it is looked at again")


@dataclass(frozen=True)
class Destination:
    """The recipient of a transfer and its legal ground.

    `basis` is the provision of the law, or the reason why consent is hard to obtain. `in_contract`: the documents of a
    contract with the person say all that the record would (Enforcement Rules, Art. 19(3)), so that the record is kept
    for one year instead of three. `confirmation`: how the person confirmed another address as their own.
    """

    recipient: Recipient
    contractor: Contractor | None = None
    name: str = ""
    address: str = ""
    country: str = JAPAN
    ground: LegalGround | None = None
    basis: str = ""
    note: str = ""
    in_contract: bool = False
    confirmation: AddressConfirmation | None = None
    withholding: "Withholding | None" = None

    @property
    def is_outside(self) -> bool:
        """Tell whether the data leave the company for somebody else than the person, so that it is recorded."""
        return self.recipient not in INSIDE

    @property
    def needs_no_purpose(self) -> bool:
        """Tell whether the law allows a use beyond the purpose (APPI Art. 18(3), items 1 and 2)."""
        return self.recipient == Recipient.THIRD_PARTY and self.ground in GROUNDS_WITHOUT_CONSENT

    @property
    def names(self) -> tuple[str, ...]:
        """Return all names under which a consent may name the recipient."""
        return (self.contractor.name_ja, self.contractor.name_en) if self.contractor else (self.name,)

    @property
    def rests_on_consent(self) -> bool:
        """Tell whether each person must have consented and be named in the record (APPI Art. 29(1)).

        Not where a law, property or life demands the transfer (Art. 27(1)), nor for a contractor (Art. 27(5)), except
        one abroad whose legal basis is consent (Art. 28(1)).
        """
        if self.contractor:
            return self.contractor.is_abroad and self.contractor.legal_basis == LegalBasis.CONSENT
        return self.ground == LegalGround.CONSENT

    def keep_until(self, today: date) -> date:
        """Return the last day for which the record is kept; 28 February for a 29th."""
        years = YEARS_IN_CONTRACT if self.in_contract else YEARS_KEPT
        return date(today.year + years, today.month, min(today.day, 28) if today.month == 2 else today.day)

    def check(self) -> None:
        """Raise TransferRefused where something required is missing."""
        if problems := dict(self.problems()):
            raise TransferRefused(problems)

    def problems(self) -> Iterator[tuple[str, str | Promise]]:
        """Yield each field with a problem, and a sentence about it."""
        if self.recipient == Recipient.CONTRACTOR:
            yield from self.problems_of_contractor()
        elif self.recipient == Recipient.THIRD_PARTY:
            yield from self.problems_of_third_party()
        elif self.recipient == Recipient.PERSON and self.confirmation is None:
            yield "confirmation", _("Choose how you made sure that the address is the person's own")

    def problems_of_contractor(self) -> Iterator[tuple[str, str | Promise]]:
        if self.contractor is None:
            yield "contractor", _("Choose the contractor")
        elif not Contractor.objects.engaged().filter(pk=self.contractor.pk).exists():
            yield "contractor", _("The contract with this contractor has ended")

    def problems_of_third_party(self) -> Iterator[tuple[str, str | Promise]]:
        if not self.name:
            yield "name", _("Write who receives the data")
        if self.ground is None:
            yield "ground", _("Choose the ground on which the data may be given")
        elif self.ground == LegalGround.ORDER and not self.basis:
            yield "basis", _("Cite the provision of the law on which the order rests")
        elif self.ground in GROUNDS_WITHOUT_CONSENT and not self.basis:
            yield "basis", _("Write why the consent of the person is hard to obtain")
        elif self.ground == LegalGround.CONSENT and not self.address:
            yield "address", _("Write the address and, for a company, its representative: the record must name them")
        if self.withholding:
            yield from self.withholding.problems(self.ground)
        if not self.note:
            yield "note", _("Write a note: what was asked for, and who decided")


def consents_for(to: Destination, purpose: Purpose | None) -> ConsentQuerySet:
    """Return the given consents that name the recipient, its country and, where there is one, the purpose."""
    country = to.contractor.country if to.contractor else to.country
    consents = Consent.objects.given().for_recipient(*to.names).filter(country=country)
    return consents.filter(purpose=purpose) if purpose else consents


def consent_column(to: Destination, purpose: Purpose | None, column: str, kind: "Field[Any, Any]") -> Subquery | Value:
    """Return an expression on inquiries: a column of the first consent that allows the transfer, or null."""
    if not to.rests_on_consent:
        return Value(None, output_field=kind)
    consents = consents_for(to, purpose).filter(inquiry=OuterRef("pk")).order_by("answered_at")
    return Subquery(consents.values(column)[:1], output_field=kind)


def usable_for_purpose(inquiries: InquiryQuerySet, purpose: Purpose | None, to: Destination) -> InquiryQuerySet:
    """Leave out the inquiries neither collected for the purpose nor covered by consent; None: no purpose is needed.

    Where the transfer rests on consent, the consent must name both the recipient and the purpose.
    """
    if to.rests_on_consent:
        return inquiries.filter(pk__in=consents_for(to, purpose).values("inquiry"))
    if purpose is None:
        return inquiries
    collected = InquiryPurpose.objects.filter(purpose=purpose, inquiry=OuterRef("pk"))
    agreed = Consent.objects.given().filter(purpose=purpose, recipient_key="", inquiry=OuterRef("pk"))
    return inquiries.filter(Exists(collected) | Exists(agreed))
