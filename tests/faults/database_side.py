"""What the tests of several hosts do at the database itself: watch the leases, migrate, hold a table as a copy does."""

import contextlib
from collections.abc import Iterator

from django.db import connection

from cluster_cms.operations.database_owner import connected_to

# The database itself writes down when a worker takes and ends each job.
WATCH = """
    CREATE TABLE watched (
        number bigserial, job text, lease text, begins boolean, at timestamptz DEFAULT clock_timestamp());
    CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
        IF NEW.began_at IS DISTINCT FROM OLD.began_at AND NEW.lease <> '' THEN
            INSERT INTO watched (job, lease, begins) VALUES (NEW.job, NEW.lease, true);
        ELSIF NEW.lease = '' AND OLD.lease <> '' THEN
            INSERT INTO watched (job, lease, begins) VALUES (NEW.job, OLD.lease, false);
        END IF;
        RETURN NULL; END $$;
    CREATE TRIGGER watched AFTER UPDATE ON cluster_cms_heartbeat FOR EACH ROW EXECUTE FUNCTION watch();
"""
# A migration as an update brings it: tables to which every post writes get a column, and another table comes.
LATER = {
    "later/__init__.py": "",
    "later/migrations/__init__.py": "",
    "later/migrations/0001_later.py": """
from django.db import migrations
class Migration(migrations.Migration):
    operations = [migrations.RunSQL(
        "ALTER TABLE contact_inquiry ADD COLUMN later integer DEFAULT 0 NOT NULL;"
        "ALTER TABLE cluster_cms_auditentry ADD COLUMN later integer; CREATE TABLE later (number integer)")]
""",
    "later_settings.py": """
from cluster_cms.settings.production import *
INSTALLED_APPS = [*INSTALLED_APPS, "later"]
""",
}


@contextlib.contextmanager
def copying(table: str) -> Iterator[None]:
    """Read a table in a transaction that stays open for the block, as a nightly copy does."""
    with connected_to(str(connection.settings_dict["NAME"])), connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        cursor.execute(f"LOCK TABLE {table} IN ACCESS SHARE MODE")  # what each reading takes
        yield
        cursor.execute("COMMIT")
