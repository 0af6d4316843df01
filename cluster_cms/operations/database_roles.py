"""Gives the site's role of PostgreSQL what it needs and no more: it owns no table and changes no append-only row.

Whoever serves visitors could otherwise drop the triggers, too. The owner does this after each migration and each
restore; it may be repeated at any time.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from cluster_cms.operations.database_owner import RoleRefused
from cluster_cms.security.append_only import AppendOnlyModel, guarded_tables

CHANGES = "UPDATE, DELETE, TRUNCATE"
GRANTS = (
    "GRANT CONNECT ON DATABASE {database} TO {role}",
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {role}",
    "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM PUBLIC, {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
)
# Whether a role is above all rights, or can come to be the owner of a table.
MIGHTY = """
    SELECT rolsuper OR rolcreaterole OR EXISTS (
        SELECT FROM pg_tables WHERE schemaname = current_schema() AND pg_has_role(rolname, tableowner, 'MEMBER'))
    FROM pg_roles WHERE rolname = %s"""
CHANGEABLE = """
    SELECT name FROM unnest(%s::text[]) name
    WHERE has_table_privilege(coalesce(nullif(%s, ''), current_user), quote_ident(name), %s)"""


def grant_to_site() -> tuple[str, list[str]]:
    """Give the role of DATABASE_URL its rights, and create it where it is missing.

    Return its name and the tables to which it only adds. Raises RoleRefused, and changes nothing then.
    """
    role = str(settings.DATABASES["default"]["USER"])
    with transaction.atomic(), connection.cursor() as cursor:
        ensure_role(cursor, role)
        tables = append_only_tables()
        for statement in GRANTS:
            cursor.execute(filled_in(cursor, statement, role))
        for table in tables:
            cursor.execute(filled_in(cursor, f"REVOKE {CHANGES} ON {{table}} FROM {{role}}", role, table))
        if found := changeable_tables(role):
            raise RoleRefused(f"The role {role} may still change {found[0]}, through another role that it belongs to.")
    return role, tables


def filled_in(cursor: Any, statement: str, role: str, table: str = "") -> str:
    cursor.execute("SELECT current_database(), current_schema()")
    names = dict(zip(("database", "schema", "role", "table"), (*cursor.fetchone(), role, table), strict=True))
    identifiers = {name: sql.Identifier(value) for name, value in names.items()}
    return sql.SQL(statement).format(**identifiers).as_string(cursor.connection)


def append_only_tables() -> list[str]:
    """Return the tables that are only added to. Raises RoleRefused when one of the models has no trigger."""
    guarded, existing = guarded_tables(), connection.introspection.table_names()
    ours = [model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnlyModel)]
    if bare := [table for table in ours if table in existing and table not in guarded]:
        raise RoleRefused(f"The trigger that refuses changes of {bare[0]} is missing or switched off.")
    return guarded


def ensure_role(cursor: Any, role: str) -> None:
    """Create the role unless it is there. Raises RoleRefused where that cannot be, or where it may do too much."""
    cursor.execute(MIGHTY, [role])
    found = cursor.fetchone()
    if found and found[0]:
        raise RoleRefused(
            f"The role {role} of DATABASE_URL can make itself the owner of tables: take SUPERUSER, CREATEROLE and its "
            "membership in the owner away, or REASSIGN OWNED to the role of MIGRATION_DATABASE_URL."
        )
    if not found:
        create_role(cursor, role, str(settings.DATABASES["default"]["PASSWORD"] or ""))


def create_role(cursor: Any, role: str, password: str) -> None:
    cursor.execute("SELECT rolname, rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
    owner, may_create = cursor.fetchone()
    if not may_create:
        raise RoleRefused(f"The role {role} of DATABASE_URL does not exist, and {owner} may not create it.")
    raw = cursor.connection
    cursor.execute(filled_in(cursor, "CREATE ROLE {role} LOGIN", role))
    if password:  # hashed here, so that the word itself stands in no log of the server
        hashed = raw.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
        statement = sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(hashed))
        cursor.execute(statement.as_string(raw))


def changeable_tables(role: str = "") -> list[str]:
    """Return the append-only tables whose rows a role may change or delete, by itself or through others.

    Without a name it is the role of this connection.
    """
    with connection.cursor() as cursor:
        cursor.execute(CHANGEABLE, [guarded_tables(), role, CHANGES])
        return [table for (table,) in cursor.fetchall()]
