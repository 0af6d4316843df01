"""The role of PostgreSQL that a production site has, which owns no table."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest
from django.conf import settings
from django.db import connection

from cluster_cms.operations.database_owner import connected_to

_numbers = count(1)


@pytest.fixture
def site_role(committed_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a role that does not exist yet, and settings that name it and the owner. SQLite has none of it."""
    name = f"site_{os.getpid()}_{next(_numbers)}"
    if connection.vendor == "postgresql":
        names = {"USER": name, "PASSWORD": "word'of"}
        monkeypatch.setattr(settings, "OWNER_DATABASE", dict(connection.settings_dict))
        monkeypatch.setattr(settings, "DATABASES", {"default": {**connection.settings_dict, **names}})
    yield name
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [name])
            if cursor.fetchone()[0]:
                cursor.execute(f"DROP OWNED BY {name}; DROP ROLE {name}")


@contextmanager
def as_site(name: str) -> Iterator[None]:
    """Within the block, this thread asks the same database as the role of the site."""
    if connection.vendor == "postgresql":
        with connected_to(str(connection.settings_dict["NAME"]), USER=name, PASSWORD="word'of"):
            yield
    else:
        yield
