"""One export in a process of its own: `python -m tests.bench.one_export csv` prints what it took."""

import json
import resource
import sys
import time

import django


def export(form: str) -> list[float]:
    """Export everything, all columns, as the desk does; return seconds, first byte, MiB, CPU seconds, MB."""
    from django.http import StreamingHttpResponse
    from django.test import Client

    from cluster_cms.accounts import User
    from cluster_cms.privacy.records import Purpose
    from contact.asked import question_labels
    from contact.export.columns import columns

    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    client.force_login(User.objects.get(username="admin"))
    client.get("/admin/inquiries/")  # addresses are known
    everything = [column.key for column in columns(question_labels())]
    to = {"to_receiver": "desk", "purpose": Purpose.objects.earliest("order").pk}
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
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # kB on Linux
    return [took, first, peak, cpu, size / 1e6]


if __name__ == "__main__":
    django.setup()
    print(json.dumps(export(sys.argv[1])))
