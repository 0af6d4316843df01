"""What the register of hand-overs shows on `/promises/` (item 3)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from cluster_cms import clock
from cluster_cms.promises.evidence import Evidence
from contact.records import HandOver


def evidence() -> Iterator[Evidence]:
    """Tell how often data went to a third party this year: on a recorded ground each time, else it was refused."""
    yield Evidence(
        item=3,
        label=_("hand-overs to third parties this year, each with its ground on record"),
        figure=HandOver.objects.to_third_parties().in_year(clock.today().year).count(),
        people=True,
        list_url=reverse("handovers:index"),
    )
