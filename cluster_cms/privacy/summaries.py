"""What the registers show on the dashboard and on `/promises/` (item 2)."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.site_summary import SummaryItem

from cluster_cms.privacy.models import Contractor
from cluster_cms.privacy.register_changes import may_read_registers
from cluster_cms.promises.evidence import Evidence


class OverdueReviews(SummaryItem):
    """How many contractors wait for their review, for those who may read of them; nothing while none does."""

    order = 85
    template_name = "cluster_cms/admin/privacy/overdue_reviews.html"

    def is_shown(self) -> bool:
        return may_read_registers(self.request.user) and Contractor.objects.overdue().exists()

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"count": Contractor.objects.overdue().count()}


def register_evidence() -> Iterator[Evidence]:
    """Tell to how many contractors data are entrusted, and whether each was reviewed in time (APPI Art. 25)."""
    yield Evidence(
        item=2,
        label=_("contractors to whom personal data are entrusted, each reviewed at fixed times"),
        figure=Contractor.objects.engaged().count(),
        holds=not Contractor.objects.overdue().exists(),
        why=_("The review of a contractor is overdue. The privacy officer has been told and catches up on it."),
        list_url=reverse("contractors:index"),
    )
