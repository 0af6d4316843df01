"""Makes the database of DATABASE_URL: `python -m tests.infrastructure.build_template migrate` or `fill`."""

import gc
import logging
import os
import sys

import django
from django.core.management import call_command

STEPS = {"migrate": ["migrate"], "fill": ["bootstrap_site", "load_demo --nothing-announced"]}


def main(step: str) -> None:
    """Migrate, or create the structure and load the demo: what `make demo` does, with the test settings.

    Tests announce their own revisions, on days of their own; the demo's is announced in test_demo_announcement.py.
    """
    gc.disable()  # a short process: looking for garbage took a third of its time
    os.environ["DJANGO_SETTINGS_MODULE"] = "cluster_cms.settings.test"
    django.setup()
    logging.disable(logging.INFO)
    for command in STEPS[step]:
        call_command(*command.split(), verbosity=0)


if __name__ == "__main__":
    main(sys.argv[1])
