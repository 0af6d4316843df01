"""A reader that is killed at one of its steps: `python -m tests.contact.inbound.read_and_die STEP N`."""

import os
import signal
import sys
from typing import Any

import django

STEPS = ("opened", "read", "stored", "committed", "moved")


def killing(function: Any, number: int, *, after: bool) -> Any:
    """Return the function, at whose call of this number the process ends as when the power fails."""
    calls = 0

    def call(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == number and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*arguments, **named)
        if calls == number and after:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return call


def main(step: str, number: int) -> None:
    from cluster_cms.security import audit
    from contact.inbound import reading
    from contact.inbound.maildir import MaildirFolder

    names: dict[str, tuple[Any, str, bool]] = {
        "opened": (MaildirFolder, "size", False),
        "read": (MaildirFolder, "content", True),
        "stored": (audit, "record", True),
        "committed": (MaildirFolder, "set_aside", False),
        "moved": (MaildirFolder, "set_aside", True),
    }
    place, name, after = names[step]
    setattr(place, name, killing(getattr(place, name), number, after=after))
    reading.read_mailbox()


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1], int(sys.argv[2]))
