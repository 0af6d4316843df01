"""On PostgreSQL the role that serves the site owns no table and changes no row that is only ever added."""

from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import Error, connection, transaction

from cluster_cms.operations.database_owner import as_owner, connected_to
from cluster_cms.operations.database_roles import changeable_tables
from cluster_cms.security.append_only import AppendOnlyModel
from tests.infrastructure.roles import as_site

pytestmark = pytest.mark.usefixtures("committed_db")
APPEND_ONLY = sorted(
    model._meta.db_table for model in apps.get_models(include_auto_created=True) if issubclass(model, AppendOnlyModel)
)
CHANGES = ("UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE", "DROP TRIGGER append_only ON {}")


def grant() -> str:
    call_command("grant_database_rights", stdout=(out := StringIO()))
    return out.getvalue()


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def is_refused(statement: str) -> bool:
    try:
        with transaction.atomic():
            execute(statement)
    except Error:
        return True
    return False


def test_the_command_says_which_tables_are_only_added_to(site_role: str) -> None:
    said = grant()
    if connection.vendor == "sqlite":
        assert said.startswith("SQLite has no roles")
    else:
        assert said == f"{site_role} reads and writes, and only adds to 5 tables: {', '.join(APPEND_ONLY)}\n"


def test_the_role_of_the_site_changes_no_append_only_table_and_reads_and_writes_every_other(site_role: str) -> None:
    grant()
    with as_site(site_role):
        for model in apps.get_models(include_auto_created=True):
            model._base_manager.first()
        changed = [line for table in APPEND_ONLY for line in CHANGES if not is_refused(line.format(table))]
        assert changed == [] or connection.vendor == "sqlite", "where triggers stand, and no roles"
        call_command("bootstrap_site", stdout=StringIO())


def test_rights_that_somebody_gave_by_hand_are_taken_back(site_role: str) -> None:
    if connection.vendor == "postgresql":
        grant()
        execute(f"GRANT UPDATE ON policy_policyrevision TO {site_role}; GRANT DELETE ON cluster_cms_erasure TO PUBLIC")
        execute(f"GRANT TRUNCATE ON home_homepage TO {site_role}")
        assert changeable_tables(site_role) == ["cluster_cms_erasure", "policy_policyrevision"]
        grant()
        assert changeable_tables(site_role) == []
    assert connection.vendor


@pytest.mark.parametrize("attribute", ["SUPERUSER", "CREATEROLE"])
def test_a_role_that_could_take_every_right_is_refused(site_role: str, attribute: str) -> None:
    if connection.vendor == "postgresql":
        execute(f"CREATE ROLE {site_role} LOGIN {attribute}")
        with pytest.raises(CommandError, match=f"^The role {site_role} of DATABASE_URL can make itself the owner"):
            grant()


def test_the_owner_of_a_table_is_no_role_for_the_site(site_role: str) -> None:
    if connection.vendor == "postgresql":
        execute(f"CREATE ROLE {site_role} LOGIN; ALTER TABLE policy_policyevent OWNER TO {site_role}")
        with pytest.raises(CommandError, match="REASSIGN OWNED"):
            grant()
        execute("ALTER TABLE policy_policyevent OWNER TO CURRENT_USER")


def test_a_right_through_another_role_is_noticed_and_nothing_is_granted(site_role: str) -> None:
    if connection.vendor == "postgresql":
        other = f"{site_role}_other"
        execute(f"CREATE ROLE {other}; CREATE ROLE {site_role} LOGIN IN ROLE {other}")
        execute(f"GRANT UPDATE ON cluster_cms_keyescrow TO {other}")
        with pytest.raises(CommandError, match="may still change cluster_cms_keyescrow, through another role"):
            grant()
        execute(f"DROP OWNED BY {other}; DROP ROLE {other}")


def test_a_table_that_lost_its_trigger_is_not_granted_in_silence(site_role: str) -> None:
    if connection.vendor == "postgresql":
        execute("ALTER TABLE cluster_cms_erasure DISABLE TRIGGER append_only")
        with pytest.raises(CommandError, match="refuses changes of cluster_cms_erasure is missing or switched off"):
            grant()


def test_a_site_with_one_role_is_told_to_name_an_owner() -> None:
    if connection.vendor == "postgresql":
        with pytest.raises(CommandError, match="name their owner in MIGRATION_DATABASE_URL"):
            grant()
    else:
        assert "SQLite has no roles" in grant()


def test_a_migration_under_a_role_that_owns_nothing_says_which_variable_names_the_owner(site_role: str) -> None:
    grant()
    with as_site(site_role), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "OWNER_DATABASE", {})
        if connection.vendor == "postgresql":
            with pytest.raises(CommandError, match=f"role {site_role} does not own the tables.*MIGRATION_DATABASE_URL"):
                call_command("migrate", verbosity=0)
        else:
            call_command("migrate", verbosity=0)


def test_an_owner_that_is_no_superuser_migrates_and_grants_by_itself(site_role: str) -> None:
    if connection.vendor != "postgresql":
        return
    owner, database = f"{site_role}_owner", f"{connection.settings_dict['NAME']}_owned"
    execute(f"CREATE ROLE {owner} LOGIN CREATEROLE PASSWORD 'own'")
    execute(f"CREATE DATABASE {database} OWNER {owner} TEMPLATE template0")
    settings.OWNER_DATABASE.update(USER=owner, PASSWORD="own")
    try:
        with connected_to(database), as_owner():
            call_command("migrate", "cluster_cms", "0001", verbosity=0)
            with as_site(site_role):
                assert not is_refused("INSERT INTO auth_group (name) VALUES ('x')")
                assert is_refused("CREATE TABLE foreign_table ()")
    finally:
        execute(f"DROP DATABASE {database} WITH (FORCE)")
        execute(f"DROP ROLE {site_role}; DROP ROLE {owner}")
