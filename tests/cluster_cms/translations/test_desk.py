"""The translation desk: dashboard, report, comparison and confirmation, for those who keep translations."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cluster_cms.security.accounts import User
from cluster_cms.translations.confirmations import TranslationConfirmation
from home.models import CompanyPage
from tests.cluster_cms.translations.writing import JAPANESE_TEXT, both, fresh, many, publish, text
from tests.home.making import home

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
REPORT = "/admin/reports/translations/"


def make_stale(author: User, slug: str = "trial") -> tuple[CompanyPage, CompanyPage]:
    source, translation = both(author, slug)
    return publish(source, author, body=text(JAPANESE_TEXT.replace("60分", "45分"))), translation


def test_the_dashboard_leads_to_every_stale_translation_in_one_press(marketing: User, signed_in: SignIn) -> None:
    _source, translation = make_stale(marketing)
    client = signed_in(marketing)
    assert f'href="{REPORT}"' in client.get("/admin/").content.decode()
    page = client.get(REPORT).content.decode()
    assert "日本語版が更新されました" in page
    assert reverse("translation", args=[translation.pk]) in page


def test_the_comparison_shows_the_sentence_and_one_press_confirms(marketing: User, signed_in: SignIn) -> None:
    _source, translation = make_stale(marketing)
    client, address = signed_in(marketing), reverse("translation", args=[translation.pk])
    page = client.get(address)
    assert re.search(r"<ins>.*45.*</ins>", page.content.decode())
    assert "The resin cures in 60 minutes." in page.content.decode()
    answer = client.post(address, {"revision": page.context["revision"]})
    assert answer["Location"] == REPORT
    assert not TranslationConfirmation.objects.stale().exists()


def test_a_source_that_was_published_again_is_not_confirmed_unseen(marketing: User, signed_in: SignIn) -> None:
    source, translation = make_stale(marketing)
    seen = source.live_revision_id
    publish(source, marketing, title="樹脂の新しい題名")
    signed_in(marketing).post(reverse("translation", args=[translation.pk]), {"revision": str(seen)})
    assert TranslationConfirmation.objects.stale().exists()


def test_the_confirmation_leads_on_to_the_next_stale_one(marketing: User, signed_in: SignIn) -> None:
    [_one, first], [_two, second] = make_stale(marketing), make_stale(marketing, "second")
    client, address = signed_in(marketing), reverse("translation", args=[first.pk])
    answer = client.post(address, {"revision": client.get(address).context["revision"]})
    assert answer["Location"] == reverse("translation", args=[second.pk])


def test_the_editor_and_the_page_list_say_which_language_has_changed(marketing: User, signed_in: SignIn) -> None:
    _source, translation = make_stale(marketing)
    client = signed_in(marketing)
    for address in (
        reverse("wagtailadmin_pages:edit", args=[translation.pk]),
        reverse("wagtailadmin_explore", args=[home("en").pk]),
    ):
        assert "日本語版が更新されました" in client.get(address).content.decode()


def test_an_english_source_says_so_on_its_japanese_translation(marketing: User, signed_in: SignIn) -> None:
    source = CompanyPage(title="Jet", slug="jet", live=False)
    home("en").add_child(instance=source)
    publish(source, marketing)
    translation = publish(fresh(source).copy_for_translation(home().locale), marketing, title="噴射")
    publish(fresh(source), marketing, title="Jetting")
    page = signed_in(marketing).get(reverse("wagtailadmin_pages:edit", args=[translation.pk]))
    assert "英語版が更新されました" in page.content.decode()


def test_a_page_without_a_translation_stands_in_the_report(marketing: User, signed_in: SignIn) -> None:
    company_page = CompanyPage(title="日本語だけ", slug="only-japanese")
    home().add_child(instance=company_page)
    page = signed_in(marketing).get(REPORT, {"show": "missing"}).content.decode()
    assert "日本語だけ" in page
    assert "英語版がありません" in page


def test_others_may_not_and_a_stranger_is_sent_to_sign_in(
    marketing: User, desk: User, visitor: Client, signed_in: SignIn
) -> None:
    _source, translation = both(marketing)
    for address in (REPORT, reverse("translation", args=[translation.pk])):
        assert signed_in(desk).get(address).status_code in (302, 403)
        assert "/login/" in visitor.get(address)["Location"]
        assert signed_in(marketing).get(address).status_code == 200


def asked(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_report_the_page_list_and_the_dashboard_ask_no_more_for_more_pages(
    marketing: User, signed_in: SignIn
) -> None:
    client = signed_in(marketing)
    lists = (f"{REPORT}?show={one}" for one in ("stale", "unrecorded", "missing"))
    addresses = (*lists, reverse("wagtailadmin_explore", args=[home("en").pk]), "/admin/")
    many(marketing, 60, stale=55)
    few = [asked(client, address) for address in addresses]
    many(marketing, 240, stale=60)
    more = [asked(client, address) for address in addresses]
    assert more[:3] == few[:3]
    assert max(more[:3]) <= 37  # of which the frame of the staff area asks 33
    assert max(more[3:]) <= max(few[3:]) + 4  # Wagtail's own for other pages of the list; none for a row
