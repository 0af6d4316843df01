"""A test is left out with `--database-tests-only` when nothing leads from it to a database."""

import pytest

from tests.infrastructure.choosing import needs_database


def test_a_test_without_a_database_is_left_out(request: pytest.FixtureRequest) -> None:
    assert not needs_database(request.node)


@pytest.mark.parametrize("mark", ["django_db", "each_database"])
def test_a_mark_keeps_it(request: pytest.FixtureRequest, mark: str) -> None:
    request.node.add_marker(mark)
    assert needs_database(request.node)


@pytest.mark.usefixtures("visitor")
def test_a_fixture_that_leads_to_one_keeps_it(request: pytest.FixtureRequest) -> None:
    assert needs_database(request.node)


@pytest.mark.usefixtures("committed_db")
def test_so_does_a_copy_of_its_own(request: pytest.FixtureRequest) -> None:
    assert needs_database(request.node)
