"""`load_demo --pages N --inquiries N` fills the site up to a number with rows that every screen and check accepts."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count
from django.test import Client
from pytest_django import Settings
from wagtail.models import Page, Revision
from wagtail.search.backends import get_search_backend

from cluster_cms.security import audit
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.history import history_of
from contact.inquiries.receive import fingerprint
from contact.models import AskedQuestion, Inquiry, InquiryPurpose, SearchText, Status
from contact.privacy.evidence import kept_too_long
from contact.text import answers
from home.models import CompanyPage, NewsPage

PAGES, INQUIRIES = 210, 150


@pytest.fixture(autouse=True)
def accounts(database: None, settings: Settings, tmp_path: Path) -> None:
    """The file of accounts lies in a folder of the test's own."""
    settings.VAR_DIR = tmp_path


def load(**counts: int) -> str:
    out = StringIO()
    call_command("load_demo", stdout=out, **counts)
    return out.getvalue()


def sample_pages(language: str) -> list[Page]:
    pages = Page.objects.filter(locale__language_code=language, title__regex=r"^(【見本】|\[Sample\])")
    return list(pages.specific())


def test_the_tree_is_whole_and_every_page_has_its_translation() -> None:
    load(pages=PAGES)
    assert Page.find_problems() == ([], [], [], [], [])
    assert Page.objects.live().filter(depth__gt=1).count() >= PAGES
    keys = {language: {page.translation_key for page in sample_pages(language)} for language in ("ja", "en")}
    assert keys["ja"] == keys["en"]
    assert len(keys["ja"]) == len(sample_pages("ja"))


def test_pages_are_served_and_found_by_their_words(visitor: Client) -> None:
    load(pages=PAGES)
    for language, words in (("ja", "当社の樹脂と成形品"), ("en", "resins and mouldings of our company")):
        notes = [page for page in sample_pages(language) if isinstance(page, (CompanyPage, NewsPage)) and page.body]
        assert {visitor.get(page.url).status_code for page in (*notes[:2], *notes[-2:])} == {200}
        found = get_search_backend().search(words, Page.objects.all())
        assert {page.pk for page in found} >= {page.pk for page in notes}


def test_each_page_has_its_live_revision() -> None:
    load(pages=PAGES)
    for page in sample_pages("ja")[:3]:
        assert page.live_revision_id == page.latest_revision_id
        assert page.get_latest_revision_as_object().title == page.title
    assert Revision.objects.filter(object_id=str(sample_pages("en")[-1].pk)).count() == 1


def test_inquiries_are_stored_as_the_form_stores_them() -> None:
    load(inquiries=INQUIRIES)
    assert Inquiry.objects.count() == SearchText.objects.count() == INQUIRIES
    assert not Inquiry.objects.exclude(pk__in=InquiryPurpose.objects.values("inquiry")).exists()
    for one in Inquiry.objects.select_related("search_text"):
        assert one.search_text.text == answers.search_text(one.answers)
        assert one.fingerprint == fingerprint(page_id=one.page_id or 0, answers=one.answers)
        assert set(one.question_keys) <= set(
            AskedQuestion.objects.filter(language=one.language).values_list("key", flat=True)
        )


def test_statuses_and_languages_are_spread_and_no_promise_is_broken() -> None:
    load(inquiries=INQUIRIES)
    statuses = {row["status"] for row in Inquiry.objects.values("status").annotate(Count("pk"))}
    assert {Status.NEW, Status.OPEN, Status.CLOSED} <= statuses
    assert {one.language for one in Inquiry.objects.all()} == {"ja", "en"}
    assert not kept_too_long().exists()
    assert not Inquiry.objects.filter(purpose="").exists()


def test_the_audit_chain_tells_what_happened_to_each() -> None:
    load(inquiries=INQUIRIES)
    assert audit.verify() == []
    told = set(AuditEntry.objects.filter(action="inquiry.received").values_list("subject", flat=True))
    assert told == set(Inquiry.objects.values_list("reference", flat=True))
    closed = Inquiry.objects.filter(status=Status.CLOSED).latest("received_at")
    assert len(history_of(closed)) >= 2


def test_filled_up_already_it_adds_nothing() -> None:
    assert f"{INQUIRIES} inquiries" in load(pages=PAGES, inquiries=INQUIRIES)
    before = Page.objects.count(), Inquiry.objects.count(), AuditEntry.objects.count()
    assert load(pages=PAGES, inquiries=INQUIRIES) == ""
    assert (Page.objects.count(), Inquiry.objects.count(), AuditEntry.objects.count()) == before


def test_a_larger_number_goes_on_where_the_last_run_ended() -> None:
    load(inquiries=20)
    load(inquiries=INQUIRIES)
    assert Inquiry.objects.count() == INQUIRIES
    assert audit.verify() == []


@pytest.mark.parametrize("text", ["-1", "1.5", "many", "", "１０"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(CommandError, match="is not a whole number"):
        call_command("load_demo", f"--pages={text}")
