"""manage.py doctor"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cluster_cms.operations.health import examine, worker_lives, write_findings


class Command(BaseCommand):
    help = "Says in one line each how database, keys, worker, audit chain and ledger are; ends non-zero when ill."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--whole", action="store_true", help="also read chains, journal and all encrypted values")
        parser.add_argument(
            "--worker", action="store_true", help="only whether the worker of this host lives, for its container"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        findings = [worker_lives(here=True)] if options["worker"] else examine(whole=options["whole"])
        if ill := write_findings(self.stdout.write, findings):
            raise CommandError(f"{ill} of the above need attention.")
