"""The hash chains that the nightly check verifies; each app names its own (hook `register_chain_check`)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from cluster_cms.promises.evidence import Evidence
from cluster_cms.promises.measurements import Measurement, nightly_evidence, store_measurement
from cluster_cms.security import audit, audit_checkpoint


@dataclass(frozen=True)
class ChainCheck:
    """A hash chain: the item of the policy that rests on it, and how to count and verify its rows."""

    name: str
    item: int
    label: Promise
    length: Callable[[], int]
    verify: Callable[[], list[str]]


def audit_chain() -> ChainCheck:
    return ChainCheck(
        name=audit_checkpoint.CHECK,
        item=2,
        label=gettext_lazy("acts of staff in the audit chain, none of them changed"),
        length=audit.AuditEntry.objects.count,
        verify=audit_checkpoint.verify_nightly,
    )


def chain_checks() -> list[ChainCheck]:
    return [register() for register in hooks.get_hooks("register_chain_check")]


def verify_chains() -> None:
    """Verify every chain and store the results."""
    for check in chain_checks():
        faults = [["chain", check.name, fault] for fault in check.verify()]
        store_measurement(check.name, figures={"length": check.length()}, faults=faults)


def chain_evidence() -> Iterator[Evidence]:
    """Yield the result of the last verification of each chain."""
    newest = Measurement.objects.newest_of_each()
    for check in chain_checks():
        row = newest.get(check.name)
        yield nightly_evidence(
            row,
            item=check.item,
            label=str(check.label),
            figure="length",
            holds=bool(row and not row.faults),
            why=_("A record does not match its fingerprint. We are finding out what was changed, and by whom."),
        )
