"""What the promises page, `doctor` and the backups check: the ledger, and whether operator and desk are current."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_cms.operations.health import Finding
from cluster_cms.pages.languages import ENGLISH
from cluster_cms.promises.chains import ChainCheck
from cluster_cms.promises.evidence import Evidence
from policy.ledger import verification, writer
from policy.models.revisions import PolicyRevision
from policy.pages import PolicyPage
from policy.publishing import promulgation
from policy.publishing.identity import describe, difference

FINGERPRINT_SHOWN = 12  # characters: enough to compare by eye, the whole stands in the history


def ledger_check() -> ChainCheck:
    """Return how the ledger is verified for the promises page; for the hook `register_chain_check`."""
    return ChainCheck(
        name="policy-ledger",
        item=7,
        label=gettext_lazy("revisions and withdrawals in the ledger, none of them changed"),
        length=lambda: writer.head()[0],
        verify=verification.verify,
    )


def policy_evidence() -> Iterator[Evidence]:
    """Yield the revision in force, the newest fingerprint, and whether the desk is current.

    For the hook `register_promise_evidence`.
    """
    newest = PolicyRevision.objects.without_texts().newest_first().first()
    page = PolicyPage.source()
    row = promulgation.in_force(page=page) if page else None
    yield Evidence(
        item=7,
        label=_("number of the revision in force"),
        figure=row.number if row else 0,
        holds=row is not None,
        why=_("No revision is in force at this moment. The company is told."),
    )
    if newest:
        label = _("fingerprint of the newest revision begins with")
        yield Evidence(item=7, label=label, figure=newest.row_hash[:FINGERPRINT_SHOWN])
    if page:
        yield desk_evidence(page)


def desk_evidence(page: PolicyPage) -> Evidence:
    """Return whether the policy in force names operator and desk as they are today."""
    found = difference(page)
    fields = (
        {label for language in ("ja", "en") for label, _value in found.changed_fields(language)} if found else set()
    )
    return Evidence(
        item=9,
        label=_("details of company and desk that the policy in force states otherwise than today"),
        figure=len(fields),
        holds=found is None or found.announced is not None,
        why=describe(found),
    )


def ledger_health() -> Iterator[Finding]:
    """Yield whether the ledger is whole; for the hook `register_health_check`."""
    faults = verification.verify()
    yield Finding("policy ledger", not faults, faults[0] if faults else "whole")


def identity_health() -> Iterator[Finding]:
    """Yield whether the policy in force names operator and desk as the settings do; for `register_health_check`."""
    page = PolicyPage.source()
    found = difference(page) if page else None
    with translation.override(ENGLISH):
        yield Finding("policy desk", found is None or found.announced is not None, describe(found))


def ledger_head() -> tuple[str, int, str]:
    """Return the newest row of the ledger, by which a backup is recognised; for the hook `register_chain_head`."""
    return ("policy ledger", *writer.head())
