"""manage.py doctor"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cluster_cms.operations.health import write_findings


class Command(BaseCommand):
    help = "Says in one line each how database, keys, worker, audit chain and ledger are; ends non-zero when ill."

    def handle(self, *args: Any, **options: Any) -> None:
        if ill := write_findings(self.stdout.write):
            raise CommandError(f"{ill} of the above need attention.")
