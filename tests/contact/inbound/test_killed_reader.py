"""A thousand mails, and a reader that is killed at every step again and again: none is lost, none is kept twice."""

import os
import signal
import subprocess
import sys
from collections import Counter
from mailbox import Maildir
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from contact.inbound.reading import read_mailbox
from contact.models import Inquiry, Message, TrayMail
from tests.contact.inbound.conftest import STRANGER, left, mail
from tests.contact.inbound.read_and_die import STEPS
from tests.infrastructure.engines import Postgres
from tests.infrastructure.template import Template

pytestmark = pytest.mark.usefixtures("committed_db")
MAILS = 1_000
KILLS = 3  # at each step


def killed_at(step: str, number: int, template: Template) -> int:
    """Read in a process of its own, on the database of this test; return how that process ended."""
    name = Path(str(connection.settings_dict["NAME"])).stem.removeprefix(Postgres.prefix)
    own = {"DATABASE_URL": template.engine.url(name), "ERASURE_JOURNAL": str(settings.ERASURE_JOURNAL)}
    own |= {"DJANGO_SETTINGS_MODULE": "cluster_cms.settings.test", "INBOUND_MAIL_URL": settings.INBOUND_MAIL_URL}
    command = [sys.executable, "-m", "tests.contact.inbound.read_and_die", step, str(number)]
    return subprocess.run(command, cwd=settings.ROOT_DIR, env={**os.environ, **own}).returncode


def test_a_thousand_mails_with_a_kill_at_every_step(inquiry: Inquiry, template: Template, folder: Path) -> None:
    box = Maildir(folder)
    for number in range(MAILS):
        own = {"subject": f"[{inquiry.reference}]"} if number % 2 else {"sender": STRANGER}
        box.add(mail(f"mail {number}", Message_ID=f"<{number}@example.org>", **own).as_bytes())
    for round_ in range(KILLS):
        for step in STEPS:
            assert killed_at(step, 10 + 17 * round_, template) == -signal.SIGKILL
    while left(folder):
        read_mailbox()
    kept = [message.body for message in Message.objects.filter(inquiry=inquiry)]
    kept += [one.value("text") for one in TrayMail.objects.defer("original")]
    assert Counter(kept) == Counter(f"mail {number}" for number in range(MAILS))
