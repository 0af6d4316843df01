"""Fills the database of DATABASE_URL: `python -m tests.infrastructure.build_template` (see template.py)."""

import logging
import os

import django
from django.core.management import call_command


def main() -> None:
    """Migrate, create the structure, load the demo: what `make demo` does, with the test settings."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "cluster_cms.settings.test"
    django.setup()
    logging.disable(logging.INFO)
    call_command("migrate", verbosity=0)
    call_command("bootstrap_site", verbosity=0)
    call_command("load_demo", verbosity=0)


if __name__ == "__main__":
    main()
