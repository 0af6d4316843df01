"""The storage of pictures and documents in a bucket; a module of its own, for only production installs the client."""

from storages.backends.s3 import S3Storage

from cluster_cms.pages.storage import NamesKeepLetters


class MediaBucketStorage(NamesKeepLetters, S3Storage):
    """A bucket of an S3 service."""
