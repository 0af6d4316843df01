"""manage.py backup_identity"""

from typing import Any

from django.core.management.base import BaseCommand

from cluster_cms.backups.sealing import identity_file


class Command(BaseCommand):
    help = "Prints BACKUP_KEY as a file that any program for age opens backups with; as secret as the key itself."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(identity_file().decode(), ending="")
