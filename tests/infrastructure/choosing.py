"""`--database-tests-only` leaves out what the database under test cannot change: the tests that open none.

Which ones they are is not written down anywhere: they ask for no fixture and carry no mark that leads to a database,
and pytest-django refuses the database to such a test. The suite runs them on SQLite only. The few whose answer depends
on the database although they never open it carry the mark `each_database`.
"""

import pytest

OPTION = "--database-tests-only"
FIXTURES = {"db", "transactional_db", "django_db_setup", "template", "database", "committed_db"}
MARKS = ("django_db", "each_database")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(OPTION, action="store_true", help="leave out the tests that open no database")


def needs_database(item: pytest.Item) -> bool:
    """Tell whether a test may answer differently on another database."""
    return not FIXTURES.isdisjoint(getattr(item, "fixturenames", FIXTURES)) or any(map(item.get_closest_marker, MARKS))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption(OPTION):
        left_out = [item for item in items if not needs_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = filter(needs_database, items)
