"""What a visitor attaches is kept across errors and steps, goes with the inquiry, and is refused in words."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from contact.inquiries.attachments import delete_unsent_files
from contact.models import AttachedFile, Inquiry
from contact.pages import ContactPage
from contact.public import form_flow
from tests.contact.attachments.conftest import FileVisit
from tests.contact.public.test_database_away import fail
from tests.contact.visit import Visit, hidden_fields, texts
from tests.infrastructure.cast import Clock
from tests.library.samples import DXF, PDF, archive, office

DRAWING = ("図面 CX-210.pdf", PDF)
TOKEN = re.compile(r'name="files" value="([0-9a-f-]{36})"')


def sent(form: FileVisit, response: Any) -> Inquiry:
    assert response.status_code == 200, texts(response)
    assert form.send(hidden_fields(response)["draft"]).status_code == 303
    return Inquiry.objects.latest("received_at")


def test_files_go_with_the_inquiry_and_their_names_are_kept(form: FileVisit) -> None:
    shown = form.check(DRAWING, ("part.dxf", DXF))
    assert "図面 CX-210.pdf" in texts(shown)
    inquiry = sent(form, shown)
    found = {file.name: (file.kind, file.read()) for file in inquiry.attached_files.all()}
    assert found == {"図面 CX-210.pdf": ("pdf", PDF), "part.dxf": ("dxf", DXF)}
    answer = next(one for one in inquiry.answers if one["key"] == "files")
    assert (answer["value"], "keys" in answer) == (["図面 CX-210.pdf", "part.dxf"], False)


def test_neither_name_nor_content_can_be_read_in_the_database(form: FileVisit) -> None:
    form.check(DRAWING)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, content FROM contact_attachedfile")
        stored = b"".join(bytes(value) for value in cursor.fetchone())
    assert "図面".encode() not in stored
    assert b"%PDF" not in stored


def test_a_file_is_kept_across_an_error_and_named(form: FileVisit) -> None:
    again = form.check(DRAWING, name="")
    assert again.status_code == 422
    tokens = TOKEN.findall(texts(again))
    assert "図面 CX-210.pdf (" in texts(again)
    inquiry = sent(form, form.check(files=tokens))
    assert [file.name for file in inquiry.attached_files.all()] == ["図面 CX-210.pdf"]


def test_a_file_is_kept_when_the_answers_are_changed(form: FileVisit) -> None:
    draft = hidden_fields(form.check(DRAWING))["draft"]
    tokens = TOKEN.findall(texts(form.send(draft, step="change")))
    assert sent(form, form.check(("part.dxf", DXF), files=tokens)).attached_files.count() == 2


def test_who_unticks_a_file_sends_without_it(form: FileVisit) -> None:
    form.check(DRAWING, name="")
    inquiry = sent(form, form.check())
    assert not inquiry.attached_files.exists()
    assert "files" not in {answer["key"] for answer in inquiry.answers}


REFUSED = {
    "page.html": (b"<html><script>alert(1)</script></html>", "HTML"),
    "run.pdf": (b"MZ\x90\x00" + b"\0" * 200, "プログラム"),
    "drawing.pdf": (DXF, "DXF"),
    "empty.pdf": (b"", "空"),
    "macro.docx": (office("word/document.xml", "word/vbaProject.bin"), "マクロ"),
    "setup.zip": (archive("setup.exe"), "setup.exe"),
    "cut.pdf": (b"%PDF-1.7 half", "壊れ"),
    "picture.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_taken_is_named_with_its_reason_and_the_text_stays(form: FileVisit, name: str) -> None:
    content, word = REFUSED[name]
    response = form.check((name, content), DRAWING)
    assert response.status_code == 422
    page = texts(response)
    assert word in page
    assert f"{name}" in page
    assert "CX-210の試料を希望します。" in page
    assert [file.name for file in AttachedFile.objects.all()] == ["図面 CX-210.pdf"]


def test_a_fourth_file_and_one_that_is_too_large_are_refused(form: FileVisit, settings: Any) -> None:
    settings.FORM_FILE_SIZE = len(PDF)
    page = texts(form.check(*[(f"{number}.pdf", PDF) for number in range(4)]))
    assert "3.pdf" in page
    assert AttachedFile.objects.count() == 3
    page = texts(form.check(("large.pdf", PDF + b"\n%%EOF")))
    assert "large.pdf" in page
    assert AttachedFile.objects.count() == 3


def test_a_body_beyond_all_limits_is_refused_before_it_is_read(form: FileVisit, settings: Any) -> None:
    settings.FORM_FILE_SIZE = 1000
    assert form.check(("large.pdf", b"x" * 300_000)).status_code == 413
    assert not AttachedFile.objects.exists()


def test_a_body_that_breaks_off_is_refused(form: FileVisit) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="upload"; filename="a.pdf"\r\n\r\n' + PDF
    address = f"{form.address}with-files/"
    assert form.client.post(address, body, content_type="multipart/form-data; boundary=x").status_code == 400
    assert not AttachedFile.objects.exists()


def test_a_page_takes_no_files_until_marketing_allows_it(visit: Callable[..., Visit]) -> None:
    here = visit()
    form = FileVisit(here.client, here.address)
    assert 'type="file"' not in texts(form.client.get(form.address))
    response = form.check(DRAWING)
    assert response.status_code == 409
    assert "図面 CX-210.pdf" in texts(response)
    assert not AttachedFile.objects.exists()


def test_files_come_only_at_the_address_for_them(form: FileVisit) -> None:
    page = texts(form.client.get(form.address))
    assert 'enctype="multipart/form-data"' in page
    assert f'action="{form.address}with-files/"' in page
    assert form.client.get(f"{form.address}with-files/").headers["Location"] == form.address
    assert form.client.post(form.address, {"upload": SimpleUploadedFile("part.dxf", DXF)}).status_code == 415


def test_after_an_hour_a_file_is_gone_and_the_visitor_is_told(form: FileVisit, clock: Clock) -> None:
    clock.set("2026-12-01 12:00")
    draft = hidden_fields(form.check(DRAWING))["draft"]
    clock.forward(minutes=61)
    assert delete_unsent_files() == 1
    response = form.send(draft)
    assert response.status_code == 409
    assert "図面 CX-210.pdf" in texts(response)
    assert not Inquiry.objects.filter(received_at__gte=clock.set("2026-12-01 12:00")).exists()


def test_a_file_of_a_form_that_is_under_way_stays(form: FileVisit, clock: Clock) -> None:
    clock.set("2026-12-01 12:00")
    form.check(DRAWING)
    clock.forward(minutes=59)
    assert delete_unsent_files() == 0


def test_two_clicks_store_one_inquiry_with_its_files(form: FileVisit) -> None:
    draft = hidden_fields(form.check(DRAWING))["draft"]
    assert [form.send(draft).status_code for _click in range(2)] == [303, 303]
    assert AttachedFile.objects.exclude(inquiry=None).count() == 1


def test_the_same_words_with_another_drawing_are_another_inquiry(form: FileVisit) -> None:
    first = sent(form, form.check(DRAWING))
    again = sent(form, form.check(DRAWING))
    other = sent(form, form.check((DRAWING[0], PDF + b"\n%%EOF")))
    assert first == again != other


def test_a_token_is_worth_nothing_once_it_was_sent(form: FileVisit) -> None:
    response = form.check(DRAWING)
    sent(form, response)
    token = str(AttachedFile.objects.get().pk)
    page = texts(form.check(files=[token]))
    assert "図面 CX-210.pdf" not in page
    assert "もう一度" in page


def test_beyond_the_limit_no_file_is_kept_and_each_is_named(form: FileVisit, settings: Any) -> None:
    settings.FORM_UPLOADS_PER_NETWORK = 1
    form.check(DRAWING)
    response = form.check(("part.dxf", DXF))
    assert response.status_code == 429
    assert "part.dxf" in texts(response)
    assert AttachedFile.objects.count() == 1
    assert form.check().status_code == 200


def test_files_that_a_database_error_has_lost_are_named_at_the_next_try(
    form: FileVisit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as away:
        away.setattr(form_flow, "take_files", fail)
        response = form.check(DRAWING)
    assert response.status_code == 503
    again = form.client.post(f"{form.address}with-files/", {**form.hidden(), "step": "confirm", "upload": DRAWING[0]})
    assert f"{DRAWING[0]} は" in texts(again).replace("CX-210.pdfは", "CX-210.pdf は")


def test_the_switch_is_marketing_s_and_off_by_default(contact_page: ContactPage) -> None:
    assert contact_page.takes_files is False
    assert "takes_files" in {panel.field_name for panel in ContactPage.content_panels if hasattr(panel, "field_name")}
