"""A process that is killed while it erases: what its transaction had not committed has not happened."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from cluster_cms.erasures.journal_health import check_journal
from cluster_cms.erasures.reconciliation import reconcile
from contact.models import Inquiry
from tests.cluster_cms.erasures.standins import outcomes
from tests.infrastructure.decrypted_dump import places_of
from tests.infrastructure.engines import Postgres
from tests.infrastructure.template import Template

pytestmark = pytest.mark.usefixtures("committed_db")


def killed_at(step: str, inquiry: Inquiry, template: Template) -> int:
    """Erase in a process of its own, on the database of this test; return how that process ended."""
    name = Path(str(connection.settings_dict["NAME"])).stem.removeprefix(Postgres.prefix)
    own = {"DATABASE_URL": template.engine.url(name), "ERASURE_JOURNAL": str(settings.ERASURE_JOURNAL)}
    own |= {"DJANGO_SETTINGS_MODULE": "cluster_cms.settings.test"}
    command = [sys.executable, "-m", "tests.contact.retention.erase_and_die", step, str(inquiry.pk)]
    return subprocess.run(command, cwd=settings.ROOT_DIR, env={**os.environ, **own}).returncode


@pytest.mark.parametrize(
    "step, there, told", [("before the commit", True, "void"), ("after the commit", False, "done")]
)
def test_a_killed_erasure_has_happened_or_has_not(
    inquiry: Inquiry, template: Template, step: str, there: bool, told: str
) -> None:
    places = places_of(inquiry.reference)
    assert killed_at(step, inquiry, template) == -signal.SIGKILL
    assert outcomes() == ["intent"]
    reconcile()
    assert outcomes() == ["intent", told]
    assert Inquiry.objects.filter(pk=inquiry.pk).exists() is there
    assert places_of(inquiry.reference) == (places if there else {"cluster_cms_auditentry.subject"})
    assert all(finding.ok for finding in check_journal())
