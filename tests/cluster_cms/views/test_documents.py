"""Documents and pictures are stored, addressed and downloaded under names that keep their letters."""

import unicodedata
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file


def stored_document(name: str) -> Any:
    return get_document_model().objects.create(title="x", file=ContentFile(b"x", name=name))


@pytest.mark.parametrize(
    "name, plain", [("カ\u3099イト\u3099フ\u3099ック.txt", "gaidobukku.txt"), ("東京 हिन्दी.txt", "document-{}.txt")]
)
def test_a_document_keeps_the_letters_of_its_name(client: Client, database: None, name: str, plain: str) -> None:
    document = stored_document(name)
    shown = unicodedata.normalize("NFC", name).replace(" ", "_")
    assert document.filename == shown
    for asked in (document.url, document.url.replace(quote(shown), quote(unicodedata.normalize("NFD", shown)))):
        response: Any = client.get(asked)
        assert b"".join(response.streaming_content) == b"x"
        header = response.headers["Content-Disposition"]
        assert f'attachment; filename="{plain.format(document.pk)}"; ' in header
        assert header.endswith(quote(shown))


def test_a_picture_is_not_given_a_chinese_name(database: None) -> None:
    picture = get_image_model().objects.create(title="x", file=get_test_image_file("東京.png"))
    assert picture.file.name.startswith("original_images/東京")
    assert ".東京.width-10" in picture.get_rendition("width-10").file.name
