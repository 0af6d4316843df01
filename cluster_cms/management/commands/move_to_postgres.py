"""manage.py move_to_postgres FILE"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cluster_cms.backups.move_to_postgres import move
from cluster_cms.backups.sealing import CopyRefused
from cluster_cms.operations.database_owner import RoleRefused, as_owner, migration_lock, require_owner


class Command(BaseCommand):
    help = "Fills the empty PostgreSQL database of DATABASE_URL from the site's SQLite file, and compares every row."

    requires_system_checks: list[str] = []  # there is no database yet that they could look at
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the SQLite database of the site, which must not run meanwhile")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with as_owner(), migration_lock(self.stdout.write):
                require_owner()
                moved = move(options["file"])
        except (CopyRefused, RoleRefused) as reason:
            raise CommandError(str(reason)) from reason
        for one in moved:
            self.stdout.write(f"{one.rows:>9}  {one.row_hash[:16]}  {one.table}")
        self.stdout.write(f"{sum(one.rows for one in moved)} rows of {len(moved)} tables, the same in both databases.")
