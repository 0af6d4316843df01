"""Drafts of the next revision, ready to publish or invalid in one respect, and what the editor's browser sends."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import LogContext
from wagtail.models import Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cluster_cms.security.accounts import APPROVER, LEGAL, User
from policy.models.revisions import ChangeKind, PolicyRevision
from policy.pages import PolicyPage
from policy.publishing.decision import decision


def source() -> PolicyPage:
    return PolicyPage.objects.get(alias_of=None)


def alias() -> PolicyPage:
    return PolicyPage.objects.exclude(alias_of=None).get()


def good_draft(words: str = "A new sentence.") -> PolicyPage:
    """Return an unsaved draft that may be published: one paragraph longer, with its terms."""
    page: PolicyPage = source().get_latest_revision_as_object()
    text = page.clauses[1].value["lead"]
    text["en"], text["ja"] = f"{text['en']}\n{words}", f"{text['ja']}\n新しい文です。{words}"
    page.change_kind = ChangeKind.SUBSTANTIVE
    page.summary_ja, page.summary_en = f"第2項を改めました。{words}", f"Item 2 is revised. {words}"
    page.warnings_reason = "In force at once, as the desk has agreed."  # the policy promises notice before that
    return page


def bad_draft() -> PolicyPage:
    """Return a draft that lacks the English heading of item 1."""
    page = good_draft()
    page.clauses[0].value["heading"]["en"] = ""
    return page


def saved(page: PolicyPage, user: Any = None) -> Revision:
    return page.save_revision(user=user, log_action=True, clean=False)


def person(group: str) -> User:
    """Return the one demo account of a group."""
    return User.objects.filter(groups__name=group).earliest("pk")


def promulgated(page: PolicyPage) -> PolicyRevision:
    """Send a draft the way that people do: legal saves and submits it, the approver approves."""
    approver = person(APPROVER)
    with LogContext(user=approver):
        submitted(page, person(LEGAL)).approve(user=approver)
    row: PolicyRevision = PolicyRevision.objects.of(page.pk).latest("number")
    return row


def approved(page: PolicyPage) -> Revision:
    """Return a saved draft with the approver's consent, not yet published: what a program may publish."""
    task = submitted(page, person(LEGAL))
    task.status, task.finished_by, task.finished_at = task.STATUS_APPROVED, person(APPROVER), timezone.now()
    task.save()
    return task.revision


def submitted(page: PolicyPage, user: Any) -> Any:
    """Save a draft, submit it to the workflow and return the approver's task."""
    saved(page, user)
    page.get_workflow().start(page, user)
    return page.current_workflow_task_state.specific


def decide(client: Client, act: str = "promulgate", **extra: str) -> Any:
    """Press a button on the screen of the decision as it is shown now."""
    found = decision(source())
    shown = {"shown": found.digest, "seen": str(found.revision.pk)} if found else {}
    return client.post(reverse("policy_decision"), {"act": act, "read": "on", **shown, **extra})


def listed(entries: Any, fields: Callable[[Any], Any]) -> dict[str, Any]:
    """Return the form fields of a list block."""
    rows = {
        str(index): {"value": fields(entry.value), "order": str(index), "deleted": "", "type": "item", "id": entry.id}
        for index, entry in enumerate(entries.bound_blocks)
    }
    return {"count": str(len(rows)), **rows}


def item_fields(value: Any) -> dict[str, Any]:
    return {"text": dict(value["text"]), "subitems": listed(value["subitems"], dict)}


def clause_fields(block: Any) -> dict[str, Any]:
    value = block.value
    fields = {name: dict(value[name]) for name in ("heading", "lead", "closing")}
    shows_desk = {"shows_desk": "on"} if value["shows_desk"] else {}
    lists = {"items": listed(value["items"], item_fields), "tables": {"count": "0"}}
    return {**fields, **lists, "anchor": value["anchor"], **shows_desk}


def form(page: PolicyPage, **extra: str) -> dict[str, str]:
    """Return what the editor's browser sends for a draft."""
    clauses = {
        str(index): {
            "value": clause_fields(block),
            "type": "clause",
            "order": str(index),
            "deleted": "",
            "id": block.id,
        }
        for index, block in enumerate(page.clauses)
    }
    texts = (
        "title", "title_en", "clause_form", "intro_ja", "intro_en", "change_kind", "summary_ja", "summary_en",
        "notified_how_ja", "notified_how_en", "warnings_reason",
        "seo_title", "seo_title_en", "search_description", "search_description_en",
        "listing_summary", "listing_summary_en", "sharing_title", "sharing_title_en",
    )  # fmt: skip
    fields = {name: getattr(page, name) for name in texts}
    fields["established_on"] = page.established_on.isoformat() if page.established_on else ""
    fields["effective_on"] = page.effective_on.isoformat() if page.effective_on else ""
    lists = {"clauses": {"count": str(len(clauses)), **clauses}, "supplements": {"count": "0"}}
    data = nested_form_data({**fields, **lists, "comments": inline_formset([])})
    return {**data, **extra}
