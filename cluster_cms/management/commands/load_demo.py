"""manage.py load_demo"""

import argparse
import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.utils.module_loading import autodiscover_modules
from wagtail.models import Site

from cluster_cms.backups.keys import keys_without_escrow, record_escrow
from cluster_cms.demo import COMPANIES, FIRST, ROLES, Stage, demo_filler, demo_loaders
from cluster_cms.oversight.new_powers import record_confirmation
from cluster_cms.oversight.recording import without_notices
from cluster_cms.security.accounts import APPROVER, PRIVACY, User
from cluster_cms.translations.confirmations import confirm_all

ROWS = {"pages": "pages, both languages together", "inquiries": "inquiries"}


class Command(BaseCommand):
    help = "Fills the site with sample content in both languages and one account per role. Keeps what is there."

    def add_arguments(self, parser: CommandParser) -> None:
        for name, what in ROWS.items():
            parser.add_argument(f"--{name}", type=whole_number, default=0, metavar="N", help=f"fill up to N {what}")
        parser.add_argument("--company", choices=COMPANIES, default=FIRST, help="the made-up company (%(default)s)")
        parser.add_argument("--nothing-announced", action="store_true", help="without the policy's next revision")

    def handle(self, *args: Any, **options: Any) -> None:
        require_sample_site()
        autodiscover_modules("demo")
        with without_notices(), transaction.atomic():
            passwords = create_accounts()
            for name in keys_without_escrow():
                record_escrow(key_name=name, place=settings.SAMPLE_KEYS_IN, kept_by="bootstrap.py")
            site, announces = Site.objects.get(is_default_site=True), not options["nothing_announced"]
            stage = Stage(site=site, company=options["company"], announces=announces)
            for load in demo_loaders():
                load(stage)
            if passwords:
                write_accounts(passwords)
        confirm_powers(passwords)
        for name in ROWS:
            self.fill(name, stage, options[name])
        confirm_all(stage.person("marketing"))

    def fill(self, name: str, stage: Stage, count: int) -> None:
        """Add rows batch by batch; what was added before an interruption stays, and the next run goes on from there."""
        total = 0
        for total in demo_filler(name)(stage, count):
            if self.stdout.isatty():
                self.stdout.write(f"\r{total} {name}", ending="")
        if total:
            self.stdout.write(f"{total} {name}")
            learn_spread()


def whole_number(text: str) -> int:
    """Return a number of rows. Raises argparse.ArgumentTypeError for a text that is none."""
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number.")
    return int(text)


def learn_spread() -> None:
    """Let PostgreSQL learn how the rows are spread, as it does by itself in the long run; SQLite never does."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def require_sample_site() -> None:
    """Raise CommandError on a site of people: by its settings, or because its accounts are those of people."""
    if not settings.SAMPLE_KEYS_IN:
        raise CommandError("load_demo fills a sample site only, and these settings are not the demo's.")
    if User.objects.exists() and not User.objects.filter(username__in=ROLES).exists():
        raise CommandError("load_demo fills a sample site only, and this database has the accounts of people.")


def create_accounts() -> dict[str, str]:
    """Create the account of each role that has none, and return the new random passwords by role."""
    passwords = {}
    for role, group in ROLES.items():
        person, new = User.objects.get_or_create(username=role, defaults={"email": f"{role}@example.com"})
        if new:
            passwords[role] = secrets.token_urlsafe(12)
            person.set_password(passwords[role])
            person.is_superuser = group is None
            person.save()
            if group is not None:
                person.groups.add(Group.objects.get(name=group))
    return passwords


@transaction.atomic
def confirm_powers(roles: Iterable[str]) -> None:
    """Let new sample accounts use their powers at once: there is nobody before them who could confirm them."""
    for account in User.objects.filter(username__in=roles, groups__name__in=(APPROVER, PRIVACY)):
        record_confirmation(account=account, actor=None)


def write_accounts(passwords: dict[str, str]) -> None:
    """Write `role username password`, one a line, readable by the owner alone; lines of other roles stay."""
    path = Path(settings.VAR_DIR) / "demo-accounts.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    known = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    lines = [line for line in known if line.split(" ")[0] not in passwords]
    lines += [f"{role} {role} {password}" for role, password in passwords.items()]
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)  # a file that was there keeps its mode otherwise
        file.writelines(f"{line}\n" for line in lines)
