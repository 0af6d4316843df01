"""Files: visitors get resized pictures and published documents, nothing else that lies beside them."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.http import FileResponse
from django.test import Client
from pytest_django import Settings

from cluster_cms.pages.media import CustomDocument


@pytest.fixture
def folder(visitor: Client, settings: Settings, tmp_path: Path) -> Path:
    """A media folder with a file of each kind, and a secret beside it."""
    for place in ("images/a.png", "original_images/a.png", "documents/a.pdf", "../secret.txt"):
        file = tmp_path / "media" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"content")
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


def read(visitor: Client, address: str) -> tuple[int, bytes]:
    """Return status and body of an address, sent as it is written."""
    response = visitor.get("/", PATH_INFO=address)
    body = b"".join(response)
    return response.status_code, body


def test_a_resized_picture_is_served(visitor: Client, folder: Path) -> None:
    assert read(visitor, "/media/images/a.png") == (200, b"content")


CLOSED = [
    "/media/",
    "/media/images/",
    "/media/original_images/a.png",
    "/media/documents/a.pdf",
    "/media/images/../documents/a.pdf",
    "/media/images/..//documents/a.pdf",
    "/media/images/x/../../documents/a.pdf",
    "/media/images//../documents/a.pdf",
    "/media/images/../../secret.txt",
    "/media/images/%2e%2e/documents/a.pdf",
    "/media/images/..\\documents\\a.pdf",
]


@pytest.mark.parametrize("address", CLOSED)
def test_nothing_else_is(visitor: Client, folder: Path, address: str) -> None:
    status, body = read(visitor, address)
    assert status in (400, 404)
    assert body != b"content"


@pytest.fixture
def document(folder: Path) -> CustomDocument:
    document = CustomDocument(title="カタログ")
    document.file.save("カタログ.pdf", ContentFile(b"%PDF-1.7"))
    return document


def test_a_document_comes_through_its_view_and_cannot_act(visitor: Client, document: CustomDocument) -> None:
    response = visitor.get(document.url)
    assert isinstance(response, FileResponse)
    assert b"".join(response) == b"%PDF-1.7"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_a_document_needs_its_whole_address(visitor: Client, document: CustomDocument) -> None:
    assert visitor.get(f"/documents/{document.pk}/other.pdf").status_code == 404
