"""manage.py purge_inquiries: runs the retention purge now; --dry-run lists what it would erase."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from contact.retention.schedule import announced, expired, purge


class Command(BaseCommand):
    help = "Erases the inquiries whose time is over and that were announced a week ago; the worker does so every hour."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would go, and erase nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            references = list(expired().values_list("reference", flat=True))
            self.stdout.write("\n".join([*references, f"{len(references)} would be erased now."]))
            self.stdout.write(f"{announced().count() - len(references)} more are announced.")
            return
        outcome = purge()
        self.stdout.write(f"{len(outcome.erased)} erased, {len(outcome.refused)} kept on hold.")
