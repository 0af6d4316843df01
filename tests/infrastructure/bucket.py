"""An object store on loopback (moto), as production's settings would name it."""

from collections.abc import Iterator
from itertools import count

import pytest
from django.core.files.storage import storages
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from cluster_cms.erasures.journal import STORE
from cluster_cms.erasures.s3_journal import BucketJournal
from cluster_cms.settings import stores

BUCKET = "journal"
_folders = count()


@pytest.fixture(scope="session")
def object_store() -> Iterator[str]:
    """The address of a store that runs for the whole session."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(object_store: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> BucketJournal:
    """The site's journal lies in an empty folder of a bucket."""
    given = {"S3_ENDPOINT_URL": object_store, "S3_ACCESS_KEY_ID": "key", "S3_SECRET_ACCESS_KEY": "secret"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = {**settings.STORAGES, STORE: stores.store(BUCKET, f"erasures-{next(_folders)}")}
    journal = BucketJournal(storages[STORE])
    journal.client.create_bucket(Bucket=BUCKET)
    return journal
