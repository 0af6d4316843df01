"""A contact page that takes files, visitors who attach some, and documents that the desk may attach."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from contact.pages import ContactPage
from library.models import LibraryDocument
from tests.contact.conftest import visit
from tests.contact.visit import WRITTEN, Visit
from tests.library.samples import PDF, document, revision

__all__ = ["visit"]
File = tuple[str, bytes]


@dataclass
class FileVisit(Visit):
    """A visitor at the form that takes files."""

    def check(self, *files: File, **changes: Any) -> Any:
        """Fill the form, attach files, and go to the second step."""
        uploads = [SimpleUploadedFile(name, content) for name, content in files]
        body = {**self.hidden(), "step": "confirm", **WRITTEN, "upload": uploads, **changes}
        return self.client.post(f"{self.address}with-files/", body)


@pytest.fixture
def takes_files(contact_page: ContactPage) -> None:
    """Marketing has allowed files on the pages of both languages."""
    ContactPage.objects.update(takes_files=True)


@pytest.fixture
def form(visit: Callable[..., Visit], takes_files: None) -> FileVisit:
    opened = visit()
    return FileVisit(opened.client, opened.address)


@pytest.fixture
def sheet(database: None) -> LibraryDocument:
    """A data sheet of the library in its second revision."""
    made = document("cx-sheet")
    revision(made, content=PDF, name="CX-210.pdf")
    revision(made, content=PDF + b"\n%%EOF", name="CX-210 第2版.pdf")
    return made
