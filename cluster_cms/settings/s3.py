"""Stores in S3, or in what speaks like it, as Django's STORAGES name them."""

from django.utils.module_loading import import_string

from cluster_cms.settings import env

# Seconds and tries: an answer that does not come is a failure soon, for a transaction waits for it.
PATIENCE = {"connect_timeout": 5, "read_timeout": 10, "retries": {"max_attempts": 2}}


def store(bucket: str, folder: str = "") -> dict[str, object]:
    """Return the storage of a bucket, or of a folder in it, with the keys of the environment."""
    config = import_string("botocore.config.Config")  # of production alone
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
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
