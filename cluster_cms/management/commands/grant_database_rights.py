"""manage.py grant_database_rights"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from cluster_cms.operations.database_owner import RoleRefused, as_owner, migration_lock, require_owner
from cluster_cms.operations.database_roles import grant_to_site


class Command(BaseCommand):
    help = "PostgreSQL: gives the role of DATABASE_URL its rights, as the role of MIGRATION_DATABASE_URL. Repeatable."

    requires_system_checks: list[str] = []  # the role that they would ask as may have no rights yet

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            self.stdout.write("SQLite has no roles: whoever may write the file may change every row. Nothing to do.")
            return
        if not settings.OWNER_DATABASE:
            raise CommandError(
                "DATABASE_URL owns the tables itself: name their owner in MIGRATION_DATABASE_URL, and a role of its "
                "own for the site in DATABASE_URL."
            )
        try:
            with as_owner(), migration_lock(self.stdout.write):
                require_owner()
                role, kept = grant_to_site()
        except RoleRefused as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(f"{role} reads and writes, and only adds to {len(kept)} tables: {', '.join(kept)}")
