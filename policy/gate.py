"""The gate: what must be true before a revision may be promulgated. Answers in the active language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cluster_cms.languages import LANGUAGES
from policy.anchors import history_reasons
from policy.canonical import Document, visible
from policy.completeness import text_reasons
from policy.ledger import PolicyRevision
from policy.legal_minimum import confirmation_reasons, warnings
from policy.refusal import Reason
from policy.terms import Terms, date_reasons, purpose_reasons, terms_reasons


@dataclass(frozen=True)
class Situation:
    """What the gate knows beside the draft.

    `last` is the newest revision not withdrawn, `pending_on` the latest effective date announced and not yet reached,
    `anchors` every anchor ever promulgated by block id, `approval` what is wrong with the approval of this draft.
    """

    today: date
    notice_days: int
    last: PolicyRevision | None = None
    pending_on: date | None = None
    anchors: Mapping[str, str] = field(default_factory=dict)
    approval: tuple[Reason, ...] = ()


def reasons(document: Document, terms: Terms, situation: Situation) -> list[Reason]:
    """Return every reason against promulgating; an empty list opens the gate."""
    languages, today = document["languages"], situation.today
    return [
        *text_reasons(document),
        *history_reasons(document["clauses"], situation.anchors),
        *terms_reasons(terms, situation.last, languages),
        *date_reasons(terms, situation.pending_on, today),
        *purpose_reasons(terms, languages, today=today, notice_days=situation.notice_days),
        *identity_reasons(document["identity"]),
        *confirmation_reasons(warnings(document), terms.warnings_reason),
        *sameness_reasons(document, situation.last),
        *situation.approval,
    ]


def identity_reasons(identity: dict[str, dict[str, Any]]) -> Iterator[Reason]:
    """Yield what the settings lack: a policy cannot be published without its desk and its operator."""
    desk, operator = identity["desk"], identity["operator"]
    complete = all(desk["name"][language] for language in LANGUAGES) and desk["phone"] and desk["email"]
    if not complete:
        yield Reason("desk", _("The record of the desk (name in both languages, telephone, mail) is incomplete."))
    if not all(operator["name"][language] for language in LANGUAGES):
        yield Reason("operator", _("The registered name of the company is incomplete in the settings."))


def sameness_reasons(document: Document, last: PolicyRevision | None) -> Iterator[Reason]:
    """Yield the refusal of a text in which a reader would find nothing new, operator and desk included."""
    if last and visible(document) == visible(last.content):
        yield Reason("same", _("Nothing differs from the last revision."), "clauses")


def import_reasons(
    document: Document, terms: Terms, *, last: PolicyRevision | None, promulgated_on: date, today: date
) -> list[Reason]:
    """Return every reason against entering a historic revision: only order, text and the languages held count."""
    effective_on = terms.effective_on or promulgated_on
    found = [*text_reasons(document), *terms_reasons(terms, last, document["languages"])]
    if last and last.witnessed:
        found.append(Reason("witnessed", _("Earlier revisions can be entered only before the first promulgation.")))
    if last and (promulgated_on < last.promulgated_on or effective_on < last.effective_on):
        found.append(Reason("order", _("Earlier revisions are entered in the order of their dates.")))
    if promulgated_on > today:
        found.append(Reason("future", _("A revision of the past cannot have been announced in the future.")))
    return found
