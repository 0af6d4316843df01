"""Prepares the editorial revision that brings operator and desk up to date."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from cluster_cms import clock
from cluster_cms.pages.languages import LANGUAGES
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from policy.models.revisions import ChangeKind
from policy.permissions import may_edit_policy
from policy.publishing import promulgation
from policy.publishing.identity import Difference, difference
from policy.text import restoring
from policy.text.refusal import PublicationRefused, Reason

LONGEST = 500  # characters of a summary


def prepare_revision(*, page: Page, actor: User) -> Revision:
    """Save the newest text with today's operator and desk as a draft that can be submitted as it is.

    Raises PublicationRefused when the account may not edit the policy or when nothing differs.
    """
    with transaction.atomic():
        found, last = difference(page), promulgation.newest(page)
        if found is None or found.announced or last is None or not may_edit_policy(actor):
            raise PublicationRefused([Reason("prepare", _("There is nothing to prepare: the policy is up to date."))])
        draft = page.get_latest_revision_as_object()
        restoring.write(last.content, draft)
        draft.clear_next_revision()
        draft.change_kind = ChangeKind.EDITORIAL
        draft.effective_on = max(filter(None, (clock.today(), promulgation.pending_on(page))))
        for language in LANGUAGES:
            setattr(draft, f"summary_{language}", summary(found, language))
        revision: Revision = draft.save_revision(user=actor, log_action=True, clean=False)
        audit.record("policy.revision_prepared", actor=actor, subject=f"policy:{last.number}")
        return revision


def summary(found: Difference, language: str) -> str:
    """Return the summary of the change in a language: each field with what it says from now on."""
    with translation.override(language):
        facts = [_("%(label)s: %(value)s") % fact for fact in one_line(found, language)]
        if not facts:
            return _("The operator's and the desk's data are brought up to date in the other language.")
        words = _("Brought up to date: %(facts)s.") % {"facts": _("; ").join(facts)}
        return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def one_line(found: Difference, language: str) -> list[dict[str, str]]:
    return [{"label": label, "value": " ".join(value.split("\n"))} for label, value in found.facts(language)]
