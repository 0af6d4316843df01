"""Who has sent an inquiry reads at once how to see, correct or delete what was given, and how long it is kept."""

from collections.abc import Callable

from cluster_cms.site_settings import DeskSettings
from tests.contact.visit import Visit, texts

WORDS = {
    "ja": ("お預かりした情報", "確認・訂正・削除", "24か月"),
    "en": ("The data you gave us", "show, correct or delete", "24 months"),
}


def test_the_last_page_names_the_way_to_ones_data(visit: Callable[..., Visit], language: str) -> None:
    DeskSettings.objects.update(phone="06-0000-1111", email="desk@example.com", retention_months=24)
    here = visit(language)
    page = texts(here.client.get(here.send(here.draft()).url))
    assert all(words in page for words in (*WORDS[language], "06-0000-1111", "desk@example.com"))
