"""Who has sent an inquiry reads at once how to see, correct or delete what was given, and how long it is kept."""

from collections.abc import Callable

from django.core import mail

from cluster_cms.mail.sending import send_due_mails
from cluster_cms.pages.site_settings import DeskSettings
from tests.contact.visit import WRITTEN, Visit, texts

WORDS = {
    "ja": ("お預かりした情報", "確かめ、直し、消す", "24か月", 'href="/your-data/"'),
    "en": ("The data you gave us", "see, correct and delete", "24 months", 'href="/en/your-data/"'),
}


def test_the_last_page_names_the_way_to_ones_data(visit: Callable[..., Visit], language: str) -> None:
    DeskSettings.objects.update(phone="06-0000-1111", email="desk@example.com", retention_months=24)
    here = visit(language)
    page = texts(here.client.get(here.send(here.draft()).url))
    phone = {"ja": "06-0000-1111", "en": "+81 6-0000-1111"}[language]
    assert all(words in page for words in (*WORDS[language], phone, "desk@example.com"))


def test_the_form_and_the_first_mail_name_it_too(visit: Callable[..., Visit], language: str) -> None:
    here = visit(language)
    assert WORDS[language][3] in texts(here.client.get(here.address))
    here.send_all()
    send_due_mails()
    [letter] = [letter for letter in mail.outbox if letter.to == [WRITTEN["mail"]]]
    assert f"http://testserver{here.address.removesuffix('contact-us/')}your-data/" in letter.body
