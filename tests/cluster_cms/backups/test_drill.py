"""The drill proves a restore without touching the site."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from cluster_cms.backups import restore_drill
from cluster_cms.security.audit import AuditEntry
from tests.cluster_cms.backups.conftest import Place

pytestmark = pytest.mark.usefixtures("committed_db")


def drill() -> list[str]:
    call_command("backup_drill", stdout=(out := StringIO()))
    return out.getvalue().splitlines()


def test_the_drill_prints_what_it_has_proved(
    empty_place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path)  # the other database's run has drills of its own
    monkeypatch.setattr(restore_drill, "empty_place", lambda _folder: empty_place())
    before = AuditEntry.objects.count()
    lines = drill()
    assert [line.split(":")[0] for line in lines] == [
        f"proved  {name}" for name in ("rows", "audit chain", "other chains", "pages", "media", "time")
    ]
    assert "policy ledger at row" in lines[2]
    assert AuditEntry.objects.count() == before + 1
    assert AuditEntry.objects.latest("position").action == "backup.drilled", "no backup, for its copy is thrown away"
    assert not list(tmp_path.glob("drill-*"))


def test_a_drill_that_finds_another_page_fails(empty_place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restore_drill, "empty_place", lambda _folder: empty_place())
    monkeypatch.setattr(restore_drill, "page_hashes", iter([{"/": "200 a"}, {"/": "200 b"}]).__next__)
    with pytest.raises(CommandError, match="1 of the above did not hold"):
        drill()


def test_the_empty_place_of_the_drill_is_gone_afterwards(tmp_path: Path) -> None:
    with restore_drill.empty_place(tmp_path):
        assert connection.introspection.table_names() == []
        name = connection.settings_dict["NAME"]
    assert connection.settings_dict["NAME"] != name


def test_a_role_that_may_not_create_databases_is_told_so_before_anything_is_copied(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(restore_drill, "may_create_databases", lambda: ("site_role", False))
    monkeypatch.setattr(restore_drill, "make_copy", lambda _folder: pytest.fail("copied"))
    with pytest.raises(CommandError, match=r"^The database role site_role may not create a database .* CREATEDB\.$"):
        drill()


def test_whether_the_role_may_is_asked_of_the_database() -> None:
    role, may_create = restore_drill.may_create_databases()
    assert may_create
    assert role or connection.vendor == "sqlite"
