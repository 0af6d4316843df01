"""Withdraws a revision that is announced and not yet in force."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from cluster_cms import clock
from cluster_cms.pages.languages import LANGUAGES
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from policy.comparison.comparing import compare_documents
from policy.comparison.sections import Label
from policy.ledger.writer import append_withdrawal, take_lock
from policy.models.events import PolicyEvent
from policy.models.revisions import PolicyRevision
from policy.permissions import may_edit_policy, may_promulgate
from policy.publishing import promulgation
from policy.text import canonical
from policy.text.completeness import language_name
from policy.text.refusal import PublicationRefused, Reason


def withdraw_revision(*, revision: PolicyRevision, actor: User, reason_ja: str, reason_en: str) -> PolicyEvent:
    """Record that an announced revision will never be in force. Raises PublicationRefused with all reasons.

    Only an approver withdraws, only before effect, and the newest announcement first.
    """
    words = {"ja": reason_ja.strip(), "en": reason_en.strip()}
    with transaction.atomic():
        take_lock()
        if reasons := list(withdrawal_reasons(revision, actor, words)):
            raise PublicationRefused(reasons)
        event = append_withdrawal(revision=revision, actor=actor, reason_ja=words["ja"], reason_en=words["en"])
        promulgation.record("policy.withdrawn", event, number=revision.number, actor=actor)
        return event


def withdrawal_reasons(revision: PolicyRevision, actor: User, words: dict[str, str]) -> Iterator[Reason]:
    """Yield every reason against a withdrawal; `words` is why the revision is withdrawn, by language."""
    if not may_promulgate(actor):
        yield Reason("who", _("Only an approver withdraws a revision."))
    open_ones = promulgation.announced(revision.page)
    if revision not in open_ones:
        yield Reason("effect", _("Only a revision that is announced and not yet in force can be withdrawn."))
    elif revision != open_ones[0]:
        newest = {"number": open_ones[0].number}
        yield Reason("newest", _("The newest announcement is withdrawn first: revision %(number)s.") % newest)
    for language in LANGUAGES:
        if not words[language]:
            missing = {"language": language_name(language)}
            yield Reason("reason", _("The reason is missing in %(language)s.") % missing, f"reason_{language}")


@dataclass(frozen=True)
class WithdrawalEffect:
    """What a withdrawal would undo: the headings of the clauses that change back, and what then stands instead.

    `stands` is the newest revision left, and `ahead` tells whether it is itself announced and not yet in force.
    """

    revision: PolicyRevision
    headings: list[str]
    stands: PolicyRevision | None
    ahead: bool


def effect_of_withdrawal(revision: PolicyRevision, language: str) -> WithdrawalEffect:
    """Return what withdrawing an announced revision would undo, in a language; nothing is changed."""
    rows = PolicyRevision.objects.of(revision.page_id).not_withdrawn().filter(number__lt=revision.number)
    stands = rows.newest_first().first()
    compared = compare_documents(stands.content, revision.content, language) if stands else None
    changed = [one for one in compared.sections if one.label != Label.UNCHANGED] if compared else []
    headings = [f"{one.here.number} {one.here.heading}" if one.here else str(one.part.label) for one in changed]
    return WithdrawalEffect(revision, headings, stands, stands is not None and stands.effect_at > clock.now())


def text_to_return_to(page: Page) -> PolicyRevision | None:
    """Return the newest revision that stands: the next one follows it, so that a draft of any other would undo it."""
    return promulgation.newest(page)


def reset_draft(*, page: Page, actor: User) -> PolicyRevision:
    """Save the newest text that stands, in force or announced, as a new draft.

    Raises PublicationRefused when the account may not edit the policy or when there is no revision.
    """
    with transaction.atomic():
        last = text_to_return_to(page)
        if last is None or not may_edit_policy(actor):
            raise PublicationRefused([Reason("reset", _("There is no text to which the draft could return."))])
        draft = page.get_latest_revision_as_object()
        canonical.write(last.content, draft)
        draft.clear_next_revision()
        draft.save_revision(user=actor, log_action=True, clean=False)
        audit.record("policy.draft_reset", actor=actor, subject=f"policy:{last.number}")
        return last
