"""Carries out what a checked file would do: all of it, or nothing."""

from typing import Any

from django.db import transaction
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from cluster_cms.security.accounts import User
from products.exchange.checking import Plan, PlannedProduct
from products.models import Product
from products.pages import ProductPage


@transaction.atomic
def apply(plan: Plan, *, actor: User) -> None:
    """Save and publish what is new and what is changed; each product keeps the change in its history.

    Publishing makes the pages that are missing (products.page_making). Raises ValueError for a plan with faults.
    """
    if plan.faults:
        raise ValueError("A file with faults changes nothing.")
    touched = [*plan.new, *plan.changed]
    with disable_reference_index_auto_update():  # else every value renews the references of its whole product
        for planned in plan.new:  # others of the file may name them as successors
            planned.record.save()
        stored = {one.key: one for one in Product.objects.all()}
        for planned in touched:
            complete(planned, stored)
            planned.record.save_revision(user=actor, log_action=True).publish(user=actor)
    for planned in touched:
        for one in (planned.record, *ProductPage.objects.filter(product=planned.record)):
            ReferenceIndex.create_or_update_for_object(one)


def complete(planned: PlannedProduct, stored: dict[str, Product]) -> None:
    """Give the record what the file states of it; publishing its revision saves it all."""
    record: Any = planned.record  # the types of modelcluster's managers do not know that they take lists
    record.values, record.part_numbers = planned.values, planned.numbers
    record.applications = planned.applications
    record.successor = stored[planned.successor] if planned.successor else None
    record.related = [stored[key] for key in planned.related]
