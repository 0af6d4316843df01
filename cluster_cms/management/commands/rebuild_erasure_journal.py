"""manage.py rebuild_erasure_journal"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cluster_cms.erasures.decisions import NotNeeded, rebuild_journal


class Command(BaseCommand):
    help = "Writes a lost or damaged erasure journal anew from the database. Older copies then restore without it only."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = rebuild_journal()
        except NotNeeded as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(f"the erasure journal holds {count} erasures, as many as the database knows")
