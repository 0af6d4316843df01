"""The gate: what must be true before a revision may be promulgated. Answers in the active language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from cluster_cms.languages import LANGUAGES
from policy.canonical import Document, fingerprint, serialise
from policy.completeness import language_name, text_reasons
from policy.ledger import ChangeKind, PolicyRevision
from policy.refusal import Reason


@dataclass(frozen=True)
class Terms:
    """What a revision says about itself, beside its text. Without `effective_on` it takes effect when promulgated."""

    established_on: date | None
    effective_on: date | None
    change_kind: str
    summary_ja: str
    summary_en: str

    def summary(self, language: str) -> str:
        return self.summary_ja if language == "ja" else self.summary_en


def terms_of(page: Page) -> Terms:
    """Return the next-revision fields of a draft."""
    return Terms(
        established_on=page.established_on,
        effective_on=page.effective_on,
        change_kind=page.change_kind,
        summary_ja=page.summary_ja.strip(),
        summary_en=page.summary_en.strip(),
    )


def reasons(
    document: Document, terms: Terms, *, last: PolicyRevision | None, pending_on: date | None, today: date
) -> list[Reason]:
    """Return every reason against promulgating; an empty list opens the gate.

    `last` is the newest revision, `pending_on` the latest effective date that is announced and not yet reached.
    """
    return [
        *text_reasons(document),
        *terms_reasons(terms, last, document["languages"]),
        *date_reasons(terms, pending_on, today),
        *identity_reasons(document["identity"]),
        *sameness_reasons(document, last),
    ]


def terms_reasons(terms: Terms, last: PolicyRevision | None, languages: list[str]) -> Iterator[Reason]:
    if terms.established_on is None:
        yield Reason("established", _("The date of establishment is missing."))
    elif last and terms.established_on != last.established_on:
        yield Reason("established", _("The date of establishment differs from the one already promulgated."))
    if last and terms.change_kind not in set(ChangeKind.values) - {ChangeKind.ESTABLISHED}:
        yield Reason("kind", _("The kind of change is missing."))
    for language in languages:
        words = {"language": language_name(language)}
        if not terms.summary(language):
            yield Reason("summary", _("The summary of the change is missing in %(language)s.") % words)
        elif last and terms.summary(language) == last.summary(language):
            yield Reason("summary_old", _("The summary in %(language)s is still the one of the last revision.") % words)


def date_reasons(terms: Terms, pending_on: date | None, today: date) -> Iterator[Reason]:
    effective_on = terms.effective_on or today
    if effective_on < today:
        yield Reason("past", _("The effective date lies before today."))
    if pending_on and effective_on < pending_on:
        yield Reason("before_announced", _("The effective date lies before that of a revision already announced."))


def identity_reasons(identity: dict[str, dict[str, Any]]) -> Iterator[Reason]:
    """Yield what the settings lack: a policy cannot be published without its desk and its operator."""
    desk, operator = identity["desk"], identity["operator"]
    complete = all(desk["name"][language] for language in LANGUAGES) and desk["phone"] and desk["email"]
    if not complete:
        yield Reason("desk", _("The record of the desk (name in both languages, telephone, mail) is incomplete."))
    if not all(operator["name"][language] for language in LANGUAGES):
        yield Reason("operator", _("The registered name of the company is incomplete in the settings."))


def sameness_reasons(document: Document, last: PolicyRevision | None) -> Iterator[Reason]:
    if last and fingerprint(serialise(document)) == last.document_sha256:
        yield Reason("same", _("Nothing differs from the last revision."))


def import_reasons(
    document: Document, terms: Terms, *, last: PolicyRevision | None, promulgated_on: date, today: date
) -> list[Reason]:
    """Return every reason against entering a historic revision: only order, text and the languages held count."""
    effective_on = terms.effective_on or promulgated_on
    reasons = [*text_reasons(document), *terms_reasons(terms, last, document["languages"])]
    if last and last.witnessed:
        reasons.append(Reason("witnessed", _("Earlier revisions can be entered only before the first promulgation.")))
    if last and (promulgated_on < last.promulgated_on or effective_on < last.effective_on):
        reasons.append(Reason("order", _("Earlier revisions are entered in the order of their dates.")))
    if promulgated_on > today:
        reasons.append(Reason("future", _("A revision of the past cannot have been announced in the future.")))
    return reasons
