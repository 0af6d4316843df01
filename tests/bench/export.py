"""`make bench`: exporting 100,000 inquiries; each export in a process of its own, so that its peak memory is known."""

import json
import os
import subprocess
import sys

from django.core.management import call_command
from django.db import connection

from tests.infrastructure.template import PROJECT, Template

COUNT = int(os.environ.get("BENCH_COUNT", 100_000))
# Aims: seconds, seconds to the first byte (a workbook is finished before it is sent), MiB of the whole process.
AIMS = {"csv": (5.0, 0.5, 150), "xlsx": (15.0, 15.0, 150), "json": (5.0, 0.5, 150)}


def test_exports(template: Template, committed_db: None) -> None:
    call_command("load_demo", inquiries=COUNT)
    name = str(connection.settings_dict["NAME"])
    url = template.engine.url(name.removeprefix("cms_test_").removesuffix(".sqlite3").rpartition("/")[2])
    print(f"\nform  seconds  first   MiB  CPU s  MB out  {connection.vendor}, {COUNT} inquiries")
    missed = []
    for form, aims in AIMS.items():
        figures = measured(form, url)
        print(
            f"{form:<5} {figures[0]:>7.2f} {figures[1]:>6.2f} {figures[2]:>5.0f} {figures[3]:>6.2f} {figures[4]:>7.1f}"
        )
        missed += [form] if any(figure > aim for figure, aim in zip(figures, aims, strict=False)) else []
    print(f"over the aim: {', '.join(missed) or 'none'}")
    assert len(AIMS) == 3


def measured(form: str, url: str) -> list[float]:
    command = [sys.executable, "-m", "tests.bench.one_export", form]
    place = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cluster_cms.settings.test"}
    run = subprocess.run(command, cwd=PROJECT, env={**os.environ, **place}, check=True, stdout=subprocess.PIPE)
    return [float(figure) for figure in json.loads(run.stdout.splitlines()[-1])]
