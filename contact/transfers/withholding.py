"""Ends or prolongs what is kept from a person of a transfer, when its day of review has come."""

from datetime import date

from django.db import transaction

from cluster_cms import clock
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.models import Transfer
from contact.transfers.destination import LONGEST_WITHHELD

DISCLOSED, PROLONGED = "transfer.disclosed", "transfer.withholding_prolonged"


class NotWithheld(Exception):
    """The person is told of the transfer already, perhaps by a colleague's decision a moment ago."""


class BadReviewDay(Exception):
    """The next day of review is not within the next year."""


@transaction.atomic
def review_withholding(*, transfer: Transfer, next_review: date | None, actor: User) -> None:
    """Keep a transfer from the person until the next review; None: from now on it stands among the person's data.

    Raises NotWithheld and BadReviewDay.
    """
    current = Transfer.objects.withheld_now().select_for_update().filter(pk=transfer.pk).first()
    if current is None:
        raise NotWithheld
    if next_review and not clock.today() < next_review <= clock.today() + LONGEST_WITHHELD:
        raise BadReviewDay
    current.review_on = next_review
    if next_review is None:
        current.withheld, current.withheld_basis = "", None
    current.save(update_fields=["review_on", "withheld", "withheld_basis"])
    audit.record(PROLONGED if next_review else DISCLOSED, actor=actor, subject=str(current))
