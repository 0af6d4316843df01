"""manage.py record_key_escrow"""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cluster_cms.backups.keys import UnknownKey, key_names, keys_without_escrow, record_escrow


class Command(BaseCommand):
    help = "Records where a spare of a key is kept; without arguments, lists the keys of this site by name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", nargs="?", help='for example "BACKUP_KEY 1a2b3c4d", as the list names it')
        parser.add_argument("--place", help="where the spare is: a safe, an envelope, a vault; never the key itself")
        parser.add_argument("--by", help="who put it there")
        parser.add_argument("--on", type=date.fromisoformat, help="the day, as 2026-12-01 (default: today)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["key"]:
            return self.list_keys()
        if not options["place"] or not options["by"]:
            raise CommandError("Say --place and --by.")
        try:
            kept = record_escrow(
                key_name=options["key"], place=options["place"], kept_by=options["by"], kept_on=options["on"]
            )
        except UnknownKey as reason:
            message = f"No key of this site is named {reason}; run without arguments for the list."
            raise CommandError(message) from reason
        self.stdout.write(f"recorded: {kept}")

    def list_keys(self) -> None:
        missing = keys_without_escrow()
        for name in key_names():
            self.stdout.write(f"{name}: {'no spare is recorded' if name in missing else 'a spare is recorded'}")
