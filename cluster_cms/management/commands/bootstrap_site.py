"""manage.py bootstrap_site"""

from typing import Any

from django.core.management.base import BaseCommand

from cluster_cms.operations.bootstrap import bootstrap_site
from cluster_cms.operations.database_owner import migration_lock


class Command(BaseCommand):
    help = "Makes languages, groups, root pages and the legal workflow. Safe to run again, also on a live site."

    def handle(self, *args: Any, **options: Any) -> None:
        with migration_lock(self.stdout.write):
            bootstrap_site()
        self.stdout.write("The site is ready: languages, groups, root pages, workflow.")
