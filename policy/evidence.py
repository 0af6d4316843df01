"""What the policy shows on `/promises/`: its ledger (item 7), and whether it still names the present desk (item 9)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_cms.promises.chains import ChainCheck
from cluster_cms.promises.evidence import Evidence
from policy import chain, publishing, verification
from policy.identity import complaint, difference
from policy.ledger import PolicyRevision
from policy.pages import PolicyPage

SHOWN = 12  # characters of a fingerprint: enough to compare by eye, the whole stands in the history


def policy_ledger() -> ChainCheck:
    return ChainCheck(
        name="policy-ledger",
        item=7,
        label=gettext_lazy("revisions and withdrawals in the ledger, none of them changed"),
        length=lambda: chain.head()[0],
        verify=verification.verify,
    )


def policy_evidence() -> Iterator[Evidence]:
    """Yield the revisions, the newest fingerprint, and how the settings differ from the text in force."""
    newest = PolicyRevision.objects.without_texts().newest_first().first()
    page = PolicyPage.objects.filter(alias_of=None).first()
    row = publishing.in_force(page=page) if page else None
    yield Evidence(
        item=7,
        label=_("number of the revision in force"),
        figure=row.number if row else 0,
        holds=row is not None,
        why=_("No revision is in force at this moment. The company is told."),
    )
    if newest:
        label = _("fingerprint of the newest revision begins with")
        yield Evidence(item=7, label=label, figure=newest.row_hash[:SHOWN])
    if page:
        yield desk_as_stated(page)


def desk_as_stated(page: PolicyPage) -> Evidence:
    """Tell whether the policy in force names operator and desk as they are today."""
    found = difference(page)
    fields = {label for language in ("ja", "en") for label, _value in found.facts(language)} if found else set()
    return Evidence(
        item=9,
        label=_("details of company and desk that the policy in force states otherwise than today"),
        figure=len(fields),
        holds=found is None or found.announced is not None,
        why=complaint(found),
    )
