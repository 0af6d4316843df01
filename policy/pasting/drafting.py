"""Puts a pasted text into the draft of the policy: first in memory, to be looked at, then as one saved revision."""

from datetime import date

from django.db import transaction
from wagtail.blocks import StreamValue
from wagtail.models import Revision

from cluster_cms import audit
from cluster_cms.accounts import User
from policy.pages import PolicyPage
from policy.pasting import merging, references
from policy.pasting.pairing import Pasted, pairs

REPLACE, APPEND = "replace", "append"
TITLE_FIELDS = {"ja": "title", "en": "title_en"}


class DraftChanged(Exception):
    """Raised when somebody saved the draft after the pasted text had been looked at."""


def put_into(draft: PolicyPage, pasted: Pasted, *, mode: str) -> PolicyPage:
    """Change a draft in memory to hold the pasted text, and return it."""
    existing = draft.clauses.get_prep_value()
    merge = merging.appended if mode == APPEND else merging.replaced
    rows = pairs(pasted)
    blocks = merge(existing, rows)
    choosers = references.choosers(pasted, rows, blocks[len(blocks) - len(rows) :])
    draft.clauses = StreamValue(draft.clauses.stream_block, blocks, is_lazy=True)
    for language, text in pasted.texts.items():
        if text.title and mode == REPLACE:
            setattr(draft, TITLE_FIELDS[language], text.title)
        set_intro(draft, f"intro_{language}", list(map(choosers[language], text.intro)), mode)
    draft.established_on = draft.established_on or established_on(pasted)
    return draft


def set_intro(draft: PolicyPage, name: str, paragraphs: list[str], mode: str) -> None:
    """Set the text before item 1; a text that has none leaves the draft's."""
    if not paragraphs:
        return
    held = str(getattr(draft, name)).splitlines() if mode == APPEND else []
    setattr(draft, name, "\n".join([*held, *(paragraph for paragraph in paragraphs if paragraph not in held)]))


def established_on(pasted: Pasted) -> date | None:
    """Return the date of establishment, if the texts agree on one."""
    dates = pasted.established_on()
    return dates[0] if len(dates) == 1 else None


@transaction.atomic
def paste_text(*, page: PolicyPage, user: User, pasted: Pasted, mode: str, seen: int | None) -> Revision:
    """Save one draft revision that holds the pasted text; `seen` is the id of the revision that the person looked at.

    Raises DraftChanged when the draft is another one by now.
    """
    locked = PolicyPage.objects.select_for_update().get(pk=page.pk)
    if locked.latest_revision_id != seen:
        raise DraftChanged
    draft = put_into(locked.get_latest_revision_as_object(), pasted, mode=mode)
    revision: Revision = draft.save_revision(user=user, log_action=True, clean=False)
    counts: dict[str, audit.Value] = {f"items_{language}": len(text.clauses) for language, text in pasted.texts.items()}
    left_over = sum(len(text.left_over) for text in pasted.texts.values())
    data = {**counts, "left_over": left_over, "appended": mode == APPEND, "draft": revision.pk}
    audit.record("policy.text_pasted", actor=user, subject=f"policy:{page.pk}", data=data)
    return revision
