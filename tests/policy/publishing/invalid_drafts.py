"""Drafts whose publication is refused, each for one reason."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from cluster_cms.clock import today
from cluster_cms.pages.site_settings import CompanySettings, DeskSettings
from policy.models.revisions import ChangeKind
from policy.pages import PolicyPage
from tests.policy.drafting import good_draft, promulgated, source

Change = Callable[[PolicyPage], Any]


def clause(page: PolicyPage, index: int = 0) -> Any:
    return page.clauses[index].value


def add_clauses(page: PolicyPage, *anchors: str) -> None:
    words = {"ja": "新しい項", "en": "A new clause"}
    for anchor in anchors:
        empty = {"items": [], "closing": {"ja": "", "en": ""}, "shows_desk": False}
        page.clauses.append(("clause", {"heading": words, "lead": words, "anchor": anchor, **empty}, str(uuid4())))


def replace_first_clause(page: PolicyPage) -> None:
    """Delete item 1 and write another clause under its permanent address."""
    del page.clauses[0]
    add_clauses(page, "purpose")


def announce_another(page: PolicyPage) -> None:
    """Let a revision be announced that takes effect later than this draft."""
    other = good_draft("Announced.")
    other.effective_on = today() + timedelta(days=30)
    promulgated(other)
    page.effective_on = today() + timedelta(days=29)


def change_purpose(page: PolicyPage, *, days: int = 30, notified_how: str = "Told by mail.") -> None:
    page.change_kind, page.effective_on = ChangeKind.PURPOSE, today() + timedelta(days=days)
    page.notified_how_ja, page.notified_how_en = "メールで知らせます。", notified_how


def purpose_without_words(page: PolicyPage) -> None:
    """Say nothing on how people are told, and leave the date as it may already be."""
    effective_on = page.effective_on or today() + timedelta(days=30)
    change_purpose(page, notified_how="")
    page.effective_on, page.notified_how_ja = effective_on, ""


def repeat_summary(page: PolicyPage) -> None:
    page.summary_ja = source().ledger.get(number=3).summary_ja


def without(words: str) -> Change:
    """Return what takes every clause out whose English text contains some words."""

    def change(page: PolicyPage) -> None:
        kept = [block for block in page.clauses.raw_data if words not in str(block["value"])]
        page.clauses = kept

    return change


def unexplained(change: Change) -> Change:
    """Return a change for which no reason is given."""

    def changed(page: PolicyPage) -> None:
        page.warnings_reason = ""
        change(page)

    return changed


INVALID_DRAFTS: dict[str, tuple[str, Change]] = {
    "heading empty": ("incomplete", lambda page: clause(page)["heading"].update(ja="", en="")),
    "heading in one language": ("language", lambda page: clause(page)["heading"].update(en="  ")),
    "text in one language": ("language", lambda page: clause(page)["lead"].update(ja="")),
    "no text": ("incomplete", lambda page: clause(page)["lead"].update(ja="", en="")),
    "item in one language": ("language", lambda page: clause(page, 1)["items"][0]["text"].update(en="")),
    "sub-item empty": ("incomplete", lambda page: clause(page, 1)["items"][3]["subitems"][0].update(ja="", en="")),
    "anchor twice": ("anchor_twice", lambda page: add_clauses(page, "fresh", "fresh")),
    "anchor of wrong form": ("anchor", lambda page: add_clauses(page, "no anchor")),
    "anchor of a promulgated clause changed": ("anchor_changed", lambda page: clause(page).update(anchor="other")),
    "anchor of another clause": ("anchor_reused", replace_first_clause),
    "title in one language": ("language", lambda page: setattr(page, "title_en", "")),
    "introduction in one language": ("language", lambda page: setattr(page, "intro_ja", "")),
    "no clause": ("no_clause", lambda page: setattr(page, "clauses", [])),
    "summary missing": ("summary", lambda page: setattr(page, "summary_en", "")),
    "summary of the last revision": ("summary_old", repeat_summary),
    "kind missing": ("kind", lambda page: setattr(page, "change_kind", "")),
    "date of establishment missing": ("established", lambda page: setattr(page, "established_on", None)),
    "date of establishment changed": ("established", lambda page: setattr(page, "established_on", date(2006, 1, 1))),
    "effective yesterday": ("past", lambda page: setattr(page, "effective_on", today() - timedelta(days=1))),
    "effective before an announced one": ("before_announced", announce_another),
    "purpose with short notice": ("notice", lambda page: change_purpose(page, days=29)),
    "purpose without notification": ("notified", lambda page: change_purpose(page, notified_how="")),
    "purpose without words": ("notified", purpose_without_words),
    "reference to nowhere": ("reference", lambda page: clause(page, 2)["lead"].update(en="See [[nowhere]].")),
    "nothing new": ("same", lambda page: setattr(page, "clauses", source().clauses)),
    "desk without telephone": ("desk", lambda page: DeskSettings.objects.update(phone="")),
    "desk without email address": ("desk", lambda page: DeskSettings.objects.update(email="")),
    "desk without English name": ("desk", lambda page: DeskSettings.objects.update(name_en="")),
    "operator without name": ("operator", lambda page: CompanySettings.objects.update(name_ja="")),
    "operator without address": (
        "unconfirmed",
        unexplained(lambda page: CompanySettings.objects.update(address_en="")),
    ),
    "operator without representative": (
        "unconfirmed",
        unexplained(lambda page: CompanySettings.objects.update(representative_ja="")),
    ),
    "no procedure for requests": ("unconfirmed", unexplained(without("disclose it to you"))),
}
