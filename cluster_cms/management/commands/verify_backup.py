"""manage.py verify_backup DIR"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cluster_cms.backups.anchors import lost_heads
from cluster_cms.backups.manifest import verify_copy
from cluster_cms.backups.sealing import CopyRefused


class Command(BaseCommand):
    help = "Reads a copy from end to end; ends non-zero, with one sentence, unless it can be restored here."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = verify_copy(options["folder"])
        except CopyRefused as reason:
            raise CommandError(str(reason)) from reason
        if lost := lost_heads(manifest.chains):
            raise CommandError(f"The copy is whole, but the database of this site is not what it was then: {lost[0]}")
        rows, files = sum(manifest.rows.values()), len(manifest.media)
        self.stdout.write(f"whole: {rows} rows and {files} media files of {manifest.site}, {manifest.made_at}")
        for name, head in manifest.chains.items():
            self.stdout.write(f"{name} chain at {head}")
        self.stdout.write(f"erasure journal at line {manifest.journal['length']}")
        self.stdout.write(f"needs the keys: {', '.join(manifest.keys) or 'none'}")
