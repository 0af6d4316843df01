"""Who wrote what a draft of the policy changes, read from Wagtail's revisions and its log of pages."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.models import PageLogEntry, Revision

from policy.models.revisions import PolicyRevision

WRITING = ("wagtail.create", "wagtail.edit", "wagtail.revert")
TEXT = ("title", "title_en", "intro_ja", "intro_en", "clause_form")
STREAMS = ("clauses", "supplements")
TERMS = (
    "established_on", "effective_on", "change_kind", "summary_ja", "summary_en",
    "notified_how_ja", "notified_how_en", "warnings_reason",
    "corrects_both", "correction_words",
)  # fmt: skip


@dataclass(frozen=True)
class Writer:
    """An account, by its id, that changed the draft: how often it was saved with a change, and when last."""

    account: int
    saves: int
    last: datetime


def writers(revision: Revision) -> list[Writer]:
    """Return everybody who changed the text or its terms since the last promulgation, up to this Wagtail revision.

    Who returns the draft to the text promulgated last wipes out what others had written, and is no writer of it.
    """
    found: dict[int, Writer] = {}
    before: tuple[Any, Any] | None = None
    promulgated, start = None, last_promulgated(revision)
    for draft in drafts_between(start, revision):
        text, terms = parts(draft.content)
        if draft.pk == start:
            promulgated = text
        else:
            returned = before is not None and text == promulgated != before[0]
            if returned:
                found.clear()
            if any(terms) if returned else before != (text, terms):
                for account in editors_of(draft):
                    saves = found[account].saves if account in found else 0
                    found[account] = Writer(account, saves + 1, draft.created_at)
        before = (text, terms)
    return list(found.values())


def wrote(revision: Revision, account: int) -> bool:
    """Tell whether an account wrote any part of what a Wagtail revision changes."""
    return any(writer.account == account for writer in writers(revision))


def last_promulgated(revision: Revision) -> int:
    """Return the number of the Wagtail revision from which the text that now stands was promulgated; 0 before that."""
    rows = PolicyRevision.objects.of(int(revision.object_id)).not_withdrawn().newest_first()
    return rows.values_list("wagtail_revision_number", flat=True).first() or 0


def drafts_between(start: int, revision: Revision) -> list[Revision]:
    """Return the page's Wagtail revisions from a number to this one, oldest first, without texts of the past."""
    rows = Revision.objects.filter(
        base_content_type=revision.base_content_type_id,
        object_id=revision.object_id,
        pk__range=(start, revision.pk),
    )
    entered = PolicyRevision.objects.filter(recorded_at_publication=False).exclude(wagtail_revision_number=start)
    return list(rows.exclude(pk__in=entered.values("wagtail_revision_number")).order_by("pk"))


def parts(content: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """Return text and terms of a page's stored content, as they are compared: without the ids of blocks."""
    text: list[Any] = [content.get(name) or "" for name in TEXT]
    text += [without_ids(json.loads(content.get(name) or "[]")) for name in STREAMS]
    return text, [content.get(name) or "" for name in TERMS]


def without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_ids(one) for name, one in value.items() if name != "id"}
    return [without_ids(one) for one in value] if isinstance(value, list) else value


def editors_of(revision: Revision) -> set[int]:
    """Return the ids of the accounts that saved a Wagtail revision; the log keeps those of deleted accounts."""
    logged = PageLogEntry.objects.filter(revision=revision, action__in=WRITING).values_list("user_id", flat=True)
    return {editor for editor in (revision.user_id, *logged) if editor is not None}
