"""Returns the settings of a database by its URL, and of an S3 storage for Django's STORAGES."""

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

from django.utils.module_loading import import_string

from cluster_cms.settings import env

# WAL lets readers go on; FULL flushes each commit to disk (https://www.sqlite.org/pragma.html#pragma_synchronous);
# IMMEDIATE takes the write lock at the start, so that a transaction never fails half-way with "database is locked".
SQLITE_OPTIONS: dict[str, object] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,  # seconds
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;",
}
# How long a process that answers visitors waits: somebody waits for it. The worker and the commands are not cut, for a
# copy, a migration or an export may take minutes. A lock is waited for at most 3 seconds, a statement ends after 15;
# who keeps a transaction open and does nothing for 30 is disconnected, and his locks are free again.
LIMITS = {"lock_timeout": 3_000, "statement_timeout": 15_000, "idle_in_transaction_session_timeout": 30_000}
SQLITE_PATIENCE = 5  # seconds for the write lock
# A connection whose other end is gone is noticed after a minute: its transaction, and with it its locks, would stay.
KEEPALIVES = {"tcp_keepalives_idle": 30, "tcp_keepalives_interval": 10, "tcp_keepalives_count": 3}  # seconds and tries
CONNECT_TIMEOUT = 3  # seconds
# The package without which a cache of Django's fails at its first use.
CACHE_CLIENTS = {"RedisCache": "redis", "PyMemcacheCache": "pymemcache", "PyLibMCCache": "pylibmc"}
# Seconds and tries: short, because a transaction waits for the answer.
PATIENCE = {"connect_timeout": 5, "read_timeout": 10, "retries": {"max_attempts": 2}}


def database(url: str, variable: str = "DATABASE_URL") -> dict[str, Any]:
    """Return the settings for a `sqlite:///` or `postgresql://` URL. Raises ImproperlyConfigured for any other."""
    if not url.startswith(("sqlite:///", "postgresql://", "postgres://")):
        raise env.refuse(variable, "must begin with sqlite:/// or postgresql://.")
    try:
        settings = dict(env.env.db_url_config(url))
    except (ValueError, KeyError) as error:
        raise env.refuse(variable, "is not a URL that can be read.") from error
    if url.startswith("sqlite"):
        return {**settings, "OPTIONS": dict(SQLITE_OPTIONS)}
    given = dict(settings.get("OPTIONS", {}))
    words = " ".join(filter(None, [server_settings(KEEPALIVES), str(given.pop("options", ""))]))
    options = {"connect_timeout": CONNECT_TIMEOUT, **given, "options": words}
    return {**settings, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def owner_database(site: dict[str, Any]) -> dict[str, Any]:
    """Return the settings by MIGRATION_DATABASE_URL, the role that owns the tables; none when it is not set.

    Raises ImproperlyConfigured unless it is another role of the site's own database.
    """
    variable = "MIGRATION_DATABASE_URL"
    if not (url := env.text("MIGRATION_DATABASE_URL", "")):
        return {}
    owner = database(url, variable)
    if owner["ENGINE"] == "django.db.backends.sqlite3" or owner["NAME"] != site["NAME"]:
        raise env.refuse(variable, "must name the PostgreSQL database that DATABASE_URL names.")
    if not owner["USER"] or not site["USER"] or owner["USER"] == site["USER"]:
        raise env.refuse(variable, "must name a role, and another one than DATABASE_URL does.")
    return owner


def wait_shortly(database: dict[str, Any]) -> None:
    """Set the limits of a process that answers visitors in the settings of a database; what its URL says stays."""
    options = dict(database["OPTIONS"])
    if "options" in options:
        options["options"] = f"{server_settings(LIMITS)} {options['options']}"
    else:
        options["timeout"] = SQLITE_PATIENCE
    database["OPTIONS"] = options


def server_settings(values: Mapping[str, int]) -> str:
    """Return settings of PostgreSQL as a connection passes them to the server."""
    return " ".join(f"-c {name}={value}" for name, value in values.items())


def cache() -> dict[str, object]:
    """Return the settings of the cache by CACHE_URL. Raises ImproperlyConfigured where its client is not installed."""
    found = env.url("CACHE_URL", env.env.cache_url_config, "locmemcache://")
    kind = str(found["BACKEND"]).rpartition(".")[2]
    if kind == "MemcachedCache" or env.text("CACHE_URL", "").startswith("valkey"):
        raise env.refuse("CACHE_URL", "names a kind of cache that Django does not know; Valkey is written redis://.")
    if (client := CACHE_CLIENTS.get(kind)) and find_spec(client) is None:
        raise env.refuse("CACHE_URL", f"needs the Python package {client}, which is not installed.")
    if kind == "RedisCache":
        found["BACKEND"] = "cluster_cms.operations.shared_cache.SharedRedisCache"
    return found


def counters(table: str) -> dict[str, object]:
    """Return the settings of a cache in a table of the database, for counts that no process may have for itself."""
    return {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": table,
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # more than the limits let grow in their windows
    }


def store(bucket: str, folder: str = "") -> dict[str, object]:
    """Return the storage of a bucket, or of a folder in it, with the keys of the environment."""
    config = import_string("botocore.config.Config")  # only production installs it
    return {
        "BACKEND": "cluster_cms.pages.bucket_storage.MediaBucketStorage",
        "OPTIONS": {
            "bucket_name": bucket,
            "location": folder,
            "endpoint_url": env.text("S3_ENDPOINT_URL", "") or None,
            "access_key": env.text("S3_ACCESS_KEY_ID"),
            "secret_key": env.text("S3_SECRET_ACCESS_KEY"),
            "client_config": config(s3={"addressing_style": "path"}, **PATIENCE),
            "querystring_auth": False,
        },
    }
