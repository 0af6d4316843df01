"""Pictures and documents in a closed bucket: visitors get them from the site itself, under its own addresses."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django import Settings

from cluster_cms.pages.media import CustomDocument, CustomImage
from cluster_cms.pages.pictures.audience import answering
from cluster_cms.settings import stores
from tests.infrastructure.camera import exif, jpeg, scene

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def media_bucket(object_store: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    given = {"S3_ENDPOINT_URL": object_store, "S3_ACCESS_KEY_ID": "key", "S3_SECRET_ACCESS_KEY": "secret"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = {**settings.STORAGES, "default": stores.store("media")}
    store: Any = default_storage
    store.connection.create_bucket(Bucket="media")
    yield
    store.connection.Bucket("media").objects.delete()


def test_sizes_and_documents_are_served_by_the_site(visitor: Client, media_bucket: None) -> None:
    picture = CustomImage.objects.create(title="a", file=ContentFile(jpeg(scene(), exif=exif()), "a.jpg"))
    with answering(staff=False):
        size = picture.get_rendition("max-100x100")
    assert re.fullmatch(r"/media/images/[0-9a-f]{8}\.a\.max-100x100\.jpg", size.url)
    response = visitor.get(size.url)
    assert (response.status_code, response.content[:2]) == (200, b"\xff\xd8")
    assert visitor.get("/media/images/other.jpg").status_code == 404
    document = CustomDocument.objects.create(title="a", file=ContentFile(PDF, "a.pdf"))
    served = visitor.get(document.url)
    assert b"".join(served) == PDF
    assert served.headers["Content-Disposition"].startswith("attachment")
