"""What the registers show on `/promises/` (item 2)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from cluster_cms.privacy.records import Contractor
from cluster_cms.promises.evidence import Evidence


def evidence() -> Iterator[Evidence]:
    """Tell to how many contractors data are entrusted, and whether each was reviewed in time (APPI Art. 25)."""
    yield Evidence(
        item=2,
        label=_("contractors to whom personal data are entrusted, each reviewed at fixed times"),
        figure=Contractor.objects.engaged().count(),
        holds=not Contractor.objects.overdue().exists(),
        why=_("The review of a contractor is overdue. The privacy officer has been told and catches up on it."),
        list_url=reverse("contractors:index"),
    )
