"""One export in a process of its own: `python -m tests.bench.one_export csv` prints what it took."""

import json
import sys
import time
from pathlib import Path

import django


def export(form: str) -> list[float]:
    """Export everything, all columns, as the desk does; return seconds, first byte, MiB, CPU seconds, MB."""
    from django.http import StreamingHttpResponse
    from django.test import Client

    from cluster_cms.privacy.models import Purpose
    from cluster_cms.security.accounts import User
    from contact.exports.columns import columns, question_labels

    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    client.force_login(User.objects.get(username="admin"))
    client.get("/admin/inquiries/")  # addresses are known
    everything = [column.key for column in columns(question_labels())]
    to = {"to_recipient": "desk", "purpose": Purpose.objects.earliest("order").pk}
    given = {"form": form, "reason": "review", "columns": everything, **to}
    cpu = time.process_time()
    began, first, size = time.perf_counter(), 0.0, 0
    response = client.post("/admin/inquiries/export/file/?status=closed", given)
    assert isinstance(response, StreamingHttpResponse)
    for chunk in response:
        first = first or time.perf_counter() - began
        size += len(chunk)
    took = time.perf_counter() - began
    cpu = time.process_time() - cpu
    return [took, first, peak(), cpu, size / 1e6]


def peak() -> float:
    """Return the most memory that this process has held, in MiB (Linux, proc(5): VmHWM).

    Not `ru_maxrss`: that begins with what the process held that started this one.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    django.setup()
    print(json.dumps(export(sys.argv[1])))
