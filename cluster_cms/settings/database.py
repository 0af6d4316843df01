"""Database settings from one URL, with the SQLite options that keep an inquiry through a power cut."""

from cluster_cms.settings import env

# WAL lets readers go on; FULL flushes each commit to disk (https://www.sqlite.org/pragma.html#pragma_synchronous);
# IMMEDIATE takes the write lock at the start, so that a transaction never fails half-way with "database is locked".
SQLITE_OPTIONS: dict[str, object] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,  # seconds
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;",
}


def database(url: str) -> dict[str, object]:
    """Return the settings for a `sqlite:///` or `postgresql://` URL; refuse any other database."""
    if not url.startswith(("sqlite:///", "postgresql://", "postgres://")):
        raise env.refuse("DATABASE_URL", "must begin with sqlite:/// or postgresql://.")
    try:
        settings = dict(env.env.db_url_config(url))
    except (ValueError, KeyError) as error:
        raise env.refuse("DATABASE_URL", "is not a URL that can be read.") from error
    if url.startswith("sqlite"):
        return {**settings, "OPTIONS": SQLITE_OPTIONS}
    return {**settings, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
