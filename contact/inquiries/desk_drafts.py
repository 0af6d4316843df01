"""Keeps what somebody writes about an inquiry until it is sent: a closed window or a lost connection loses nothing."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from cluster_cms import clock
from cluster_cms.security.accounts import User
from contact.inquiries.handling import lock
from contact.models import DeskDraft, DraftForm, Inquiry, Message, Note

JUST_NOW = timedelta(minutes=10)  # in which somebody who saved a draft is taken to be writing still


@transaction.atomic
def save_draft(*, inquiry: Inquiry, form: DraftForm, texts: Mapping[str, str | list[str]], actor: User) -> DeskDraft:
    """Keep the texts of a form in place of those kept before; the version of the inquiry stays as it is.

    `texts` has the key of the form, by which what is sent ends the draft. Raises Inquiry.DoesNotExist.
    """
    inquiry = lock(inquiry)
    drafts = DeskDraft.objects.filter(inquiry=inquiry, author_id=actor.pk, form=form)
    draft = drafts.first() or DeskDraft(inquiry=inquiry, author_id=actor.pk, form=form)
    draft.texts, draft.saved_at = dict(texts), clock.now()
    draft.save()
    return draft


@transaction.atomic
def discard_draft(*, inquiry: Inquiry, form: DraftForm, actor: User) -> None:
    """Delete a draft: its author throws it away, or what was written is sent or saved."""
    DeskDraft.objects.filter(inquiry=inquiry, author_id=actor.pk, form=form).delete()


def drafts_of(inquiry: Inquiry, author: User) -> dict[str, DeskDraft]:
    """Return the drafts of an account by form, without those that were sent or saved meanwhile."""
    drafts = DeskDraft.objects.filter(inquiry=inquiry, author_id=author.pk)
    return {draft.form: draft for draft in drafts if not is_done(draft)}


def others_writing(inquiry: Inquiry, person: User) -> list[DeskDraft]:
    """Return what colleagues have written in the last ten minutes and not sent yet, the newest first."""
    recent = DeskDraft.objects.filter(inquiry=inquiry, saved_at__gt=clock.now() - JUST_NOW)
    return [draft for draft in recent.exclude(author_id=person.pk).order_by("-saved_at") if not is_done(draft)]


def is_done(draft: DeskDraft) -> bool:
    """Tell whether a draft was sent: a script may save it once more while its page is leaving."""
    try:
        key = UUID(draft.texts.get("key", ""))
    except ValueError:
        return False
    return Message.objects.filter(pk=key).exists() or Note.objects.filter(pk=key).exists()
