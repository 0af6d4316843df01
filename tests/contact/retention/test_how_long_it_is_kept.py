"""How long an inquiry is kept stands beside the purpose, before anything is sent."""

from collections.abc import Callable

import pytest

from cluster_cms.pages.site_settings import DeskSettings, default_site
from tests.contact.visit import Visit, texts

SENTENCES = {
    "ja": (
        "ご対応の完了から（完了していないときは最後のやり取りから）{}か月後に、お預かりした情報を消去します。",
        "ご対応の完了から{}か月後",
    ),
    "en": (
        "What you send is erased {} months after your inquiry is closed, or after the last exchange",
        "{} months after your inquiry is closed",
    ),
}


@pytest.mark.parametrize("months", [12, 6])
def test_the_form_and_the_check_say_when_an_inquiry_is_erased(
    months: int, visit: Callable[..., Visit], language: str
) -> None:
    desk = DeskSettings.for_site(default_site())
    desk.retention_months = months
    desk.save()
    visitor = visit(language)
    written, checked = (sentence.format(months) for sentence in SENTENCES[language])
    assert written in texts(visitor.client.get(visitor.address))
    assert checked in texts(visitor.check())
