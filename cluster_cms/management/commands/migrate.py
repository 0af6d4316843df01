"""manage.py migrate: Django's own, as the owner of the tables, one process at a time; then the rights."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as DjangoMigrate

from cluster_cms.operations.database_owner import (
    RoleRefused,
    as_owner,
    behind_no_reader,
    migration_lock,
    require_owner,
)
from cluster_cms.operations.database_roles import grant_to_site


class Command(DjangoMigrate):
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with as_owner(), migration_lock(self.stdout.write):
                require_owner()
                behind_no_reader(lambda: super(Command, self).handle(*args, **options), self.stdout.write)
                if settings.OWNER_DATABASE and not options["plan"]:
                    grant_to_site()
        except RoleRefused as reason:
            raise CommandError(str(reason)) from reason
