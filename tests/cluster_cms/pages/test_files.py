"""Files: visitors get resized pictures and published documents, nothing else that lies beside them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse
from django.test import Client
from pytest_django import Settings
from wagtail.models import Collection

from cluster_cms.pages.media import CustomDocument


@pytest.fixture
def folder(visitor: Client, settings: Settings, tmp_path: Path) -> Path:
    """A media folder with a file of each kind, and a secret beside it."""
    private = [f"{name}/a.png" for name in ("original_images", "staff_images", "avatar_images", "wagtail_uploads")]
    for place in ("images/a.png", *private, "documents/a.pdf", "../secret.txt"):
        file = tmp_path / "media" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"content")
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def editor(marketing: Any, signed_in: Callable[[Any], Client]) -> Client:
    return signed_in(marketing)


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
    "/media/staff_images/a.png",
    "/media/avatar_images/a.png",
    "/media/wagtail_uploads/a.png",
    "/admin/pictures/a.png",
    "/admin/pictures/people/1/a.png",
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
    assert status in (302, 400, 404)
    assert body != b"content"


PDF = b"%PDF-1.7\n<< /Author (Tanaka) >>\n%%EOF\n"


@pytest.fixture
def document(folder: Path) -> CustomDocument:
    document = CustomDocument(title="カタログ")
    document.file.save("カタログ.pdf", ContentFile(PDF))
    return document


def test_a_document_is_saved_through_its_view_and_cannot_act(visitor: Client, document: CustomDocument) -> None:
    response = visitor.get(document.url)
    assert isinstance(response, FileResponse)
    assert b"".join(response) == PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_a_document_needs_its_whole_address(visitor: Client, document: CustomDocument) -> None:
    assert visitor.get(f"/documents/{document.pk}/other.pdf").status_code == 404


def upload(editor: Client, name: str, content: bytes, way: str = "add/") -> Any:
    field = "files[]" if "multiple" in way else "file"
    values = {"title": "見本", "collection": Collection.objects.get().pk, field: SimpleUploadedFile(name, content)}
    return editor.post(f"/admin/documents/{way}", values, follow=True)


def test_a_document_is_named_by_its_content_and_the_editor_is_told(folder: Path, editor: Client) -> None:
    page = upload(editor, "price.pdf.exe", PDF).content.decode()
    document = CustomDocument.objects.get()
    assert (document.filename, document.content_type) == ("price.pdf", "application/pdf")
    assert document.findings == [["author", "Tanaka"]]
    assert "ファイル名をprice.pdfに改めました" in page
    assert "名前（Tanaka）" in page
    assert "名前（Tanaka）" in editor.get(f"/admin/documents/edit/{document.pk}/").content.decode()
    assert "名前（Tanaka）" in upload(editor, "b.pdf", PDF, "multiple/add/").json()["form"]


@pytest.mark.parametrize("name, content", [("a.pdf", b"<html>"), ("a.docx", b"MZ\x90\x00\x03"), ("a.txt", b"")])
def test_what_is_no_document_is_an_error_at_the_field(folder: Path, editor: Client, name: str, content: bytes) -> None:
    assert list(upload(editor, name, content).context["form"].errors) == ["file"]
    answer = upload(editor, name, content, "multiple/add/").json()
    assert (answer["success"], "。" in answer["error_message"]) == (False, True)
    assert not CustomDocument.objects.exists()


def test_code_cannot_store_what_is_no_document(folder: Path) -> None:
    with pytest.raises(ValidationError):
        CustomDocument(title="a").file.save("a.pdf", ContentFile(b"<html>"))
