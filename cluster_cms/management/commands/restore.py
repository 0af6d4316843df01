"""manage.py restore DIR"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cluster_cms.backups.restoring import Restored, restore_copy
from cluster_cms.backups.sealing import CopyRefused
from cluster_cms.erasures.reconciliation import UnknownKind
from cluster_cms.operations.database_owner import RoleRefused, as_owner, migration_lock, require_owner
from cluster_cms.operations.health import examine, write_findings


class Command(BaseCommand):
    help = (
        "Brings a copy back into an empty database and an empty media folder, and erases again what was erased since."
    )

    requires_system_checks: list[str] = []  # there is no database yet that they could look at
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--without-erasures",
            action="store_true",
            help="go on without the erasure journal; this is recorded, and the doctor stays ill",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with as_owner(), migration_lock(self.stdout.write):
                require_owner()
                restored = restore_copy(options["folder"], erasures=not options["without_erasures"])
        except (CopyRefused, RoleRefused, UnknownKind) as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(summary(restored))
        ill = write_findings(self.stdout.write, examine(whole=True))
        if restored.dead_lettered:
            self.stdout.write(advice_on_mails(restored.dead_lettered))
        self.stdout.write(f"{ill} of the above need attention." if ill else "The site is well.")


def summary(restored: Restored) -> str:
    """Return one line on what was restored."""
    manifest, again = restored.manifest, restored.erased_again
    erased = "erasures were left aside" if again is None else f"{again} records erased again"
    rows, files = sum(manifest.rows.values()), len(manifest.media)
    return f"restored: {rows} rows and {files} media files of {manifest.made_at}; {erased}"


def advice_on_mails(count: int) -> str:
    """Return the advice that mails which were not sent yet are held back."""
    mails = "1 mail was" if count == 1 else f"{count} mails were"
    return (
        f"{mails} not sent yet in this copy, and may have been sent since: held back. Look at Emails that could not be "
        "sent in the admin, and send again what is still wanted."
    )
