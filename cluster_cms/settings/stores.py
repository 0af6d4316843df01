"""Returns the settings of a database by its URL, and of an S3 storage for Django's STORAGES."""

from django.utils.module_loading import import_string

from cluster_cms.settings import env

# WAL lets readers go on; FULL flushes each commit to disk (https://www.sqlite.org/pragma.html#pragma_synchronous);
# IMMEDIATE takes the write lock at the start, so that a transaction never fails half-way with "database is locked".
SQLITE_OPTIONS: dict[str, object] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,  # seconds
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;",
}
# Seconds and tries: short, because a transaction waits for the answer.
PATIENCE = {"connect_timeout": 5, "read_timeout": 10, "retries": {"max_attempts": 2}}


def database(url: str) -> dict[str, object]:
    """Return the settings for a `sqlite:///` or `postgresql://` URL. Raises ImproperlyConfigured for any other."""
    if not url.startswith(("sqlite:///", "postgresql://", "postgres://")):
        raise env.refuse("DATABASE_URL", "must begin with sqlite:/// or postgresql://.")
    try:
        settings = dict(env.env.db_url_config(url))
    except (ValueError, KeyError) as error:
        raise env.refuse("DATABASE_URL", "is not a URL that can be read.") from error
    if url.startswith("sqlite"):
        return {**settings, "OPTIONS": SQLITE_OPTIONS}
    return {**settings, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


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
