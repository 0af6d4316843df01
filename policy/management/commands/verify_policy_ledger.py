"""`manage.py verify_policy_ledger`: is the record of the policy whole?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from policy.ledger.verification import verify
from policy.models.revisions import PolicyRevision


class Command(BaseCommand):
    """Prints one line for each fault, the first one first; ends non-zero when there is any."""

    help = "Check chain, bytes and numbers of the policy's ledger, and the live page against it."

    def handle(self, *args: Any, **options: Any) -> None:
        if faults := verify():
            raise CommandError("\n".join(faults))
        self.stdout.write(f"policy ledger: {PolicyRevision.objects.count()} revisions, no fault found")
