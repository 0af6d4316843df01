"""manage.py backup DIR"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cluster_cms.backups.copying import make_copy
from cluster_cms.backups.newest_backup import remember
from cluster_cms.backups.sealing import CopyRefused
from cluster_cms.erasures.lines import JournalBroken


class Command(BaseCommand):
    help = "Copies database and media, as they are at this moment, sealed under BACKUP_KEY into a new folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that does not exist yet, or is empty")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = make_copy(options["folder"])
            remember(options["folder"])
        except (CopyRefused, JournalBroken) as reason:
            raise CommandError(str(reason)) from reason
        rows, files = sum(manifest.rows.values()), len(manifest.media)
        self.stdout.write(f"{options['folder']}: {rows} rows and {files} media files of {manifest.made_at}")
