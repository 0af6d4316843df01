"""manage.py rotate_inquiry_keys"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cluster_cms.backups.keys import newest_key, record_keys_in_use, rotate_keys
from cluster_cms.security.crypto import WrongKey


class Command(BaseCommand):
    help = "Seals every encrypted value anew under the first key of INQUIRY_KEYS. May be stopped, and run again."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for name, count in rotate_keys():
                self.stdout.write(f"{name}: {count} values sealed under {newest_key()}")
        except WrongKey as reason:
            raise CommandError(f"{reason} Put its key back into INQUIRY_KEYS; what was done so far stays.") from reason
        self.stdout.write(f"keys in use: {', '.join(sorted(record_keys_in_use())) or 'none'}")
