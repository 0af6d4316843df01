"""The screens: paste, look, save. Only the last stores anything, and only for those who may edit the policy."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.urls import reverse

from cluster_cms.security.audit import AuditEntry
from policy.pages import PolicyPage
from tests.policy.pasting import samples

SignIn = Callable[[AbstractBaseUser], Client]
JAPANESE = (
    "プライバシーポリシー\n序文です。\n1. 目的\n回答に用います。\n2. 窓口\nお電話ください。\n制定日 2003年4月10日\n"
)
ENGLISH = samples.ENGLISH_WEB_PAGE


@pytest.fixture
def address(policy_page: PolicyPage) -> str:
    return reverse("policy_paste", args=[policy_page.pk])


@pytest.fixture
def client(signed_in: SignIn, legal: AbstractBaseUser) -> Client:
    return signed_in(legal)


def draft_of(page: PolicyPage) -> PolicyPage:
    return PolicyPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def save(client: Client, address: str, page: PolicyPage, **data: object) -> str:
    """Save a text over the present draft; return where the answer leads."""
    given = {"go": "save", "mode": "replace", "seen": page.latest_revision_id or "", **data}
    return str(client.post(address, given).headers.get("Location", ""))


def test_the_header_of_the_policy_leads_to_the_screen(client: Client, address: str, policy_page: PolicyPage) -> None:
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[policy_page.pk]))
    assert address in editor.content.decode()
    assert client.get(address).status_code == 200


def test_looking_shows_both_languages_and_saves_nothing(client: Client, address: str, policy_page: PolicyPage) -> None:
    before = (policy_page.revisions.count(), AuditEntry.objects.count())
    response = client.post(address, {"text_ja": JAPANESE, "text_en": ENGLISH, "go": "look"})
    shown = response.context["shown"]
    assert [side.clause.heading for side in shown.rows[0]] == ["目的", "Why we ask for data"]
    assert shown.dates == [date(2003, 4, 10)]
    page = response.content.decode()
    assert "TOP &gt; Privacy Policy" in page
    assert "Item 3" in page
    assert (policy_page.revisions.count(), AuditEntry.objects.count()) == before


def test_saving_makes_one_draft_and_one_audit_entry(client: Client, address: str, policy_page: PolicyPage) -> None:
    revisions = policy_page.revisions.count()
    leads_to = save(client, address, policy_page, text_ja=JAPANESE, text_en=ENGLISH)
    assert leads_to == reverse("wagtailadmin_pages:edit", args=[policy_page.pk])
    assert policy_page.revisions.count() == revisions + 1
    entry = AuditEntry.objects.order_by("-position")[0]
    assert entry.action == "policy.text_pasted"
    assert '"items_en":4' in entry.data
    assert "Why we" not in entry.data


def test_the_saved_draft_holds_the_text_and_addresses_for_its_clauses(
    client: Client, address: str, policy_page: PolicyPage
) -> None:
    save(client, address, policy_page, text_ja=JAPANESE, text_en=ENGLISH)
    draft = draft_of(policy_page)
    clauses = [block.value for block in draft.clauses]
    assert [clause["anchor"] for clause in clauses][:2] == ["why-we-ask-for-data", "keeping-data-safe"]
    assert clauses[0]["lead"]["ja"] == "回答に用います。"
    assert next(item["text"]["en"] for item in clauses[2]["items"]) == "when a court orders it;"
    assert draft.title_en == "Privacy Policy"
    assert draft.live_revision_id == policy_page.live_revision_id


def test_a_left_out_line_is_taken_in(client: Client, address: str, policy_page: PolicyPage) -> None:
    save(client, address, policy_page, text_en=ENGLISH, moves_en="25.0:in")
    assert [block.value for block in draft_of(policy_page).clauses][-1]["lead"]["en"].endswith("\nContact")


def test_one_language_keeps_the_other(client: Client, address: str, policy_page: PolicyPage) -> None:
    held = policy_page.clauses[0].value["heading"]["ja"]
    save(client, address, policy_page, text_en="1. Another heading\nAnother text.\n")
    draft = draft_of(policy_page)
    assert len(draft.clauses) == len(policy_page.clauses)
    assert dict(draft.clauses[0].value["heading"]) == {"ja": held, "en": "Another heading"}
    assert [block.value["heading"]["en"] for block in draft.clauses][1:] == [""] * (len(draft.clauses) - 1)


def test_appending_leaves_the_clauses_of_the_draft(client: Client, address: str, policy_page: PolicyPage) -> None:
    held = len(draft_of(policy_page).clauses)
    save(client, address, policy_page, mode="append", text_ja=JAPANESE)
    assert len(draft_of(policy_page).clauses) == held + 2


def test_a_draft_saved_meanwhile_is_not_overwritten(client: Client, address: str, policy_page: PolicyPage) -> None:
    revision = draft_of(policy_page).save_revision()
    response = client.post(
        address, {"go": "save", "mode": "replace", "seen": policy_page.latest_revision_id, "text_en": ENGLISH}
    )
    assert response.status_code == 200
    assert "Somebody has saved" in response.content.decode() or "保存" in response.content.decode()
    assert draft_of(policy_page).latest_revision_id == revision.pk


def test_the_way_back_keeps_the_text(client: Client, address: str) -> None:
    response = client.post(address, {"go": "edit", "text_en": ENGLISH})
    assert response.context["form"]["text_en"].value() == ENGLISH


def test_markup_stays_text(client: Client, address: str) -> None:
    response = client.post(address, {"go": "look", "text_en": "1. <script>alert(1)</script>\n<b>Bold</b> text.\n"})
    assert b"<script>alert(1)" not in response.content
    assert b"&lt;script&gt;alert(1)" in response.content


@pytest.mark.parametrize("role", ["marketing", "desk", "admin"])
def test_others_are_refused(
    role: str, person: Callable[[str], AbstractBaseUser], signed_in: SignIn, address: str, policy_page: PolicyPage
) -> None:
    before = policy_page.revisions.count()
    client = signed_in(person(role))
    assert client.get(address).status_code in (302, 403)
    client.post(address, {"go": "save", "mode": "replace", "seen": "", "text_en": ENGLISH})
    assert policy_page.revisions.count() == before


def test_the_english_alias_has_no_screen(client: Client, policy_page: PolicyPage) -> None:
    alias = policy_page.in_language("en")
    assert client.get(reverse("policy_paste", args=[alias.pk])).status_code == 404


HOSTILE = {
    "one megabyte": "1. a\n" * 200_000,
    "NUL": "1. Use\0\nFor replies.\n",
    "only blanks": " \u3000\t\n\u00a0\n",
    "two hundred clauses": "".join(f"{number}. Heading\nText.\n" for number in range(1, 201)),
    "no number at all": "This is only a sentence.\nAnd another.\n",
    "too many lines": "1. a\n" + "- b\n" * 9_000,
    "too many items": "1. a\n" + "- b\n" * 900,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("go", ["look", "save"])
def test_hostile_texts_are_refused_with_a_reason(
    name: str, go: str, client: Client, address: str, policy_page: PolicyPage
) -> None:
    before = policy_page.revisions.count()
    given = {"go": go, "mode": "replace", "seen": policy_page.latest_revision_id, "text_en": HOSTILE[name]}
    response = client.post(address, given)
    assert response.status_code == 422
    assert [error for errors in response.context["form"].errors.values() for error in errors]
    assert policy_page.revisions.count() == before


@pytest.mark.parametrize(
    "given", [{}, {"mode": "burn"}, {"seen": "x"}, {"moves_en": "9:up x -1.0:in 99999.9:down", "pair_1": "x" * 99}]
)
def test_forged_choices_change_nothing(
    given: dict[str, object], client: Client, address: str, policy_page: PolicyPage
) -> None:
    before = policy_page.revisions.count()
    response = client.post(address, {"go": "save", "text_en": ENGLISH, **given})
    assert response.status_code == 200
    assert policy_page.revisions.count() == before
