"""manage.py backup_drill"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cluster_cms.backups.restore_drill import rehearse
from cluster_cms.backups.sealing import CopyRefused
from cluster_cms.operations.database_owner import as_owner


class Command(BaseCommand):
    help = "Copies the site, restores the copy into an empty place, and prints what that proves. Leaves nothing behind."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        try:
            with as_owner():
                for proof in rehearse():
                    failed += not proof.holds
                    self.stdout.write(f"{'proved' if proof.holds else 'FAILED'}  {proof.name}: {proof.message}")
        except CopyRefused as reason:
            raise CommandError(str(reason)) from reason
        if failed:
            raise CommandError(f"{failed} of the above did not hold.")
