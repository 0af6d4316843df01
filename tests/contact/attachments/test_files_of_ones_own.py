"""The person sees and saves the files of an inquiry whose reference they know; the file of their data names them."""

import json
from collections.abc import Callable

import pytest

from contact.models import AttachedFile, Inquiry
from tests.contact.attachments.conftest import FileVisit
from tests.contact.privacy.conftest import writer, writer_of
from tests.contact.privacy.person import Writer
from tests.contact.visit import hidden_fields, texts
from tests.library.samples import PDF

__all__ = ["writer", "writer_of"]


@pytest.fixture
def sent(form: FileVisit) -> Inquiry:
    form.send(hidden_fields(form.check(("図面 A.pdf", PDF)))["draft"])
    return Inquiry.objects.latest("received_at")


def test_a_file_is_named_and_saved_once_the_reference_is_given(writer: Writer, sent: Inquiry) -> None:
    page = texts(writer.open())
    assert "図面 A.pdf" not in page
    assert "図面 A.pdf (PDF" in texts(writer.act("reference", reference=sent.reference))
    wanted = {"opened": writer.secret, "act": "file", "file": str(AttachedFile.objects.get().pk)}
    response = writer.client.post(f"{writer.place}open/", wanted)
    assert response.content == PDF
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    assert response.headers["Cache-Control"] == "no-store"


def test_without_the_reference_no_file_is_given(writer: Writer, sent: Inquiry) -> None:
    writer.open()
    assert writer.act("file", file=str(AttachedFile.objects.get().pk)).status_code == 404


def test_nobody_elses_file_is_given(writer_of: Callable[..., Writer], sent: Inquiry) -> None:
    other = writer_of("hanako@example.com")
    other.open()
    other.act("reference", reference=sent.reference)
    assert other.act("file", file=str(AttachedFile.objects.get().pk)).status_code == 404


def test_the_file_of_ones_data_lists_them(writer: Writer, sent: Inquiry) -> None:
    writer.open()
    writer.act("reference", reference=sent.reference)
    found = json.loads(writer.act("copy").content)["inquiries"]
    listed = next(one for one in found if one.get("reference") == sent.reference)["attached_files"]
    assert [one["name"] for one in listed] == ["図面 A.pdf"]
