"""What the rest of the site shows of the policy: notice of a change, footer links, addresses of clauses, search."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.search import index

from cluster_cms import clock
from cluster_cms.clock import tokyo_date
from cluster_cms.operations.heartbeats import Heartbeat
from cluster_cms.operations.jobs import Job
from cluster_cms.pages.navigation import SiteLink, SiteNotice
from cluster_cms.pages.search_sources import SearchEntry
from cluster_cms.pages.sites import linkable
from policy.ledger.revision_status import LINKED_SITES, promised_clauses
from policy.models.revisions import PolicyRevision
from policy.pages import PolicyPage
from policy.public.register import Register, read_register
from policy.publishing import promulgation
from policy.text.canonical import form_of
from policy.text.numbering import clause_name

REINDEXING = "policy.reindex"


def announcements(language: str) -> Iterator[SiteNotice]:
    """Yield one notice, of the announced revision that takes effect first; for the hook `register_site_notice`."""
    if not PolicyRevision.objects.not_withdrawn().filter(effective_on__gt=clock.today()).exists():
        return  # one query on most days: nothing is announced and not yet in force
    page = PolicyPage.objects.live().filter(locale__language_code=language).select_related("locale").first()
    register = page and read_register(page)
    if register and register.announced:
        yield site_notice(register)


def site_notice(register: Register) -> SiteNotice:
    """Return the notice on the revision announced first, with the ways to it."""
    row, addresses = register.announced[0].revision, register.addresses
    title = _("Our privacy policy changes on %(day)s") % {"day": tokyo_date(row.effective_on)}
    links = [(_("What changes"), addresses.upcoming)]
    if register.in_force:
        old = register.in_force.revision.number
        links.append((_("Compare with revision %(number)s") % {"number": old}, addresses.comparison(old, row.number)))
    return SiteNotice(title, row.summary(register.language), links)


def clause_addresses(language: str) -> dict[int, tuple[str, str]]:
    """Return name and address of the clause that makes each promise; for the hook `register_policy_clauses`.

    A promise that no clause of the revision in force makes is left out.
    """
    page = PolicyPage.objects.live().filter(locale__language_code=language).first()
    row = promulgation.in_force(page=page) if page else None
    if page is None or row is None:
        return {}
    form = form_of(row.content)
    return {
        promise: (clause_name(number, language, form), f"{page.url}#{anchor}")
        for promise, number, anchor in promised_clauses(row)
    }


def policy_links(language: str) -> Iterator[SiteLink]:
    """Yield the policy, its history and its clause on linked sites; for the hook `register_site_links`."""
    page = linkable(PolicyPage.objects.live().filter(locale__language_code=language)).first()
    if page:
        yield SiteLink("privacy", page.display_title(), page.url)
        yield SiteLink("privacy", _("Revision history"), f"{page.url}{page.reverse_subpage('history')}")
        item = page.reverse_subpage("item", [LINKED_SITES])
        yield SiteLink("linked_sites", _("What our policy says of linked sites"), f"{page.url}{item}")


def searched_views(language: str) -> Iterator[SearchEntry]:
    """Yield the history and the clause on linked sites as the search finds them; hook `register_search_view`."""
    kind = pgettext("result", "Privacy policy")
    about = _(
        "Every revision we have announced is kept exactly as announced. Each one contains the fingerprint of the one "
        "before, so a later change to any of them would show."
    )
    for link, texts in zip(list(policy_links(language))[1:], ((about,), ()), strict=False):
        yield SearchEntry(link.label, link.url, kind, texts)


def reindexing_job() -> Job:
    """Return the job that keeps the search index in step with the text in force; for the hook `register_job`."""
    return Job(REINDEXING, every=timedelta(minutes=1), run=reindex_when_changed)


def reindex_when_changed() -> None:
    """Index the policy anew when a revision came into force since this job last ended well."""
    row = promulgation.policy_in_force()
    ended_well = Heartbeat.objects.filter(job=REINDEXING, failed=False).values_list("ended_at", flat=True).first()
    if row and (ended_well is None or row.effect_at > ended_well - timedelta(minutes=1)):
        reindex()


def reindex() -> None:
    """Index the policy in each language."""
    for page in PolicyPage.objects.live():
        index.insert_or_update_object(page)


def reindex_after_promulgation(sender: type[PolicyRevision], **kwargs: Any) -> None:
    """Receive `revision_promulgated`: Wagtail indexed the page before the ledger row was complete."""
    transaction.on_commit(reindex)
