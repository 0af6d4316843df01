"""The records that cannot be rewritten unseen: each app names its own (hook `register_chain_check`)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail import hooks

from cluster_cms.promises.evidence import Evidence
from cluster_cms.promises.measurements import Measurement, store_measurement
from cluster_cms.security import audit


@dataclass(frozen=True)
class ChainCheck:
    """A chain of hashes: the item whose promise rests on it, how long it is, and what is wrong with it."""

    name: str
    item: int
    label: Promise
    length: Callable[[], int]
    verify: Callable[[], list[str]]


def audit_chain() -> ChainCheck:
    return ChainCheck(
        name="audit-chain",
        item=2,
        label=gettext_lazy("acts of staff in the audit chain, none of them changed"),
        length=audit.AuditEntry.objects.count,
        verify=audit.verify,
    )


def chain_checks() -> list[ChainCheck]:
    return [register() for register in hooks.get_hooks("register_chain_check")]


def verify_chains() -> None:
    """Verify every chain and keep what was found."""
    for check in chain_checks():
        faults = check.verify()
        store_measurement(
            check.name, figures={"length": check.length()}, faults=[["chain", check.name, fault] for fault in faults]
        )


def chain_evidence() -> Iterable[Evidence]:
    """Yield what the last verification of each chain has said; one that was never made has not passed."""
    latest = Measurement.objects.newest_of_each()
    return evidence_of(latest)


def evidence_of(latest: dict[str, Measurement]) -> Iterator[Evidence]:
    for check in chain_checks():
        row = latest.get(check.name)
        yield (of_row(check, row) if row else not_yet(check.item, str(check.label)))


def of_row(check: ChainCheck, row: Measurement) -> Evidence:
    return Evidence(
        item=check.item,
        label=str(check.label),
        figure=row.figures["length"],
        holds=not row.faults,
        why=_("A record does not match its fingerprint. We are finding out what was changed, and by whom."),
        measured_at=row.measured_at,
        nightly=True,
        check_name=check.name,
    )


def not_yet(item: int, label: str) -> Evidence:
    """Stand in for a check that has not been made: a promise nobody has checked is not shown as kept."""
    why = _("The nightly check has not been made yet. It follows within a day.")
    return Evidence(item=item, label=label, figure=pgettext("no figure yet", "none"), holds=False, why=why)
