"""The rules that a draft must satisfy before it may be promulgated. Reasons are in the active language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from cluster_cms.pages.languages import LANGUAGES
from policy.ledger.writer import RevisionTerms
from policy.models.revisions import ChangeKind, PolicyRevision
from policy.text.anchors import history_reasons
from policy.text.canonical import Document, visible
from policy.text.completeness import language_name, text_reasons
from policy.text.legal_minimum import confirmation_reasons
from policy.text.refusal import Reason


def terms_of(page: Page) -> RevisionTerms:
    """Return the next-revision fields of a draft."""
    words = ("summary_ja", "summary_en", "notified_how_ja", "notified_how_en", "warnings_reason")
    return RevisionTerms(
        established_on=page.established_on,
        effective_on=page.effective_on,
        change_kind=page.change_kind,
        **{name: getattr(page, name).strip() for name in words},
    )


def terms_reasons(terms: RevisionTerms, last: PolicyRevision | None, languages: list[str]) -> Iterator[Reason]:
    """Yield what is missing or stale; `last` is the revision that this one follows."""
    if terms.established_on is None:
        yield Reason("established", _("The date of establishment is missing."), "established_on")
    elif last and terms.established_on != last.established_on:
        yield Reason(
            "established", _("The date of establishment differs from the one already promulgated."), "established_on"
        )
    if last and terms.change_kind not in set(ChangeKind.values) - {ChangeKind.ESTABLISHED}:
        yield Reason("kind", _("The kind of change is missing."), "change_kind")
    for language in languages:
        yield from summary_reasons(terms, last, language)


def summary_reasons(terms: RevisionTerms, last: PolicyRevision | None, language: str) -> Iterator[Reason]:
    words, field = {"language": language_name(language)}, f"summary_{language}"
    if not terms.summary(language):
        yield Reason("summary", _("The summary of the change is missing in %(language)s.") % words, field)
    elif last and terms.summary(language) == last.summary(language):
        sentence = _("The summary in %(language)s is still the one of the last revision.")
        yield Reason("summary_old", sentence % words, field)


def date_reasons(terms: RevisionTerms, pending_on: date | None, today: date) -> Iterator[Reason]:
    """Yield what is wrong with the effective date; `pending_on` is the latest one already announced."""
    effective_on = terms.effective_on or today
    if effective_on < today:
        yield Reason("past", _("The effective date lies before today."), "effective_on")
    if pending_on and effective_on < pending_on:
        yield Reason(
            "before_announced",
            _("The effective date lies before that of a revision already announced."),
            "effective_on",
        )


@dataclass(frozen=True)
class PublicationContext:
    """What the rules are applied to beside the draft.

    `last` is the newest revision not withdrawn, `pending_on` the latest effective date announced and not yet reached,
    `anchors` every anchor ever promulgated by block id, `approval` what is wrong with the approval of this draft,
    `warnings` what may be published for a recorded reason, `widened` the name of a clause that gains a purpose,
    `correction` what keeps it from being applied to the text in force as well; None where that is not asked for.
    """

    today: date
    notice_days: int
    last: PolicyRevision | None = None
    pending_on: date | None = None
    anchors: Mapping[str, str] = field(default_factory=dict)
    approval: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()
    widened: str = ""
    correction: tuple[Reason, ...] | None = None


def purpose_reasons(terms: RevisionTerms, languages: list[str], context: PublicationContext) -> Iterator[Reason]:
    """Yield what a change of purpose lacks: notice, and how people were told (APPI Art. 21(3)).

    A clause on the purpose that gains words counts as such a change whatever its kind says.
    """
    lacking = list(notice_reasons(terms, languages, context))
    if terms.change_kind == ChangeKind.PURPOSE:
        yield from lacking
    elif context.widened and lacking:
        sentence = _(
            "%(place)s, on the purpose of use, says more than before. Choose “change of purpose” as the kind, "
            "with its notice: %(days)s days, and a word on how people are told."
        )
        words = {"place": context.widened, "days": context.notice_days}
        yield Reason("purpose", sentence % words, "change_kind")


def notice_reasons(terms: RevisionTerms, languages: list[str], context: PublicationContext) -> Iterator[Reason]:
    """Yield what notice ahead of a change of purpose lacks: time, and how people are told in each language."""
    earliest = context.today + timedelta(days=context.notice_days)
    if (terms.effective_on or context.today) < earliest:
        words = {"days": context.notice_days, "year": earliest.year, "month": earliest.month, "day": earliest.day}
        yield Reason(
            "notice",
            _(
                "A change of purpose is announced at least %(days)s days before it takes effect: "
                "%(year)s-%(month)02d-%(day)02d at the earliest."
            )
            % words,
            "effective_on",
        )
    for language in languages:
        if not terms.notified_how(language):
            sentence = _("A change of purpose needs a word on how people are told of it, in %(language)s.")
            yield Reason("notified", sentence % {"language": language_name(language)}, f"notified_how_{language}")


@dataclass(frozen=True)
class Condition:
    """One condition of a promulgation, in words, and what breaks it; nothing where it is met."""

    label: str
    reasons: tuple[Reason, ...]


def conditions(document: Document, terms: RevisionTerms, context: PublicationContext) -> list[Condition]:
    """Return the conditions of a promulgation, in the active language, each with the reasons that break it."""
    languages, today = document["languages"], context.today
    checked: list[tuple[str, Iterable[Reason]]] = [
        (_("Both languages are complete."), text_reasons(document)),
        (_("The permanent addresses of the items stay."), history_reasons(document, context.anchors)),
        (_("Kind and summary say what changes."), terms_reasons(terms, context.last, languages)),
        (
            _("The date lies neither in the past nor before one announced."),
            date_reasons(terms, context.pending_on, today),
        ),
        (
            _("A change of purpose is announced in time."),
            purpose_reasons(terms, languages, context),
        ),
        (_("Company and desk are complete in the settings."), identity_reasons(document["identity"])),
        (
            _("Nothing is warned of, or the reason is given."),
            confirmation_reasons(list(context.warnings), terms.warnings_reason),
        ),
        (_("The text differs from the revision before."), sameness_reasons(document, context.last)),
        (_("A person who wrote none of it approves."), context.approval),
    ]
    if context.correction is not None:
        checked.insert(0, (_("The correction fits the text in force and the announced one."), context.correction))
    return [Condition(label, tuple(reasons)) for label, reasons in checked]


def identity_reasons(identity: dict[str, dict[str, Any]]) -> Iterator[Reason]:
    """Yield what the settings lack: a policy cannot be published without its desk and its operator."""
    desk, operator = identity["desk"], identity["operator"]
    complete = all(desk["name"][language] for language in LANGUAGES) and desk["phone"] and desk["email"]
    if not complete:
        yield Reason("desk", _("The record of the desk (name in both languages, telephone, email) is incomplete."))
    if not all(operator["name"][language] for language in LANGUAGES):
        yield Reason("operator", _("The registered name of the company is incomplete in the settings."))


def sameness_reasons(document: Document, last: PolicyRevision | None) -> Iterator[Reason]:
    """Yield the refusal of a text in which a reader would find nothing new, operator and desk included."""
    if last and visible(document) == visible(last.content):
        yield Reason("same", _("Nothing differs from the last revision."), "clauses")
