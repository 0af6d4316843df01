"""A draft is shown to people without an account by a link: without a cookie or a copy, for a time, as it was shared."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cluster_cms.middleware.page_cache import is_for_everyone
from cluster_cms.review.draft_links import DraftLink, delete_ended_links
from cluster_cms.review.shared_drafts import WRONG_TRIES
from cluster_cms.security.accounts import User
from cluster_cms.security.audit import AuditEntry
from cluster_cms.statistics.view_counter import is_for_everybody
from home.models import CompanyPage
from policy.pages import PolicyPage
from tests.cluster_cms.review.conftest import LATER, SHOWN
from tests.home.making import company_page, home
from tests.infrastructure.cast import Clock

Share = Callable[..., str]


def test_a_stranger_reads_the_draft_and_is_told_what_it_is(draft: CompanyPage, share: Share, visitor: Client) -> None:
    answer = visitor.get(share(draft))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert SHOWN in text
    assert "下書きの確認用" in text
    assert visitor.get(f"/{draft.slug}/").status_code == 404


def test_nobody_keeps_lists_or_counts_it_and_no_cookie_is_set(
    draft: CompanyPage, share: Share, visitor: Client
) -> None:
    answer = visitor.get(share(draft))
    headers = list(answer.headers.items())
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies
    assert not is_for_everyone("200 OK", headers)
    assert not is_for_everybody(headers)


def test_forms_on_it_do_not_send(contact_page: CompanyPage, share: Share, visitor: Client) -> None:
    path = share(contact_page)
    assert "form-action 'none'" in visitor.get(path).headers["Content-Security-Policy"]
    answer = visitor.post(path, {"name": "山田"})
    assert answer.status_code == 405
    assert "下書きのフォームは送信されません" in answer.content.decode()


def test_what_is_written_later_is_not_shown_also_when_the_editor_saves_by_itself(
    draft: CompanyPage, share: Share, visitor: Client, marketing: User
) -> None:
    path = share(draft)
    shared = draft.get_latest_revision()
    draft.lead = LATER
    saved = draft.save_revision(user=marketing, overwrite_revision=shared)
    assert saved.pk != shared.pk
    text = visitor.get(path).content.decode()
    assert SHOWN in text
    assert LATER not in text


def test_it_ends_with_a_page_that_names_the_desk(
    draft: CompanyPage, share: Share, visitor: Client, clock: Clock
) -> None:
    clock.set("2026-12-01 10:00")
    path = share(draft, days=3)
    clock.forward(days=2, hours=23)
    assert visitor.get(path).status_code == 200
    clock.forward(hours=1)
    answer = visitor.get(path)
    assert answer.status_code == 410
    assert answer.headers["Cache-Control"] == "no-store"
    assert "この確認用リンクは終了しました" in answer.content.decode()
    assert "お客様情報相談窓口" in answer.content.decode()


def test_a_link_that_was_withdrawn_shows_nothing(
    draft: CompanyPage, share: Share, editor: Client, visitor: Client
) -> None:
    path = share(draft)
    link = DraftLink.objects.get()
    editor.post(reverse("review_links", args=[draft.pk]), {"withdraw": link.pk})
    assert visitor.get(path).status_code == 410
    assert "取り消し済み" in editor.get(reverse("review_links", args=[draft.pk])).content.decode()


def test_the_database_and_the_audit_chain_hold_neither_token_nor_words(draft: CompanyPage, share: Share) -> None:
    token = share(draft).rstrip("/").rsplit("/", 1)[1]
    link = DraftLink.objects.get()
    entry = AuditEntry.objects.get(action="draft_link.created")
    assert token not in link.token_hash
    assert (entry.subject, entry.data) == (f"page:{draft.pk}", '{"days":7}')


def test_an_unknown_link_is_not_found_and_guessing_is_stopped(
    draft: CompanyPage, share: Share, visitor: Client
) -> None:
    path = share(draft)
    for _try in range(WRONG_TRIES):
        assert visitor.get("/draft/unknown/").status_code == 404
    answer = visitor.get(path)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "600"


@pytest.mark.parametrize("days", ["", "0", "8", "x"])
def test_another_time_than_those_offered_is_refused(draft: CompanyPage, editor: Client, days: str) -> None:
    assert editor.post(reverse("review_links", args=[draft.pk]), {"days": days}).status_code == 422
    assert not DraftLink.objects.exists()


def test_only_who_may_edit_the_page_makes_a_link(
    draft: CompanyPage, desk: User, signed_in: Callable[[User], Client], visitor: Client
) -> None:
    address = reverse("review_links", args=[draft.pk])
    assert signed_in(desk).post(address, {"days": 7}).status_code in (302, 403)
    assert "/login/" in visitor.get(address).headers["Location"]
    assert not DraftLink.objects.exists()


def test_the_policy_is_shared_by_legal_alone(
    policy_page: PolicyPage, editor: Client, legal: User, signed_in: Callable[[User], Client], visitor: Client
) -> None:
    address = reverse("review_links", args=[policy_page.pk])
    assert editor.post(address, {"days": 7}).status_code in (302, 403)
    answer = signed_in(legal).post(address, {"days": 7})
    path = "/" + answer.context["address"].split("/", 3)[3]
    assert "下書きの確認用" in visitor.get(path).content.decode()


def test_a_link_speaks_the_language_of_its_page(share: Share, visitor: Client, marketing: User) -> None:
    page = company_page("Draft", "draft-page", parent=home("en"), live=False, lead="Words")
    page.save_revision(user=marketing)
    path = share(page)
    assert path.startswith("/en/draft/")
    assert "Draft for review" in visitor.get(path).content.decode()


def test_links_are_deleted_thirty_days_after_their_end(draft: CompanyPage, share: Share, clock: Clock) -> None:
    clock.set("2026-12-01 10:00")
    share(draft, days=1)
    clock.forward(days=30)
    delete_ended_links()
    assert DraftLink.objects.exists()
    clock.forward(days=2)
    delete_ended_links()
    assert not DraftLink.objects.exists()
