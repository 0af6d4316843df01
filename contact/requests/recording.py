"""Writing down a request that came to the desk, and how it was made sure who asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cluster_cms import audit, clock, crypto
from cluster_cms.accounts import User
from contact.intake import MAIL_PURPOSE
from contact.records import Demand, Proof, RightsRequest, Source
from contact.references import new_reference
from contact.requests.terms import aim_for, limit_for


@dataclass(frozen=True)
class Asked:
    """What was asked, by whom and how; all but the wish, the way and the day may be unknown."""

    demand: Demand
    source: Source
    language: str
    received_on: date
    name: str = ""
    address: str = ""
    references: tuple[str, ...] = ()
    wish: str = ""


class AnsweredAlready(Exception):
    """The request was answered, perhaps by a colleague a moment ago."""


@transaction.atomic
def record_request(*, asked: Asked, actor: User) -> RightsRequest:
    """Start the clock of a request on the day on which it came. Name, address and wish are stored encrypted."""
    now, day = clock.now(), asked.received_on
    request = RightsRequest.objects.create(
        reference=new_reference(),
        demand=asked.demand,
        source=asked.source,
        language=asked.language,
        received_at=now if day >= clock.today() else clock.midnight(day),
        aim_on=aim_for(day),
        limit_on=limit_for(day),
        references=list(asked.references),
        mail_key=crypto.lookup_hash(asked.address, purpose=MAIL_PURPOSE) if asked.address else "",
        name=asked.name or None,
        address=asked.address or None,
        wish=asked.wish or None,
    )
    data: dict[str, audit.Value] = {"demand": asked.demand.value, "way": asked.source.value}
    audit.record("request.received", actor=actor, subject=request.reference, data=data)
    return request


@transaction.atomic
def record_proofs(*, request: RightsRequest, proofs: Iterable[Proof], actor: User) -> None:
    """Note how it was made sure who asks. Raises AnsweredAlready."""
    request = locked(request)
    request.proofs = [proof.value for proof in proofs]
    request.save(update_fields=["proofs"])
    data: dict[str, audit.Value] = {"proofs": ",".join(request.proofs)}
    audit.record("request.identity_checked", actor=actor, subject=request.reference, data=data)


def locked(request: RightsRequest) -> RightsRequest:
    """Lock an unanswered request. Raises AnsweredAlready."""
    current = RightsRequest.objects.select_for_update().get(pk=request.pk)
    if current.answered_at:
        raise AnsweredAlready
    return current
