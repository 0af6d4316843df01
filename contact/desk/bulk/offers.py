"""What can be done with the ticked inquiries of a list, by what its reader may do."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cluster_cms.accounts import User
from contact.permissions import may_erase_inquiries, may_handle_inquiries


@dataclass(frozen=True)
class Offer:
    """A button below the list; `route` is the name of its address."""

    route: str
    label: str | Promise
    question: Callable[[User], bool]
    serious: bool = False


OFFERS = (
    Offer("inquiries:assign_many", _("Assign selected"), may_handle_inquiries),
    Offer("inquiries:move_many", _("Change status of selected"), may_handle_inquiries),
    Offer("inquiries:mark_many", _("Selected are spam"), may_handle_inquiries),
    Offer("inquiries:erase_many", _("Delete selected"), may_erase_inquiries, serious=True),
)


IN_THE_BOX = (
    Offer("spam:clear_ticked", _("Those ticked are not spam"), may_handle_inquiries),
    Offer("spam:erase_ticked", _("Delete selected"), may_erase_inquiries, serious=True),
)


def offered(person: User, offers: tuple[Offer, ...] = OFFERS) -> list[Offer]:
    return [offer for offer in offers if offer.question(person)]
