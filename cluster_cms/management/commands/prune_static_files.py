"""manage.py prune_static_files"""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.core.files.storage import storages
from django.core.management.base import BaseCommand, CommandError

from cluster_cms.operations.static_files import KeptStaticFilesStorage, NothingCollected


class Command(BaseCommand):
    help = (
        "Deletes the static files of earlier versions that no version has used for a time (collectstatic keeps them)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=days, default=30, help="how long they were not in use (default 30)")

    def handle(self, *args: Any, **options: Any) -> None:
        storage = storages["staticfiles"]
        if not isinstance(storage, KeptStaticFilesStorage):
            self.stdout.write("These settings collect no static files.")
            return
        try:
            count = storage.prune(timedelta(days=options["days"]))
        except NothingCollected as reason:
            raise CommandError("Nothing is collected yet: run manage.py collectstatic first.") from reason
        self.stdout.write(f"{count} files of earlier versions deleted.")


def days(text: str) -> int:
    """Return a number of days, at least one: what was replaced a moment ago is still asked for."""
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError("must be a number of days, one or more")
    return int(text)
