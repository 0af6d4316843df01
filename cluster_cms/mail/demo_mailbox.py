"""An email backend that writes one file a mail, for the demo."""

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from cluster_cms import clock


class EmailBackend(BaseEmailBackend):
    """Writes each mail into EMAIL_FILE_PATH; what ends in .eml is whole, and its owner's alone to read."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.folder = Path(settings.EMAIL_FILE_PATH)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            self.write(message.message().as_bytes())
        return len(email_messages)

    def write(self, content: bytes) -> None:
        name = f"{clock.now():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
        unfinished = self.folder / f"{name}.part"
        unfinished.touch(mode=0o600)
        unfinished.write_bytes(content)
        unfinished.replace(unfinished.with_suffix(".eml"))
