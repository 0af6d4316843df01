"""A kind of mail of the tests' own, a queue, and a mail server that follows a script."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from wagtail import hooks

from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail, queue_mail
from tests.infrastructure.smtp import Script, mail_server

Serve = Callable[..., Any]


@pytest.fixture
def letter() -> dict[str, Any]:
    """What the tests' kind of mail says; a test may change it, or set `None` under "letter"."""
    return {"to": "taro@example.com", "subject": "受付番号 K7QM-2XFD", "body": "ありがとうございます。\n"}


@pytest.fixture
def sample(letter: dict[str, Any], database: None) -> Iterator[Callable[[], OutboxMail]]:
    """Queues a mail of the tests' kind."""

    def render(mail: OutboxMail) -> Letter | None:
        return None if "nothing" in letter else Letter(**letter)

    def queue() -> OutboxMail:
        with transaction.atomic():
            return queue_mail("test.sample", subject="K7QM-2XFD", language="ja")

    with hooks.register_temporarily("register_mail_kind", lambda: MailKind("test.sample", "Sample", render)):
        yield queue


@pytest.fixture
def serve(settings: Any) -> Serve:
    """Serves mail by a script and makes it the site's mail server."""

    @contextmanager
    def serving(**answers: str) -> Iterator[Script]:
        with mail_server(**answers) as script:
            settings.EMAIL_BACKEND = "cluster_cms.mail.smtp.SmtpBackend"
            settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", script.port
            settings.EMAIL_TIMEOUT = 1  # seconds: long enough for a busy machine, short enough to wait for
            yield script

    return serving
