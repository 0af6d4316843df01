"""The terms of a revision: what it says of itself beside its text, and what is wrong with that."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from wagtail.models import Page

from policy.completeness import language_name
from policy.ledger import ChangeKind, PolicyRevision
from policy.refusal import Reason


@dataclass(frozen=True)
class Terms:
    """What a revision says about itself. Without `effective_on` it takes effect when promulgated."""

    established_on: date | None
    effective_on: date | None
    change_kind: str
    summary_ja: str
    summary_en: str
    notified_how_ja: str = ""
    notified_how_en: str = ""
    warnings_reason: str = ""

    def summary(self, language: str) -> str:
        return self.summary_ja if language == "ja" else self.summary_en

    def notified_how(self, language: str) -> str:
        return self.notified_how_ja if language == "ja" else self.notified_how_en


def terms_of(page: Page) -> Terms:
    """Return the next-revision fields of a draft."""
    words = ("summary_ja", "summary_en", "notified_how_ja", "notified_how_en", "warnings_reason")
    return Terms(
        established_on=page.established_on,
        effective_on=page.effective_on,
        change_kind=page.change_kind,
        **{name: getattr(page, name).strip() for name in words},
    )


def terms_reasons(terms: Terms, last: PolicyRevision | None, languages: list[str]) -> Iterator[Reason]:
    """Yield what is missing or stale; `last` is the revision that this one follows."""
    if terms.established_on is None:
        yield Reason("established", _("The date of establishment is missing."), "established_on")
    elif last and terms.established_on != last.established_on:
        yield Reason(
            "established",
            _("The date of establishment differs from the one already promulgated."),
            "established_on",
        )
    if last and terms.change_kind not in set(ChangeKind.values) - {ChangeKind.ESTABLISHED}:
        yield Reason("kind", _("The kind of change is missing."), "change_kind")
    for language in languages:
        yield from summary_reasons(terms, last, language)


def summary_reasons(terms: Terms, last: PolicyRevision | None, language: str) -> Iterator[Reason]:
    words, field = {"language": language_name(language)}, f"summary_{language}"
    if not terms.summary(language):
        yield Reason("summary", _("The summary of the change is missing in %(language)s.") % words, field)
    elif last and terms.summary(language) == last.summary(language):
        sentence = _("The summary in %(language)s is still the one of the last revision.")
        yield Reason("summary_old", sentence % words, field)


def date_reasons(terms: Terms, pending_on: date | None, today: date) -> Iterator[Reason]:
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


def purpose_reasons(terms: Terms, languages: list[str], *, today: date, notice_days: int) -> Iterator[Reason]:
    """Yield what a change of purpose lacks: notice, and how people were told (APPI Art. 21(3))."""
    if terms.change_kind != ChangeKind.PURPOSE:
        return
    earliest = today + timedelta(days=notice_days)
    if (terms.effective_on or today) < earliest:
        words = {"days": notice_days, "year": earliest.year, "month": earliest.month, "day": earliest.day}
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
