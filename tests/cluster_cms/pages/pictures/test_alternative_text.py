"""Alternative text is asked for when a picture is uploaded, and is never the name of its file."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file

from cluster_cms.blocks.picture import DescribedImageBlock
from cluster_cms.pages.media import CustomImage
from cluster_cms.security.accounts import User
from cluster_cms.text.file_names import is_file_name


@pytest.mark.parametrize("text", ["IMG_0042.HEIC", "写真 1.jpg", "IMG_0042", "DSC-1234", "Screenshot 2026-11-30"])
def test_names_of_files_are_known(text: str) -> None:
    assert is_file_name(text)


@pytest.mark.parametrize("text", ["", "工場の正面", "Image of a mould", "写真", "Photo by a colleague"])
def test_words_are_no_names_of_files(text: str) -> None:
    assert not is_file_name(text)


def test_title_is_never_offered_as_alternative_text(database: None) -> None:
    picture = CustomImage(title="IMG_0042", file=get_test_image_file())
    assert picture.default_alt_text == ""
    picture.description = "工場の正面"
    assert picture.default_alt_text == "工場の正面"


def test_block_refuses_the_name_of_a_file(database: None) -> None:
    picture = CustomImage.objects.first()
    assert picture
    picture.contextual_alt_text, picture.decorative = "IMG_0042.jpg", False
    with pytest.raises(ValidationError):
        DescribedImageBlock().clean(picture)


def test_upload_asks_for_the_alternative_text(marketing: User, client: Client) -> None:
    client.force_login(marketing)
    shown = client.get(reverse("wagtailimages:add")).content.decode()
    assert "代替テキスト" in shown


def test_upload_of_several_refuses_the_name_of_a_file(marketing: User, client: Client) -> None:
    client.force_login(marketing)
    picture = CustomImage.objects.latest("pk")
    sent = {"title": "IMG_0042", "description": "IMG_0042.jpg", "collection": picture.collection_id}
    address = reverse("wagtailimages:edit_multiple", args=[picture.pk])
    answer = client.post(
        address,
        {f"image-{picture.pk}-{name}": value for name, value in sent.items()},
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()
    assert not answer["success"]
    assert "代替テキスト" in answer["form"]
    assert "ファイルの名前になっています" in answer["form"]
