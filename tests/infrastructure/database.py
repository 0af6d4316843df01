"""The session's database and the copies that tests with real commits work on.

`db` (or the mark `django_db`): the session's copy of the template; the test's transaction is rolled back.
`committed_db`: a copy of its own, so commits are real, other threads see them, and nobody has to clean up.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.test.utils import override_settings
from pytest_django import DjangoDbBlocker

from tests.infrastructure.engines import Engine, Postgres, Sqlite
from tests.infrastructure.template import Template

_numbers = count(1)


@pytest.fixture(scope="session")
def template(django_test_environment: None) -> Template:
    """The finished template of the database under test, built when there is none for this source."""
    cache = Path(settings.VAR_DIR) / "test-cache"
    url = os.environ["DATABASE_URL"]  # settings.test has set it when nobody else did
    engine: Engine = Sqlite(cache / "sqlite") if url.startswith("sqlite") else Postgres(url)
    made = Template(engine=engine, cache=cache)
    made.ensure()
    return made


@contextmanager
def copy_in_use(template: Template) -> Iterator[None]:
    """Make a fresh copy of the template this process' default database; drop it afterwards.

    A connection that is open meanwhile (a test's transaction) is set aside, not closed.
    """
    name = f"run_{os.getpid()}_{next(_numbers)}"
    template.engine.create(name, template=template.name)
    aside = connections.settings[DEFAULT_DB_ALIAS], connections[DEFAULT_DB_ALIAS]
    connections.settings[DEFAULT_DB_ALIAS] = {**aside[0], "NAME": template.engine.setting(name)}
    connections[DEFAULT_DB_ALIAS] = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS].close()
        connections.settings[DEFAULT_DB_ALIAS], connections[DEFAULT_DB_ALIAS] = aside
        template.engine.drop(name)


@pytest.fixture(scope="session")
def django_db_setup(template: Template, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Replaces pytest-django's own: the session works on a copy of the template and of its media."""
    with tempfile.TemporaryDirectory() as folder:
        media = Path(folder, "media")
        shutil.copytree(template.media, media)
        with override_settings(MEDIA_ROOT=media), django_db_blocker.unblock(), copy_in_use(template):
            django_db_blocker.block()
            yield


@pytest.fixture
def committed_db(template: Template, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database of the test's own, where commits are real."""
    with django_db_blocker.unblock(), copy_in_use(template):
        yield


@pytest.fixture(autouse=True)
def erasure_journal(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test begins with an empty erasure journal, as its copy of the database does.

    Not by `override_settings`: the first test's would end after the session's own has begun, and take it away.
    """
    file = tmp_path_factory.getbasetemp() / f"erasures-{next(_numbers)}.jsonl"
    monkeypatch.setattr(settings, "ERASURE_JOURNAL", file)
    return file


@pytest.fixture
def database(request: pytest.FixtureRequest, django_db_setup: None) -> None:
    """The database of this test: its own copy when it asks for one, else the session's."""
    request.getfixturevalue("committed_db" if "committed_db" in request.fixturenames else "db")
