"""An erasure in a process of its own that is killed on the way: `python -m tests.contact.retention.erase_and_die`."""

import os
import signal
import sys
from typing import Any
from uuid import UUID

import django


def die(*_arguments: Any, **_named: Any) -> None:
    """End as when the power fails: nothing is tidied up."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(step: str, record: str) -> None:
    from cluster_cms.erasures import erasing
    from contact.retention.erasure import erase_inquiries

    write = erasing.write_lines
    if step == "before the commit":
        erasing.__dict__["store_erasures"] = die
    else:
        erasing.__dict__["write_lines"] = lambda outcome, *rest: die() if outcome == "done" else write(outcome, *rest)
    erase_inquiries(inquiries=[UUID(record)], actor=None, cause="staff")


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
