"""The public page `/promises/`: the nine items, how each is kept, and the result of its checks."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_safe
from wagtail import hooks

from cluster_cms import clock
from cluster_cms.pages import freshness
from cluster_cms.pages.content_stamp import next_change, per_stamp
from cluster_cms.pages.languages import active_language
from cluster_cms.pages.navigation import SiteLink, site_links
from cluster_cms.pages.search_sources import SearchEntry
from cluster_cms.promises.evidence import Evidence, Findings, State, gather
from cluster_cms.promises.items import PROMISED, Item

LATELY = timedelta(minutes=1)
STATES: dict[State, str | Promise] = {
    State.PASSED: pgettext_lazy("check", "Passed"),
    State.STALE: pgettext_lazy("check", "Out of date"),
    State.FAILED: pgettext_lazy("check", "Failed"),
}


@dataclass(frozen=True)
class ShownItem:
    """An item as the page prints it."""

    item: Item
    state: State
    evidence: list[Evidence]
    clause: tuple[str, str] | None  # name and address of the clause of the policy that makes the promise

    @property
    def state_name(self) -> str:
        return str(STATES[self.state])


def clause_addresses() -> dict[int, tuple[str, str]]:
    """Return name and address of the clause that states each item (hook `register_policy_clauses`)."""
    found: dict[int, tuple[str, str]] = {}
    for register in hooks.get_hooks("register_policy_clauses"):
        found |= register(active_language())
    return found


def shown_items(findings: Findings) -> list[ShownItem]:
    clauses = clause_addresses()
    return [
        ShownItem(item, findings.state(item.number), findings.of(item.number), clauses.get(item.number))
        for item in PROMISED
    ]


@per_stamp
def shown_before() -> dict[str, tuple[datetime, list[ShownItem]]]:
    """Return the items as they were shown last under this content stamp, with the time, by language."""
    return {}


def shown_lately(language: str) -> list[ShownItem]:
    """Return all items in the active language, with figures that are a minute old at most: to measure takes long."""
    kept = shown_before()
    if language not in kept or clock.now() - kept[language][0] > LATELY:
        kept[language] = clock.now(), shown_items(gather())
    return kept[language][1]


def summary(items: list[ShownItem]) -> str:
    """Return in words how many items are in which state."""
    counted = Counter(item.state for item in items)
    return _("%(passed)s passed, %(stale)s out of date, %(failed)s failed") % {
        state.value: counted[state] for state in State
    }


def link_to_promises(language: str) -> Iterable[SiteLink]:
    """Yield the link to this page for the footer."""
    with translation.override(language):
        yield SiteLink("privacy", _("Nine promises"), reverse("promises"))


def promises_entry(language: str) -> Iterable[SearchEntry]:
    """Yield what the search finds this page by: the nine items in words."""
    texts = (str(text) for item in PROMISED for text in (item.name, item.promise, item.means))
    yield SearchEntry(_("Nine promises"), reverse("promises"), pgettext("result", "Page"), (" ".join(texts),))


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """Answer with the page; shared caches never keep it beyond the next change of a state, nor show it stale."""
    findings = gather()
    items = shown_items(findings)
    policy = next(iter(site_links()["privacy"]), None)
    title = _("Nine promises")
    context = {
        "items": items,
        "summary": summary(items),
        "unanswered": findings.unanswered,
        "states": STATES,
        "title": title,
        "crumbs": [*([(policy.label, policy.url)] if policy else []), (title, None)],
    }
    response = render(request, "cluster_cms/promises.html", context)
    ends = filter(None, (findings.changes_at(), next_change(clock.now())))
    response.headers["Cache-Control"] = freshness.cache_control(until=min(ends, default=None), stale_until=clock.now())
    return response
