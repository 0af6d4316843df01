"""A worker killed by force after the mail server took a mail: the next one sends it again, as the same mail."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from cluster_cms.mail.outbox import MailState, OutboxMail
from cluster_cms.mail.sending import CLAIM, send_due_mails
from contact.mails.acknowledgements import ACKNOWLEDGEMENT
from tests.contact.visit import WRITTEN, Visit
from tests.infrastructure.cast import Clock
from tests.infrastructure.engines import Postgres
from tests.infrastructure.smtp import Script, mail_server
from tests.infrastructure.template import Template

pytestmark = pytest.mark.usefixtures("committed_db")
WORK = [sys.executable, "manage.py", "work", "--once"]


@contextmanager
def worker(template: Template, script: Script) -> Iterator[subprocess.Popen[bytes]]:
    """Run the background worker as a process of its own, on the database of this test."""
    name = Path(str(connection.settings_dict["NAME"])).stem.removeprefix(Postgres.prefix)
    url = template.engine.url(name)
    own = {"DATABASE_URL": url, "EMAIL_URL": f"smtp://127.0.0.1:{script.port}"}
    own |= {"DJANGO_SETTINGS_MODULE": "cluster_cms.settings.test", "ERASURE_JOURNAL": str(settings.ERASURE_JOURNAL)}
    with subprocess.Popen(WORK, cwd=settings.ROOT_DIR, env={**os.environ, **own}, stderr=subprocess.DEVNULL) as child:
        yield child


def only_the_acknowledgement() -> OutboxMail:
    OutboxMail.objects.exclude(kind=ACKNOWLEDGEMENT).delete()
    return OutboxMail.objects.get(state=MailState.QUEUED)


def test_a_worker_killed_before_its_note_costs_no_mail(
    visit: Callable[..., Visit], template: Template, clock: Clock, settings: Any
) -> None:
    OutboxMail.objects.all().delete()
    visit().send_all()
    mail = only_the_acknowledgement()
    with mail_server(END="silence") as script, worker(template, script) as child:
        assert script.took.wait(timeout=60)
        child.send_signal(signal.SIGKILL)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, len(script.taken)) == (MailState.SENDING, 1, 1)
    settings.EMAIL_BACKEND = "cluster_cms.mail.smtp.SmtpBackend"
    with mail_server() as next_script:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", next_script.port
        clock.forward(seconds=CLAIM.total_seconds() + 60)
        send_due_mails()
    sent = [*script.taken, *next_script.taken]
    assert [letter["Message-ID"] for letter in sent] == [f"<{mail.pk}@example.com>"] * 2
    assert {letter["To"] for letter in sent} == {WRITTEN["mail"]}
