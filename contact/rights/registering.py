"""What was done at once on the page enters the register of requests: what, and how long it took; not for whom."""

from datetime import datetime

from cluster_cms import clock
from contact.records import Demand, RightsRequest
from contact.references import new_reference


def note_done(demand: Demand, *, language: str, asked_at: datetime | None = None) -> None:
    """Count something that the person did without anybody's help."""
    now = clock.now()
    RightsRequest.objects.create(
        reference=new_reference(), demand=demand, language=language, received_at=asked_at or now, answered_at=now
    )
